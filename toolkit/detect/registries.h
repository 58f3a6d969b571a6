// SPDX-License-Identifier: Apache-2.0
/// The two kinds of plug-ins of this folder; each word of its PLUGINS adds itself to one of them.
#pragma once

#include "detect/detector.h"
#include "detect/features.h"

namespace swapbench {

struct DetectRegistries {
  DetectorRegistry detectors{"detector"};
  FeatureRegistry features{"feature extractor"};
};

}  // namespace swapbench
