// SPDX-License-Identifier: Apache-2.0
/// What a build without LibTorch can do: hand on what another build exported.
#include "backend/export.h"
#include "backend/onnx.h"
#include "core/error.h"
#include "core/file.h"

namespace swapbench {

std::string OnnxOf(const Model& model) {
  const std::filesystem::path file = model.folder / "model.onnx";
  const std::string advice =
      Concat("write it with `swapbench model export ", model.folder.string(),
             " --format onnx --out ", file.string(), "` of a build with LibTorch");
  Check(std::filesystem::exists(file), "This build has no LibTorch and so needs ", file.string(),
        ": ", advice, ".");
  std::string bytes = ReadFile(file);
  Check(ReadOnnxMetadata(bytes, "weights_sha256", file.string()) == model.weights_sha256,
        file.string(), " was not made from the weights beside it: ", advice, ".");
  return bytes;
}

void ExportTorchScript(const Model&, const std::filesystem::path&) {
  Fail("TorchScript can only be written by a build with LibTorch.");
}

}  // namespace swapbench
