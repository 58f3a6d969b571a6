// SPDX-License-Identifier: Apache-2.0
/// Section [faces] of a recipe: where there is one, the listed images and videos are searched for
/// faces, and each face that is found becomes a record.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "core/config.h"
#include "image/video.h"

namespace swapbench {

struct FaceOptions {
  Spec locator{"dlib", {}};
  Spec align{"none", {}};
  std::string keep = "largest";
  FrameChoice frames;

  template <class V>
  void Describe(V& v) {
    v("locator", locator, "who looks for faces");
    v("align", align, "which part of the picture is stored: an alignment");
    v("keep", keep, "of several faces in one picture", OneOf{{"largest", "all"}});
    v("frames", frames.count, "how many frames of a video are looked at, evenly over all of it",
      Between{1, 1e6});
    v("every", frames.every, "or every so many frames, from the first on; 0: as frames says",
      Between{0, 1e6});
  }

  bool keep_all() const { return keep == "all"; }
};

/// Section [faces] with canonical specs, or nothing where there is none. Throws Error naming file,
/// section and key: an unknown locator, alignment or key, `frames` beside `every`.
std::optional<FaceOptions> ReadFaceOptions(const Config& config);

/// The section as a recipe states it, every option written out; "" where there is none.
std::string CanonicalSection(const std::optional<FaceOptions>& faces);

}  // namespace swapbench
