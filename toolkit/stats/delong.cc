// SPDX-License-Identifier: Apache-2.0
#include "stats/delong.h"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <cmath>
#include <numeric>

#include "stats/weights.h"

namespace swapbench {
namespace {

/// Ranks from 1; ties share their mean.
std::vector<double> Midranks(const std::vector<double>& values) {
  std::vector<size_t> order(values.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::ranges::sort(order, {}, [&](size_t i) { return values[i]; });
  std::vector<double> rank(values.size());
  for (size_t begin = 0, end = 0; begin < order.size(); begin = end) {
    while (end < order.size() && values[order[end]] == values[order[begin]]) ++end;
    for (size_t i = begin; i < end; ++i)
      rank[order[i]] = (static_cast<double>(begin + end) + 1) / 2;
  }
  return rank;
}

/// For each row, the share of the other class that it is ranked right against.
struct Placements {
  std::vector<double> fake, real;
};

Placements Place(const std::vector<double>& scores, std::span<const uint8_t> fake) {
  std::vector<double> of_class[2];
  for (size_t i = 0; i < scores.size(); ++i) of_class[fake[i]].push_back(scores[i]);
  const double reals = static_cast<double>(of_class[0].size());
  const double fakes = static_cast<double>(of_class[1].size());
  const std::vector<double> among_all = Midranks(scores);
  const std::vector<double> among_real = Midranks(of_class[0]), among_fake = Midranks(of_class[1]);
  Placements placements;
  for (size_t i = 0; i < scores.size(); ++i) {
    if (fake[i])
      placements.fake.push_back((among_all[i] - among_fake[placements.fake.size()]) / reals);
    else placements.real.push_back(1 - (among_all[i] - among_real[placements.real.size()]) / fakes);
  }
  return placements;
}

double Mean(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.) / static_cast<double>(values.size());
}

double Covariance(const std::vector<double>& a, const std::vector<double>& b) {
  if (a.size() < 2) return kUndefined;
  const double mean_a = Mean(a), mean_b = Mean(b);
  double sum = 0;
  for (size_t i = 0; i < a.size(); ++i) sum += (a[i] - mean_a) * (b[i] - mean_b);
  return sum / static_cast<double>(a.size() - 1);
}

}  // namespace

DeLongResult DeLong(const std::vector<std::vector<double>>& scores, std::span<const uint8_t> fake) {
  std::vector<Placements> placements;
  DeLongResult result;
  for (const std::vector<double>& of_detector : scores) {
    Check(of_detector.size() == fake.size(), "DeLong needs one score a row: ", of_detector.size(),
          " scores for ", fake.size(), " rows.");
    placements.push_back(Place(of_detector, fake));
    const Placements& last = placements.back();
    result.auc.push_back(last.fake.empty() || last.real.empty() ? kUndefined : Mean(last.fake));
  }
  for (const Placements& a : placements) {
    result.covariance.emplace_back();
    for (const Placements& b : placements)
      result.covariance.back().push_back(
          Covariance(a.fake, b.fake) / static_cast<double>(a.fake.size()) +
          Covariance(a.real, b.real) / static_cast<double>(a.real.size()));
  }
  return result;
}

Interval DeLongInterval(const DeLongResult& result, size_t detector, double level) {
  const double z = boost::math::quantile(boost::math::normal(), (1 + level) / 2);
  const double auc = result.auc[detector];
  const double half = z * std::sqrt(result.covariance[detector][detector]);
  if (std::isnan(half)) return {kUndefined, kUndefined, 0};
  return {std::max(0., auc - half), std::min(1., auc + half), 0};
}

double DeLongPValue(const DeLongResult& result, size_t a, size_t b) {
  const auto& covariance = result.covariance;
  const double difference = result.auc[a] - result.auc[b];
  const double variance = covariance[a][a] + covariance[b][b] - 2 * covariance[a][b];
  if (std::isnan(difference) || std::isnan(variance)) return kUndefined;
  if (difference == 0) return 1;
  if (variance <= 0) return 0;
  const double z = std::abs(difference) / std::sqrt(variance);
  return 2 * boost::math::cdf(boost::math::complement(boost::math::normal(), z));
}

}  // namespace swapbench
