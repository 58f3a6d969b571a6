// SPDX-License-Identifier: Apache-2.0
/// What was trained, on disk: a folder with `weights.safetensors` and `model.ini`, and of a network
/// `model.onnx` once exported. Readable without LibTorch.
#pragma once

#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "core/spec.h"

namespace swapbench {

/// How a decoded face becomes the network's input.
struct InputFormat {
  int size = 256;  // side in pixels; the whole image is resized to it
  std::string resize =
      "area";  // "area" (linear when enlarging) or "nearest_exact" (Pillow's nearest)
  std::array<double, 3> mean = {.5, .5, .5};  // RGB order, of values in 0..1
  std::array<double, 3> sd = {.5, .5, .5};    // input = (value - mean) / sd
};

/// What a network answers for a picture.
enum class Answer {
  kLogit,   // one number, higher = fake: a detector
  kPicture  // a picture of the input's shape, in the input's own units: an autoencoder
};
std::string_view ToString(Answer answer);  // "logit", "picture"

struct ModelInfo {
  Spec network;   // canonical: "meso4:leaky=true,size=256,variant=keras"; of a linear fit none, but
  Spec features;  // "spectrum_fit:bins=64,share=0.5", and `input` means nothing
  InputFormat input;
  Answer answer = Answer::kLogit;
  double threshold = 0;  // of the logit, chosen on validation at balanced error; NaN where unknown
  double temperature = 1;  // logit / temperature is calibrated on validation
  std::string trained_on;  // corpus fingerprint, or where the weights were imported from
  std::string ledger;      // JSON object: training options, seeds, history, versions
};

struct Model {
  std::filesystem::path folder;
  ModelInfo info;
  std::string weights_sha256;  // of weights.safetensors: the model's identity
};

/// Throws Error naming the folder and what is missing or malformed.
Model ReadModel(const std::filesystem::path& folder);

/// The same for a caller who needs a network, or one of this answer: throws Error naming the folder
/// where it holds something else.
Model ReadNetwork(const std::filesystem::path& folder);
Model ReadModel(const std::filesystem::path& folder, Answer answer);

/// The NAME of `model=@NAME` in a spec: what section [train.NAME] of a recipe trains.
/// Nothing where it names a folder or no model at all.
std::optional<std::string> TrainedModel(const Spec& spec);

/// Publishes model.ini (last: a folder with model.ini is complete). The weights must be there
/// already.
void WriteModelInfo(const std::filesystem::path& folder, const ModelInfo& info);

}  // namespace swapbench
