// SPDX-License-Identifier: Apache-2.0
#include "nets/imported.h"

#include <limits>

#include "core/build_info.h"

namespace swapbench {

void PublishImported(const Network& made, const Spec& network, const InputFormat& input,
                     const std::string& origin, JsonObject ledger,
                     const std::filesystem::path& folder) {
  std::filesystem::remove(folder / "model.ini");  // until both files belong together
  SaveWeights(made, folder / "weights.safetensors");
  ModelInfo info;
  info.network = network;
  info.input = input;
  info.answer = made.answer();
  info.threshold = std::numeric_limits<double>::quiet_NaN();
  info.trained_on = "imported from " + origin;
  info.ledger = ledger.Set("imported_from", origin)
                    .Set("toolkit", GetBuildInfo().version)
                    .Set("commit", GetBuildInfo().commit)
                    .ToString();
  WriteModelInfo(folder, info);
}

}  // namespace swapbench
