// SPDX-License-Identifier: Apache-2.0
#include "data/import.h"

#include <algorithm>

#include "core/error.h"
#include "core/text.h"

namespace swapbench {

void CheckRefusals(const Dataset& dataset, double share) {
  const auto refused = dataset.refusals();
  const size_t files = dataset.size() + refused.size();
  if (static_cast<double>(refused.size()) <= share * static_cast<double>(files)) return;
  std::vector<std::string> names;
  for (const Refusal& refusal : refused.first(std::min<size_t>(refused.size(), 3)))
    names.push_back(refusal.file);
  Fail(refused.size(), " of ", files, " files were refused, more than ", ToText(100 * share),
       " %: ", Join(names, ", "), refused.size() > names.size() ? " ..." : "",
       "; repair or remove them.");
}

std::string RefusalText(const Dataset& dataset) {
  std::string text;
  for (const Refusal& refusal : dataset.refusals())
    text += Concat("Refused ", refusal.file, ": ", refusal.reason, '\n');
  return text;
}

}  // namespace swapbench
