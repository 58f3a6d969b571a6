// SPDX-License-Identifier: Apache-2.0
#include "backend/export.h"

#include "core/file.h"

namespace swapbench {

void ExportOnnx(const Model& model, const std::filesystem::path& file) {
  PublishFile(file, OnnxOf(model));
}

void ExportSafetensors(const Model& model, const std::filesystem::path& file) {
  PublishFile(file, ReadFile(model.folder / "weights.safetensors"));
}

}  // namespace swapbench
