// SPDX-License-Identifier: Apache-2.0
/// How well a drawing agrees with itself: its landmarks and classes against the buffers it was
/// shaded from. For tests and measurements.
#pragma once

#include <optional>

#include "portrait/renderer.h"

namespace swapbench::portrait {

/// Pixels between landmark `index` (17-67) and the place where the canonical buffer holds its
/// coordinates; nothing where the face hides the point from the camera or it lies off the image.
std::optional<double> LandmarkError(const Drawing& drawing, size_t index);

/// Pixels between a point of the jaw's outline (0-16) and the nearest sample of the head; nothing
/// where hair or glasses cover it or it lies off the image.
std::optional<double> JawError(const Drawing& drawing, size_t index);

/// The same, or to the nearest sample off the head where that is farther: on the very edge up to a
/// sample's spacing. For frontal heads, of which no side is seen beyond the jaw.
std::optional<double> OutlineError(const Drawing& drawing, size_t index);

/// Pixels that are said to show the face although no surface was drawn in them.
int FacePixelsOnBackground(const Drawing& drawing);

}  // namespace swapbench::portrait
