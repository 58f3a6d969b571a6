// SPDX-License-Identifier: Apache-2.0
/// Small models with random weights and noise to show them.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "backend/backend.h"
#include "core/rng.h"
#include "nets/untrained.h"
#include "support.h"

namespace swapbench {

inline const std::vector<std::string>& SmallNetworks() {
  static const std::vector<std::string> networks = {"meso4:leaky=false,size=64,variant=keras",
                                                    "meso4:size=64,variant=dfb",
                                                    "mesoinception4:size=64,variant=keras",
                                                    "mesoinception4:size=64,variant=dfb",
                                                    "small_resnet:size=64,width=8",
                                                    "efficientnet:size=32",
                                                    "autoencoder:size=32,width=4"};
  return networks;
}

inline Model UntrainedModel(const TemporaryFolder& folder, const std::string& network) {
  const auto path = folder.path() / "model";
  WriteUntrainedModel(Spec::Parse(network), 5, path);
  return ReadModel(path);
}

inline Batch NoiseBatch(int64_t count, const InputFormat& format) {
  Rng rng(3, "test/noise");
  Batch batch;
  batch.shape = {count, 3, format.size, format.size};
  batch.values.resize(batch.view().size());
  for (float& value : batch.values) value = static_cast<float>(rng.Uniform(-1, 1));
  return batch;
}

inline std::unique_ptr<Backend> MakeBackend(const std::string& spec, const Model& model) {
  return Backends().Make(Spec::Parse(spec), model);
}

}  // namespace swapbench
