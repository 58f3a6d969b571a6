// SPDX-License-Identifier: Apache-2.0
/// What would give a corpus away without a look at the face: properties of the files, judged as if
/// they were detectors, and pictures that stand in two splits.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "data/dataset.h"
#include "stats/bootstrap.h"
#include "stats/estimate.h"

namespace swapbench {

/// One record, measured: cheap, and blind to what is shown.
struct RecordTraits {
  double file_size = 0;     // bytes
  double width = 0;         // pixels
  double height = 0;        // pixels
  double quantisation = 0;  // image/jpeg.h; 0 where the file is no JPEG
  double brightness = 0;    // mean of all pixels and channels, 0..255
  uint64_t hash = 0;        // DCT hash of the grey picture scaled to 32x32, see cv::img_hash::PHash
};

/// Parallel to the dataset. Throws Error naming the record that cannot be decoded.
std::vector<RecordTraits> MeasureRecords(const Dataset& dataset, int threads);

/// A column of RecordTraits.
struct Cue {
  std::string_view name;
  double RecordTraits::*value;
};
std::span<const Cue> Cues();

/// One row a cue and slice: all records but fakes of controls; of several methods, the fakes of
/// each against the reals of the splits that hold them. Of controls alone there is no row for all.
/// Metric auc:interval=simultaneous: Bonferroni over all rows. Where an interval excludes .5 the
/// cue alone tells fakes from reals, in whichever direction. A cue that is the same in every record
/// has no row; no cue has one where the dataset lacks reals or fakes.
std::vector<Estimate> AuditCues(const Dataset& dataset, const std::string& corpus,
                                const std::vector<RecordTraits>& traits,
                                const BootstrapOptions& options);

/// Two records of different splits that look the same.
struct NearDuplicate {
  std::string id, other;
  std::string split, other_split;
  int distance = 0;  // bits in which the hashes differ, of 64
};

/// Pairs across splits at most `max_distance` bits apart, the nearest first, then by id.
std::vector<NearDuplicate> FindNearDuplicates(const Dataset& dataset,
                                              const std::vector<RecordTraits>& traits,
                                              int max_distance, int threads);

}  // namespace swapbench
