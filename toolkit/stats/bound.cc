// SPDX-License-Identifier: Apache-2.0
#include "stats/bound.h"

#include <algorithm>
#include <boost/math/special_functions/beta.hpp>
#include <cmath>

namespace swapbench {
namespace {

/// Takes rows one after another whose units nobody has taken.
class Taker {
 public:
  Taker(const Ranking& ranking, const Units& units)
      : ranking_(ranking), units_(units), taken_(units.count + 1, false) {}

  /// The next free row of the class; false where there is none left.
  bool Take(uint8_t fake) {
    for (size_t& i = next_[fake]; i < ranking_.size(); ++i) {
      const auto& [first, second] = units_.of[i];
      if (ranking_.fake[i] != fake || taken_[first] || taken_[second]) continue;
      taken_[first] = true;
      taken_[second] = second != units_.count;  // "none" may be taken again and again
      return true;
    }
    return false;
  }

 private:
  const Ranking& ranking_;
  const Units& units_;
  std::vector<bool> taken_;
  size_t next_[2] = {0, 0};
};

}  // namespace

size_t CountDisjoint(const Ranking& ranking, const Units& units, Judges judges) {
  Taker taker(ranking, units);
  size_t groups = 0;
  while ((judges == Judges::kFakes || taker.Take(0)) && (judges == Judges::kReals || taker.Take(1)))
    ++groups;
  return groups;
}

Interval ExactBound(double value, size_t groups, double level) {
  if (groups == 0) return {0, 1, 0};
  const double least = std::pow((1 - level) / 2, 1 / static_cast<double>(groups));
  return value > .5 ? Interval{least, 1, 0} : Interval{0, 1 - least, 0};
}

Interval ExactInterval(size_t successes, size_t trials, size_t independent, double level) {
  if (trials == 0 || independent == 0) return {0, 1, 0};
  const auto n = static_cast<double>(std::min(independent, trials));
  const double x = n * static_cast<double>(successes) / static_cast<double>(trials);
  const double tail = (1 - level) / 2;
  return {successes == 0 ? 0 : boost::math::ibeta_inv(x, n - x + 1, tail),
          successes == trials ? 1 : boost::math::ibeta_inv(x + 1, n - x, 1 - tail), 0};
}

}  // namespace swapbench
