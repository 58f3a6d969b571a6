// SPDX-License-Identifier: Apache-2.0
/// LibTorch behind plain functions, so that one file of these tests pays for its headers.
#pragma once

#include <array>
#include <map>
#include <string>
#include <vector>

#include "nets/input.h"
#include "nets/model.h"

namespace swapbench {

/// The logits of a model folder's network.
std::vector<float> Answers(const Model& model, const Batch& batch);

/// In double precision: an untrained network may magnify what a sum's order changes in float.
std::vector<double> PreciseLogits(const Model& model, const Batch& batch);
/// Of each batch, from a network that is loaded once.
std::vector<std::vector<double>> PreciseLogits(const Model& model,
                                               const std::vector<Batch>& batches);

/// The same, as the network shows them in training, with gradients.
struct PreciseAnswer {
  std::vector<float> rounded;  // what forward says in single precision
  std::vector<double> logits;
  /// Of each parameter P the length of the gradient g of sum((i + 1) * logits[i]), plus the means
  /// of what else is shown, weighted from 0 to 1; and g * P.
  std::map<std::string, std::array<double, 2>> gradients;
};
PreciseAnswer PreciseAnswers(const Model& model, const Batch& batch);

/// The largest |gradient| of each parameter after one backward pass of all that a seeded network
/// shows in training mode.
std::map<std::string, double> Gradients(const std::string& network, const Batch& batch);

/// Numbers that an optimiser may change.
size_t CountParameters(const std::string& network);

/// What a network says about its input.
InputFormat FormatOf(const std::string& network);

/// A weight file of the network with whatever numbers it was made of.
void WriteAnyWeights(const std::string& network, const std::filesystem::path& file);

/// A model.ini beside weights that another program wrote.
Model ModelOf(const std::string& network, const std::filesystem::path& folder);

/// Draws from LibTorch's own generator, to show that nothing depends on it.
void DisturbTorchGenerator();

/// Loads weights into a fresh network of that spec.
void LoadInto(const std::string& network, const std::filesystem::path& weights);

}  // namespace swapbench
