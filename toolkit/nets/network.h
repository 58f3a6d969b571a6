// SPDX-License-Identifier: Apache-2.0
/// Network architectures: trainable, eager LibTorch. Internal to nets, train and the Torch files of
/// backend.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "nets/model.h"
#include "nets/networks.h"
#include "nets/torch.h"

namespace swapbench {

/// What a network shows of a batch while it is trained. Undefined or 0: it has no such thing.
struct Outputs {
  torch::Tensor answers;   // what forward gives
  torch::Tensor classes;   // N x 2 x D: scores of real and fake, which are to be right in each of D
  torch::Tensor features;  // N x F: what the last layer sees
  torch::Tensor seam;      // N x side x side, logits: how likely two pictures meet at a pixel
  double scale = 0;        // answers are this times a difference of two cosines
  torch::Tensor drawn = {};  // N x D x 3 x side x side: D pictures, each to look like the input
  std::vector<torch::Tensor> depths = {};  // N x F each: means of maps on the way to what is drawn
  torch::Tensor methods = {};              // N x M: scores of real and of M - 1 swap methods
  torch::Tensor specific = {};             // N x F: what these scores see
};

/// forward: N x 3 x size x size floats as `input()` says -> N logits, higher = fake; of a network
/// that answers with pictures as many floats of the same shape and units.
class Network : public torch::nn::Module {
 public:
  virtual torch::Tensor forward(torch::Tensor input) = 0;
  virtual InputFormat input() const = 0;
  virtual Answer answer() const { return Answer::kLogit; }
  virtual Outputs Show(const torch::Tensor& input) { return {forward(input), {}, {}, {}}; }
  virtual bool draws_seam() const { return false; }  // Show has a seam
  /// What its publication minimises: an entry of the registry of objectives.
  virtual Spec objective() const { return {"cross_entropy", {}}; }
  /// Standard deviation of a parameter before training, where its publication states one.
  virtual std::optional<double> InitialSpread(const std::string& /*name*/,
                                              const torch::Tensor& /*parameter*/) const {
    return {};
  }
};

/// Architecture and weights of a model folder, in evaluation mode.
std::shared_ptr<Network> LoadNetwork(const Model& model);

/// safetensors, strict. Names are the module's own dotted names; buffers included,
/// num_batches_tracked left out.
void SaveWeights(const torch::nn::Module& module, const std::filesystem::path& file);
/// Throws Error naming the tensor that is missing, extra or of another shape.
void LoadWeights(torch::nn::Module& module, const std::filesystem::path& file);

/// Initialises every parameter from the seed (He for convolutions, unless the network says
/// otherwise), whatever LibTorch's own generator holds.
void InitialiseWeights(Network& network, uint64_t seed);

}  // namespace swapbench
