// SPDX-License-Identifier: Apache-2.0
/// What a training measured of its result on the validation split once it had ended: all that a
/// model can say of its own errors, and what it has been tested on. It stands in the ledger as
/// "validation".
#pragma once

#include <array>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "core/json.h"

namespace swapbench {

/// `count` of `of` records, with an interval for the share.
struct Rate {
  size_t count = 0, of = 0;
  size_t groups = 0;  // people or clips that these records show; records, where neither is known
  double low = 0, high = 1;
};

/// Records whose calibrated probability of "fake" lies in one tenth.
struct ReliabilityBin {
  size_t reals = 0, fakes = 0;
  double probability = std::numeric_limits<double>::quiet_NaN();  // their mean; NaN: no record
  /// How many of them are fakes if half of all faces were; with an interval.
  double share = std::numeric_limits<double>::quiet_NaN();
  double low = 0, high = 1;
};

struct Span {
  double low, high;
};

/// What the pictures were like. Nothing, or empty, where that is not known.
struct TestedOn {
  std::vector<std::string> datasets, methods;  // their names; methods of fakes
  std::optional<Span> side;                    // shorter side, pixels
  std::optional<Span> eyes;     // between the outer corners of the eyes, pixels of the picture
  std::optional<Span> quality;  // of JPEG files, see image/jpeg.h
  std::string align;            // canonical spec of the alignment that cut all of them
  /// Where eyes (right, left), nose and corners of the mouth lie in the mean: x and y of each, as
  /// shares of the picture's sides.
  std::vector<double> framing;
  std::vector<double> usual_size;  // width and height of the picture in the middle
};

struct Reliability {
  double level = .95;         // of all intervals
  Rate false_alarms, misses;  // of reals and of fakes, at the model's threshold
  std::array<ReliabilityBin, 10> bins;
  TestedOn tested;
};

/// Where it stands in a ledger.
inline constexpr char kReliabilityKey[] = "validation";

/// The probability of a fake, 0..1, that a logit stands for (Guo et al. 2017).
double Calibrated(double logit, double temperature);

/// The bin of a probability in [0, 1].
size_t BinOf(double probability);

JsonObject ToJson(const Reliability& reliability);

/// Nothing where the ledger has no "validation": an old or imported model. Throws Error where it
/// cannot be read.
std::optional<Reliability> ReadReliability(const std::string& ledger);

}  // namespace swapbench
