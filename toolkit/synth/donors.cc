// SPDX-License-Identifier: Apache-2.0
#include "synth/donors.h"

#include <algorithm>
#include <utility>

#include "core/error.h"
#include "core/log.h"
#include "core/parallel.h"

namespace swapbench {

Donors::Donors(const Dataset& people, const std::vector<size_t>& stored, uint64_t seed)
    : people_(people), seed_(seed) {
  std::map<std::string, std::map<std::string, std::vector<size_t>>> grouped;
  for (const size_t person : stored) {
    const SampleInfo& info = people.info(person);
    grouped[info.split][info.target].push_back(person);
  }
  for (auto& [split, identities] : grouped)
    for (auto& [name, images] : identities)
      splits_[split].identities.push_back({name, std::move(images)});
}

size_t Donors::Identities(const std::string& split) const {
  const auto found = splits_.find(split);
  return found == splits_.end() ? 0 : found->second.identities.size();
}

size_t Donors::Draw(Donor wish, size_t target, int attempt, Rng rng) const {
  if (wish == Donor::kSelf) return target;
  if (wish == Donor::kAnyOther) return AnyOther(target, rng);
  return Nearest(target, static_cast<size_t>(attempt));
}

size_t Donors::AnyOther(size_t target, Rng& rng) const {
  const SampleInfo& info = people_.info(target);
  const std::vector<Identity>& identities = splits_.at(info.split).identities;
  const auto own = std::ranges::lower_bound(identities, info.target, {}, &Identity::name);
  const bool among = own != identities.end() && own->name == info.target;
  const auto others = static_cast<int64_t>(identities.size()) - (among ? 1 : 0);
  Check(others > 0, "No other identity of split '", info.split, "' can lend a face to ", info.id,
        ".");
  auto drawn = static_cast<size_t>(rng.Integer(0, others - 1));
  if (among && drawn >= static_cast<size_t>(own - identities.begin())) ++drawn;
  return rng.Pick(std::span<const size_t>(identities[drawn].images));
}

size_t Donors::Nearest(size_t target, size_t rank) const {
  const SampleInfo& info = people_.info(target);
  const Candidates& candidates = CandidatesOf(info.split);
  std::vector<std::pair<double, size_t>> others;
  if (const std::optional<Landmarks> own = people_.GetLandmarks(target)) {
    const std::vector<double> distances = candidates.table.Distances(*own);
    for (size_t i = 0; i < distances.size(); ++i)
      if (people_.info(candidates.people[i]).target != info.target)
        others.emplace_back(distances[i], candidates.people[i]);
  }
  Check(rank < others.size(), "No further identity of split '", info.split,
        "' with landmarks can lend a face to ", info.id, ".");
  std::ranges::nth_element(others, others.begin() + static_cast<std::ptrdiff_t>(rank));
  return others[rank].second;
}

const Donors::Candidates& Donors::CandidatesOf(const std::string& name) const {
  Split& split = splits_.at(name);
  std::call_once(split.searched, [&] { split.candidates = FindCandidates(name); });
  return *split.candidates;
}

std::unique_ptr<const Donors::Candidates> Donors::FindCandidates(const std::string& split) const {
  std::vector<size_t> people;
  for (const Identity& identity : splits_.at(split).identities)
    people.insert(people.end(), identity.images.begin(), identity.images.end());
  if (people.size() > kMostCandidates) {
    Rng(seed_, "synth/candidates").Substream(split).Shuffle(std::span<size_t>(people));
    people.resize(kMostCandidates);
  }
  std::vector<std::optional<Landmarks>> landmarks(people.size());
  log::Info(
      Concat("Looking up the landmarks of ", people.size(), " faces of split '", split, "'."));
  ParallelFor(people.size(), 0, [&](size_t i) { landmarks[i] = people_.GetLandmarks(people[i]); });
  std::vector<size_t> with_landmarks;
  std::vector<Landmarks> faces;
  for (size_t i = 0; i < people.size(); ++i) {
    if (!landmarks[i]) continue;
    with_landmarks.push_back(people[i]);
    faces.push_back(*landmarks[i]);
  }
  return std::make_unique<const Candidates>(
      Candidates{std::move(with_landmarks), LandmarkTable(faces)});
}

}  // namespace swapbench
