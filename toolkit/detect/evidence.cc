// SPDX-License-Identifier: Apache-2.0
#include "detect/evidence.h"

#include <algorithm>
#include <cmath>

namespace swapbench {
namespace {

cv::Point2d MiddleOf(const cv::Rect& box) {
  return {box.x + box.width / 2., box.y + box.height / 2.};
}

/// Between the middles, in widths of the larger box; infinite where they cannot be the same face.
double Apart(const cv::Rect& a, const cv::Rect& b) {
  const double larger = std::max(a.width, b.width), smaller = std::min(a.width, b.width);
  const cv::Point2d way = MiddleOf(a) - MiddleOf(b);
  const double apart = std::sqrt(way.dot(way)) / larger;
  return smaller * 2 < larger || apart > 1 ? std::numeric_limits<double>::infinity() : apart;
}

struct Match {
  double apart;
  size_t sight, face;
};

/// Those that are possible, the nearest first.
std::vector<Match> Matches(const std::vector<Sight>& sights,
                           const std::vector<FaceEvidence>& faces) {
  std::vector<Match> matches;
  for (size_t s = 0; s < sights.size(); ++s)
    for (size_t f = 0; f < faces.size(); ++f)
      if (const double apart = Apart(sights[s].box, faces[f].sights.back().box);
          std::isfinite(apart))
        matches.push_back({apart, s, f});
  std::ranges::stable_sort(matches, {}, &Match::apart);
  return matches;
}

void Continue(std::vector<FaceEvidence>& faces, std::vector<Sight> sights) {
  std::vector<bool> placed(sights.size(), false), continued(faces.size(), false);
  for (const auto& [apart, sight, face] : Matches(sights, faces)) {
    if (placed[sight] || continued[face]) continue;
    placed[sight] = continued[face] = true;
    faces[face].sights.push_back(std::move(sights[sight]));
  }
  for (size_t s = 0; s < sights.size(); ++s)
    if (!placed[s]) faces.emplace_back().sights.push_back(std::move(sights[s]));
}

bool IsScored(const Sight& sight) { return sight.verdict.outcome == Outcome::kScored; }

/// Indices of the scored sights, by rising score.
std::vector<size_t> ByScore(const FaceEvidence& face) {
  std::vector<size_t> order;
  for (size_t i = 0; i < face.sights.size(); ++i)
    if (IsScored(face.sights[i])) order.push_back(i);
  std::ranges::stable_sort(order, {}, [&](size_t i) { return face.sights[i].verdict.score; });
  return order;
}

}  // namespace

Claims ClaimsOf(const Detector& detector, const std::string& spec) {
  const ModelInfo* model = detector.model();
  Claims claims = model != nullptr ? ClaimsOf(*model) : Claims{spec, detector.threshold(), {}, {}};
  claims.detector = spec;
  return claims;
}

Claims ClaimsOf(const ModelInfo& model) {
  return {model.network.ToString(), model.threshold, model.temperature,
          ReadReliability(model.ledger)};
}

double ProbabilityOf(const Claims& claims, double score) {
  if (!claims.temperature) return std::numeric_limits<double>::quiet_NaN();
  return Calibrated(score, *claims.temperature);
}

double WithPrevalence(double probability, double prevalence) {
  const double fake = probability * prevalence, real = (1 - probability) * (1 - prevalence);
  return fake / (fake + real);
}

std::vector<FaceEvidence> Follow(std::vector<std::vector<Sight>> pictures) {
  std::vector<FaceEvidence> faces;
  for (std::vector<Sight>& sights : pictures) Continue(faces, std::move(sights));
  return faces;
}

void Judge(FaceEvidence& face, const Claims& claims) {
  const std::vector<size_t> order = ByScore(face);
  face.scored = order.size();
  if (order.empty()) return;
  const auto score = [&](size_t rank) { return face.sights[order[rank]].verdict.score; };
  const size_t n = order.size();
  face.score = (double{score((n - 1) / 2)} + score(n / 2)) / 2;
  const auto above = std::ranges::count_if(
      order, [&](size_t i) { return face.sights[i].verdict.score >= claims.threshold; });
  face.share_above = static_cast<double>(above) / static_cast<double>(n);
}

std::vector<size_t> WorthALook(const FaceEvidence& face) {
  const std::vector<size_t> order = ByScore(face);
  if (order.size() < 2) return order;
  return {order.back(), order[(order.size() - 1) / 2]};
}

}  // namespace swapbench
