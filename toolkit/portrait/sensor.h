// SPDX-License-Identifier: Apache-2.0
/// The camera behind the lens: blur, exposure, mosaic, noise, demosaicing, tone. These are the
/// traces that forensic detectors live on.
#pragma once

#include <opencv2/core.hpp>

#include "core/json.h"
#include "core/rng.h"
#include "portrait/math.h"

namespace swapbench::portrait {

/// One of the cameras of a corpus, and how it was set for a picture.
struct Sensor {
  int camera;                   // which
  uint64_t pattern;             // seed of what every picture of this camera shares
  float unevenness;             // relative deviation of the photosites' sensitivity (PRNU)
  float red_shift, blue_shift;  // lateral chromatic aberration: relative growth of these images
  float scale;       // photosites a final pixel: the mosaic's phase must not repeat on its grid
  float blur;        // sigma of the lens, photosites
  float vignetting;  // light lost in the corners, 0..1
  float red_gain, blue_gain;  // sensitivity against green, undone by white balance
  float gain;                 // noise variance per signal; grows with ISO
  bool edge_aware;            // demosaicing along edges, else bilinear
  float saturation, contrast, sharpening;
  float exposure_bias;  // factor on the exposure
  uint64_t noise_seed;
};

inline constexpr int kCameras = 64;

/// `rng` decides which of the cameras of `seed` it is, and the settings.
Sensor DrawSensor(uint64_t seed, Rng rng);

JsonObject ToJson(const Sensor& sensor);

/// Factor on linear light: follows the lamps, and only in part the face and the scene, so that a
/// dark face stays darker than a light one.
float Exposure(const Sensor& sensor, float light, float face, float scene);

/// Linear RGB (CV_32FC3), one value a photosite, to the BGR picture (CV_8UC3) of `size` pixels
/// across that would be compressed.
cv::Mat TakePicture(const cv::Mat& linear, const Sensor& sensor, float exposure, int size);

/// The same without a camera: only the sRGB curve.
cv::Mat Ideal(const cv::Mat& linear, float exposure, int size);

}  // namespace swapbench::portrait
