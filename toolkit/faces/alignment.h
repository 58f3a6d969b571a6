// SPDX-License-Identifier: Apache-2.0
/// Which part of an image is stored for a face that was found in it: plug-ins, each a preset that
/// others have published results with.
#pragma once

#include <optional>

#include "core/registry.h"
#include "faces/crop.h"
#include "faces/locate.h"

namespace swapbench {

/// Immutable and thread-safe.
class Alignment {
 public:
  virtual ~Alignment() = default;

  /// The crop of an image of `size`; nothing where the face gives none, for example because its box
  /// lies beside the image.
  virtual std::optional<Crop> Place(const LocatedFace& face, cv::Size size) const = 0;
};

using AlignmentRegistry = Registry<Alignment>;
const AlignmentRegistry& Alignments();

}  // namespace swapbench
