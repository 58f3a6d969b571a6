// SPDX-License-Identifier: Apache-2.0
/// A person's own images and videos, a detector, and what it says of them.
#pragma once

#include <string>
#include <vector>

#include "core/spec.h"

namespace swapbench {

struct DetectRequest {
  std::vector<std::string> files;
  Spec detector;
  std::string locator = "dlib";  // a locator's spec, or "none": every picture is one face, whole
  std::string align = "model";   // an alignment's spec, or "model": as the model's own faces
  size_t frames = 32;            // of a video, evenly
  std::string out;               // folder of evidence.json and evidence.html; empty: neither
  int threads = 0;
};

/// Prints what is found, then writes both files or none. False where a file could not be read; the
/// others are scored all the same. Throws Error where detector, locator or alignment cannot be
/// made, or `out` not written.
bool DetectFiles(const DetectRequest& request);

}  // namespace swapbench
