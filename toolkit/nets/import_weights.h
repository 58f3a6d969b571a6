// SPDX-License-Identifier: Apache-2.0
/// Weights that others trained, in whatever names they gave them, as a model folder.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/spec.h"
#include "nets/foreign.h"

namespace swapbench {

struct ImportedWeights {
  Spec network;                       // canonical
  std::string naming;                 // whose names the file has: "DeepfakeBench"
  std::vector<std::string> left_out;  // names that the network has no use for, but for counters
};

/// The names are recognised and translated as nets/key_map.h says, which also gives options that
/// `network` leaves open, and how the input is scaled. `origin` says where the weights came from,
/// for model.ini; `where` begins the messages. Throws Error listing every name that has no place in
/// the network, every tensor that is missing or of another shape, or naming one that holds no
/// finite floats; nothing is written then.
ImportedWeights ImportWeights(const std::vector<ForeignTensor>& tensors, const Spec& network,
                              const std::string& origin, const std::string& where,
                              const std::filesystem::path& folder);

}  // namespace swapbench
