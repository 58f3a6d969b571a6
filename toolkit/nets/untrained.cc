// SPDX-License-Identifier: Apache-2.0
#include "nets/network.h"

#include "nets/untrained.h"

#include <limits>

#include "core/file.h"

namespace swapbench {

void WriteUntrainedModel(const Spec& network, uint64_t seed, const std::filesystem::path& folder) {
  const auto made = Networks().Make(network);
  InitialiseWeights(*made, seed);
  MakeFolder(folder);
  SaveWeights(*made, folder / "weights.safetensors");
  ModelInfo info;
  info.network = Networks().Canonical(network);
  info.input = made->input();
  info.answer = made->answer();
  info.threshold = std::numeric_limits<double>::quiet_NaN();
  info.trained_on = Concat("nothing: random weights of seed ", seed);
  info.ledger = "{}";
  WriteModelInfo(folder, info);
}

}  // namespace swapbench
