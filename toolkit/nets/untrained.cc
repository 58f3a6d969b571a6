// SPDX-License-Identifier: Apache-2.0
#include "nets/network.h"

#include "nets/untrained.h"

#include <cstdlib>
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

UntrainedFolder::UntrainedFolder(const Spec& network, uint64_t seed) {
  std::string name =
      (std::filesystem::temp_directory_path() / "swapbench-untrained-XXXXXX").string();
  Check(::mkdtemp(name.data()) != nullptr, "No temporary folder like ", name, " can be made.");
  path_ = name;
  WriteUntrainedModel(network, seed, path_);
}

UntrainedFolder::~UntrainedFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace swapbench
