// SPDX-License-Identifier: Apache-2.0
#include "data/alignment_of.h"

#include <nlohmann/json.hpp>

namespace swapbench {

std::string AlignmentOf(const Record& record) {
  const auto provenance = nlohmann::json::parse(record.provenance, nullptr, false);
  if (!provenance.is_object()) return "";
  const auto align = provenance.find("align");
  return align != provenance.end() && align->is_string() ? align->get<std::string>() : "";
}

}  // namespace swapbench
