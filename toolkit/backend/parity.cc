// SPDX-License-Identifier: Apache-2.0
#include "backend/parity.h"

#include <cmath>
#include <limits>
#include <map>

#include "core/error.h"
#include "core/text.h"

namespace swapbench {

double ParityTolerance(std::string_view precision) {
  static const std::map<std::string, double, std::less<>> tolerances = {
      {"fp32", 1e-4}, {"tf32", 5e-3}, {"fp16", 1e-2}, {"bf16", 5e-2}};
  const auto found = tolerances.find(precision);
  Check(found != tolerances.end(), "There is no parity tolerance for the precision '", precision,
        "'.");
  return found->second;
}

Parity CompareLogits(std::span<const float> reference, std::span<const float> candidate,
                     std::string_view precision) {
  Parity parity;
  if (reference.size() != candidate.size()) {
    parity.max_difference = std::numeric_limits<double>::quiet_NaN();
    parity.reason = Concat(candidate.size(), " answers were given to ", reference.size(), " faces");
    return parity;
  }
  for (size_t i = 0; i < reference.size(); ++i) {
    const double expected = reference[i], difference = std::abs(expected - candidate[i]);
    if (!std::isfinite(difference)) {
      parity.max_difference = std::numeric_limits<double>::quiet_NaN();
      parity.worst = i;
      parity.reason = Concat("the answer to face ", i, " is not finite");
      return parity;
    }
    if (difference / (1 + std::abs(expected)) <= parity.max_difference) continue;
    parity.max_difference = difference / (1 + std::abs(expected));
    parity.worst = i;
  }
  const double tolerance = ParityTolerance(precision);
  parity.passed = parity.max_difference <= tolerance;
  if (!parity.passed)
    parity.reason = Concat("face ", parity.worst, " differs by ", ToText(parity.max_difference),
                           ", more than ", ToText(tolerance));
  return parity;
}

}  // namespace swapbench
