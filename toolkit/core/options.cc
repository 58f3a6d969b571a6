// SPDX-License-Identifier: Apache-2.0
#include "core/options.h"

#include <algorithm>

namespace swapbench {

bool OptionType<bool>::Parse(const std::string& text) {
  if (text == "true" || text == "1" || text == "yes" || text == "on") return true;
  if (text == "false" || text == "0" || text == "no" || text == "off") return false;
  Fail("'", text, "' is neither true nor false");
}

double OptionType<double>::Parse(const std::string& text) {
  const auto value = ParseDouble(text);
  Check(value.has_value(), "'", text, "' is not a number");
  return *value;
}

void OptionReader::CheckAllKnown() const {
  for (const auto& [key, texts] : values_)
    Check(std::ranges::find(known_, key) != known_.end(), "unknown key '", key, "'",
          Suggestion(key, known_));
}

void OptionReader::Enforce(const OneOf& choice, const std::string& value) {
  const auto nearest = NearestName(value, choice.names);
  Check(std::ranges::find(choice.names, value) != choice.names.end(), "'", value,
        "' is not one of ", Join(choice.names, ", "),
        nearest ? Concat(" (did you mean '", *nearest, "'?)") : "");
}

}  // namespace swapbench
