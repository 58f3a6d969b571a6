// SPDX-License-Identifier: Apache-2.0
/// A model in the formats that others read. In each of them the input is a batch of
/// 3 x size x size floats normalised as the model says, and the answer one logit a face,
/// higher = fake. Files are published whole or not at all.
#pragma once

#include <filesystem>
#include <string>

#include "nets/model.h"

namespace swapbench {

/// The network as an ONNX model. Its metadata hold what a user needs besides: input_size, resize,
/// mean, sd (RGB), threshold, temperature, network, weights_sha256. Without LibTorch: the bytes of
/// DIR/model.onnx, and an Error where it is missing or was made from other weights.
std::string OnnxOf(const Model& model);

void ExportOnnx(const Model& model, const std::filesystem::path& file);

/// The traced graph with the weights inside. Throws Error in a build without LibTorch.
void ExportTorchScript(const Model& model, const std::filesystem::path& file);

/// The weights as they are.
void ExportSafetensors(const Model& model, const std::filesystem::path& file);

}  // namespace swapbench
