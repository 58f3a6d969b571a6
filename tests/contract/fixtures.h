// SPDX-License-Identifier: Apache-2.0
/// What the contracts are tried on: drawn faces and small untrained models.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/spec.h"
#include "image/face.h"

namespace swapbench {

/// Faces of `count` drawn people, with landmarks.
std::vector<Face> DrawnFaces(size_t count, int size);

/// Black, white, one pixel, one row, odd sizes: what no detector may stumble over.
std::vector<Face> AwkwardFaces();

/// A model folder for the network with seeded random weights; made once a process. Needs LibTorch.
std::filesystem::path UntrainedModel(const std::string& network_spec);

/// A model folder of a linear fit on the feature extractor with arbitrary weights.
std::filesystem::path FittedModel(const std::string& features);

/// The spec under which a plug-in can be made here: itself, or with the options it cannot do
/// without.
Spec Makeable(const std::string& plugin);

}  // namespace swapbench
