// SPDX-License-Identifier: Apache-2.0
/// From a person's file to evidence.
#pragma once

#include <filesystem>

#include "detect/evidence.h"
#include "faces/alignment.h"
#include "image/video.h"

namespace swapbench {

/// How faces are looked for in a file. Borrowed.
struct Looking {
  const Locator* locator = nullptr;      // none: each picture is taken for one face, whole
  const Alignment* alignment = nullptr;  // how a found face is cut out; none without a locator
  FrameChoice frames;                    // of a video
  bool show = false;                     // fill FaceEvidence::shown
};

/// An image (turned as its EXIF data ask), or by its name a video. Every face that is found is
/// scored. Throws Error where the file cannot be read; a picture without a face is a result.
/// Thread-safe where the detector is.
FileEvidence Examine(const std::filesystem::path& file, Detector& detector, const Claims& claims,
                     const Looking& looking);

}  // namespace swapbench
