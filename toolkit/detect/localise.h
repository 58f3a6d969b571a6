// SPDX-License-Identifier: Apache-2.0
/// How well something that draws the seam of a swap draws it, on fakes whose masks are known.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "data/dataset.h"
#include "detect/detector.h"
#include "stats/bootstrap.h"
#include "stats/estimate.h"

namespace swapbench {

/// Intersections over union with the truth of one fake (detect/swap_map.h).
struct Overlap {
  double seam = 0;    // of the places marked as seam
  double region = 0;  // of the places that they enclose
};

/// Detectors whose attribution is a seam, and by what name they go. Borrowed.
struct SeamDetector {
  std::string name;
  Detector& detector;
};

/// What else is compared with the truth. The same guess for every picture: the mean seam and the
/// mean region of split val's fakes. The true seam itself, cut at half, which
/// encloses a little more than the region.
inline constexpr const char* kMeanOfVal = "mean_of_val";
inline constexpr const char* kTrueSeam = "true_seam";

struct Drawing {
  std::string who;
  double seam_level, region_level;  // a place is marked from here on: a logit, or a share of val's
                                    // fakes; NaN: nothing was chosen
  std::vector<Overlap> overlaps;    // parallel to the rows of Localisation::fakes
};

struct Localisation {
  std::string split;
  ScoreTable fakes;               // those that are judged; their scores mean nothing
  std::vector<Drawing> drawings;  // the detectors in their order, kMeanOfVal, kTrueSeam
  size_t chosen_on = 0;           // fakes of split val
  size_t controls = 0;            // left out: nothing was swapped
  size_t without_mask = 0;        // left out
  size_t without_seam = 0;        // left out: the mask is empty or too faint
  size_t known_people = 0;        // people shown in them who are also shown in train or val
};

struct LocaliseOptions {
  std::string split = "test";
  int threads = 0;  // results do not depend on it
};

/// Levels are chosen on split val, for each detector and for seam and region apart: of a hundred,
/// those with the largest mean overlap. Throws Error where a detector draws no seam, where the
/// split is val, or where it or val has no fake with a mask.
Localisation Localise(const Dataset& dataset, std::span<const SeamDetector> detectors,
                      const LocaliseOptions& options);

/// Means over the fakes, all and by method: `seam_iou` and `region_iou` of each drawing, then the
/// first one's differences from the others but kTrueSeam, `...:interval=paired,minus=WHO`.
std::vector<Estimate> EstimateOverlaps(const Localisation& localisation,
                                       const BootstrapOptions& options);

/// One line a fake: its columns, then for each drawing WHO_seam_iou and WHO_region_iou, where the
/// first is called `model`.
std::string OverlapsCsv(const Localisation& localisation);

}  // namespace swapbench
