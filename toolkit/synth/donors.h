// SPDX-License-Identifier: Apache-2.0
/// Who lends a face to whom. Drawn by seed, inside one split, never the same identity.
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "core/rng.h"
#include "data/dataset.h"
#include "synth/swap.h"

namespace swapbench {

/// Thread-safe. `stored` are the reals that the corpus holds, as indices into `people`.
class Donors {
 public:
  Donors(const Dataset& people, const std::vector<size_t>& stored);

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

  size_t AnyOther(size_t target, Rng& rng) const;
  size_t Nearest(size_t target, size_t rank) const;
  const std::optional<Landmarks>& LandmarksOf(size_t person) const;

  const Dataset& people_;
  std::map<std::string, std::vector<Identity>> splits_;  // identities sorted by name
  mutable std::mutex mutex_;
  mutable std::map<size_t, std::optional<Landmarks>> landmarks_;
};

}  // namespace swapbench
