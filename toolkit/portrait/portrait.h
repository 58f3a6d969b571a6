// SPDX-License-Identifier: Apache-2.0
/// People who do not exist, drawn from a seed with exact landmarks and classes.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "core/options.h"
#include "image/face.h"

namespace swapbench {

/// Bounds of what is drawn at random around a person, for every image anew.
struct PortraitOptions {
  int size = 256;   // side in pixels
  double yaw = 30;  // degrees, largest absolute value; 0 = frontal
  double pitch = 15;
  double roll = 15;
  double zoom = 1;  // 1 shows head and shoulders, 1.4 the head, 1.8 little besides the face
  bool independent = false;  // true: hair, beard, make-up and colours follow nothing else
  bool camera = true;        // false: a perfect camera (no noise, mosaic, blur), for tests

  template <class V>
  void Describe(V& v) {
    v("size", size, "side of the image, pixels", Between{32, 2048});
    v("yaw", yaw, "largest turn of the head to either side, degrees", Between{0, 45});
    v("pitch", pitch, "largest nod up or down, degrees", Between{0, 25});
    v("roll", roll, "largest tilt to either side, degrees", Between{0, 30});
    v("zoom", zoom, "1 shows head and shoulders, 1.4 the head, 1.8 little besides the face",
      Between{.5, 2.5});
    v("independent", independent,
      "hair, beard, make-up and colours drawn without regard to sex, age and skin tone");
    v("camera", camera, "sensor, lens and processing traces; false for a perfect camera");
  }
};

struct Portrait {
  cv::Mat image;        // CV_8UC3, BGR, sRGB, as the camera's file would decode before compression
  cv::Mat classes;      // CV_8UC1, PixelClass values, same size
  Landmarks landmarks;  // contour convention: the jaw follows the visible outline
  Landmarks3d landmarks_3d;  // fixed points of the head, millimetres, head coordinates
  std::map<std::string, std::string> attributes;  // columns: age, sex_axis, tone (1-10) ...
  std::string parameters;  // JSON object: identity, pose, expression, light, camera as drawn
};

/// `person` alone decides identity; `image` decides pose, expression, light, background and camera.
/// Same arguments, same bytes: any machine, any thread.
Portrait DrawPortrait(uint64_t seed, uint64_t person, uint64_t image,
                      const PortraitOptions& options);

}  // namespace swapbench
