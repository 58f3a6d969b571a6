// SPDX-License-Identifier: Apache-2.0
/// Drawings of the evidence page: SVG elements, coloured by the page's style sheet.
#pragma once

#include <string>

#include "detect/evidence.h"

namespace swapbench::report {

/// A probability on a line from real to fake: a dot, the threshold dashed, behind it the interval
/// of what such a probability meant on the validation data.
std::string ScaleSvg(const Claims& claims, double probability);

/// The scores of a face over the seconds of a video, as probabilities where they are such; the
/// threshold dashed. Sights without a score are gaps.
std::string TimelineSvg(const Claims& claims, const FaceEvidence& face);

}  // namespace swapbench::report
