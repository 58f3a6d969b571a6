// SPDX-License-Identifier: Apache-2.0
/// A room out of focus.
#pragma once

#include <opencv2/core.hpp>

#include "core/rng.h"
#include "portrait/light.h"

namespace swapbench::portrait {

/// CV_32FC3, linear RGB, size x size.
cv::Mat DrawBackground(Rng rng, const Lighting& lighting, int size);

}  // namespace swapbench::portrait
