// SPDX-License-Identifier: Apache-2.0
/// A detector's attribution as colours over the face that it saw.
#pragma once

#include "backend/backend.h"
#include "image/face.h"

namespace swapbench {

/// The picture (CV_8UC3) greyed, with orange where a place speaks for "fake" and blue where it
/// speaks for "real": the further from 0, the denser, in proportion to the strongest place of this
/// picture; of a seam its probability to 1, so that pictures can be compared. Linear between the
/// middles of places. Only the first map is drawn.
cv::Mat DrawHeat(const cv::Mat& picture, const Attribution& attribution);

/// The largest distance of a place from 0, in the first map; of a seam the largest probability.
double StrongestPlace(const Attribution& attribution);

}  // namespace swapbench
