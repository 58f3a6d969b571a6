// SPDX-License-Identifier: Apache-2.0
/// The weights that Afchar et al. published for Meso4 and MesoInception4 (Keras, HDF5), once
/// somebody has read them into plain arrays.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/spec.h"
#include "nets/safetensors.h"

namespace swapbench {

/// `arrays`: the file's data sets, named "<layer>/.../<weight>:0", for example
/// "conv2d_5/conv2d_5/kernel:0" (HWIO). `network`: meso4 or mesoinception4 with variant=keras.
/// Layers of one kind are taken in the order of their numbers. The last layer is negated, for the
/// authors' sigmoid is the probability of *real*. Publishes weights and model.ini in `folder`;
/// `origin` says where they came from. Throws Error naming the layer that is missing, extra or of
/// another shape.
void ImportKeras(const std::vector<NamedTensor>& arrays, const Spec& network,
                 const std::string& origin, const std::filesystem::path& folder);

}  // namespace swapbench
