// SPDX-License-Identifier: Apache-2.0
#include "synth/donors.h"

#include <algorithm>
#include <utility>

#include "core/error.h"
#include "faces/align.h"

namespace swapbench {

Donors::Donors(const Dataset& people, const std::vector<size_t>& stored) : people_(people) {
  std::map<std::string, std::map<std::string, std::vector<size_t>>> grouped;
  for (const size_t person : stored) {
    const SampleInfo& info = people.info(person);
    grouped[info.split][info.target].push_back(person);
  }
  for (auto& [split, identities] : grouped)
    for (auto& [name, images] : identities) splits_[split].push_back({name, std::move(images)});
}

size_t Donors::Identities(const std::string& split) const {
  const auto found = splits_.find(split);
  return found == splits_.end() ? 0 : found->second.size();
}

size_t Donors::Draw(Donor wish, size_t target, int attempt, Rng rng) const {
  if (wish == Donor::kSelf) return target;
  if (wish == Donor::kAnyOther) return AnyOther(target, rng);
  return Nearest(target, static_cast<size_t>(attempt));
}

size_t Donors::AnyOther(size_t target, Rng& rng) const {
  const SampleInfo& info = people_.info(target);
  const std::vector<Identity>& identities = splits_.at(info.split);
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
  const std::optional<Landmarks> own = LandmarksOf(target);
  std::vector<std::pair<double, size_t>> candidates;
  for (const Identity& identity : splits_.at(info.split)) {
    if (identity.name == info.target) continue;
    for (const size_t person : identity.images)
      if (const auto& other = LandmarksOf(person); own && other)
        candidates.emplace_back(AlignedDistance(*other, *own), person);
  }
  Check(rank < candidates.size(), "No further identity of split '", info.split,
        "' with landmarks can lend a face to ", info.id, ".");
  std::ranges::nth_element(candidates, candidates.begin() + static_cast<std::ptrdiff_t>(rank));
  return candidates[rank].second;
}

/// Map nodes stay where they are, so a reference outlives the lock.
const std::optional<Landmarks>& Donors::LandmarksOf(size_t person) const {
  {
    const std::scoped_lock lock(mutex_);
    if (const auto found = landmarks_.find(person); found != landmarks_.end()) return found->second;
  }
  const std::optional<Landmarks> landmarks = people_.GetRecord(person).landmarks;
  const std::scoped_lock lock(mutex_);
  return landmarks_.emplace(person, landmarks).first->second;
}

}  // namespace swapbench
