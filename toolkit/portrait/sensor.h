// SPDX-License-Identifier: Apache-2.0
/// The camera behind the lens: blur, exposure, mosaic, noise, demosaicing, tone. These are the
/// traces that forensic detectors live on.
#pragma once

#include <opencv2/core.hpp>

#include "core/json.h"
#include "core/rng.h"
#include "portrait/math.h"

namespace swapbench::portrait {

struct Sensor {
  float scale;       // sensor pixels a final pixel: the mosaic's phase must not repeat on its grid
  float blur;        // sigma of the lens, final pixels
  float vignetting;  // light lost in the corners, 0..1
  float red_gain, blue_gain;  // sensitivity against green, undone by white balance
  float gain;                 // noise variance per signal; grows with ISO
  bool edge_aware;            // demosaicing along edges, else bilinear
  float saturation, contrast, sharpening;
  float exposure_bias;  // factor on the exposure
  uint64_t noise_seed;
};

Sensor DrawSensor(Rng rng);

JsonObject ToJson(const Sensor& sensor);

/// Factor on linear light: follows the lamps, and only in part the face and the scene, so that a
/// dark face stays darker than a light one.
float Exposure(const Sensor& sensor, float light, float face, float scene);

/// Linear RGB (CV_32FC3) to the BGR picture (CV_8UC3) that the camera would compress.
cv::Mat TakePicture(const cv::Mat& linear, const Sensor& sensor, float exposure);

/// The same without a camera: only the sRGB curve.
cv::Mat Ideal(const cv::Mat& linear, float exposure);

}  // namespace swapbench::portrait
