// SPDX-License-Identifier: Apache-2.0
/// Who lends a face to whom. Drawn by seed, inside one split, never the same identity.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "core/rng.h"
#include "data/dataset.h"
#include "synth/nearest.h"
#include "synth/swap.h"

namespace swapbench {

/// Thread-safe. `stored` are the reals that the corpus holds, as indices into `people`.
class Donors {
 public:
  /// How many faces of a split are searched for the nearest landmarks, drawn by the seed where
  /// there are more: about as many as Li et al. 2020 search.
  static constexpr size_t kMostCandidates = 5000;

  Donors(const Dataset& people, const std::vector<size_t>& stored, uint64_t seed);

  /// Identities of a split; 0 for one that is absent.
  size_t Identities(const std::string& split) const;

  /// The donor's index into `people`. kAnyOther draws an identity, then one of its images;
  /// kNearestLandmarks takes the nearest face after alignment at attempt 0, the next at 1, and so
  /// on. Throws Error where nobody else is left.
  size_t Draw(Donor wish, size_t target, int attempt, Rng rng) const;

 private:
  struct Identity {
    std::string name;
    std::vector<size_t> images;
  };

  struct Candidates {
    std::vector<size_t> people;  // parallel to the table
    LandmarkTable table;
  };

  struct Split {
    std::vector<Identity> identities;  // sorted by name
    std::once_flag searched;
    std::unique_ptr<const Candidates> candidates;  // once the first search was asked for
  };

  size_t AnyOther(size_t target, Rng& rng) const;
  size_t Nearest(size_t target, size_t rank) const;
  const Candidates& CandidatesOf(const std::string& split) const;
  std::unique_ptr<const Candidates> FindCandidates(const std::string& split) const;

  const Dataset& people_;
  uint64_t seed_;
  mutable std::map<std::string, Split> splits_;
};

}  // namespace swapbench
