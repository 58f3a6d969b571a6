// SPDX-License-Identifier: Apache-2.0
#include "stats/weights.h"

#include <algorithm>
#include <cmath>

namespace swapbench {

ErrorRates RatesAtThreshold(const Ranking& ranking, std::span<const double> weight) {
  if (std::isnan(ranking.threshold)) return {kUndefined, kUndefined};
  const size_t cut = static_cast<size_t>(
      std::ranges::lower_bound(ranking.score, ranking.threshold) - ranking.score.begin());
  const ClassWeights below = WeightsBetween(ranking, weight, 0, cut);
  const ClassWeights above = WeightsBetween(ranking, weight, cut, ranking.size());
  const ClassWeights all = {below.real + above.real, below.fake + above.fake};
  return {all.fake > 0 ? below.fake / all.fake : kUndefined,
          all.real > 0 ? above.real / all.real : kUndefined};
}

}  // namespace swapbench
