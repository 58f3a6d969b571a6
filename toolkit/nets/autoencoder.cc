// SPDX-License-Identifier: Apache-2.0
/// Draws a face again from a narrow description of it. A decoder leaves the traces of its
/// up-sampling in everything it draws: repeated pixels put copies of the low frequencies into the
/// high ones, which no following convolution takes away wholly (Zhang et al. 2019). LibTorch
/// carries transposed convolutions out ten times more slowly.
#include "nets/layers.h"
#include "nets/network.h"

namespace swapbench {
namespace {

struct AutoencoderOptions {
  int size = 128;
  int width = 16;  // 16, 32, 64 channels
  int depth = 3;

  template <class V>
  void Describe(V& v) {
    v("size", size, "side of the input, pixels; a multiple of 2 to the power of depth",
      Between{16, 1024});
    v("width", width,
      "channels of the first halving; each further one has twice as many, the full size half",
      Between{2, 256});
    v("depth", depth, "how often the side is halved", Between{1, 6});
  }
};

class Autoencoder : public Network {
 public:
  explicit Autoencoder(const AutoencoderOptions& options) : size_(options.size) {
    Check(options.size % (1 << options.depth) == 0, "autoencoder: size = ", options.size,
          " cannot be halved ", options.depth, " times.");
    int64_t channels = 3;
    for (int level = 0; level < options.depth; ++level) {
      const int64_t out = int64_t{options.width} << level;
      encoder_->push_back(torch::nn::Conv2d(
          torch::nn::Conv2dOptions(channels, out, 4).stride(2).padding(1).bias(false)));
      encoder_->push_back(BatchNorm(out));
      encoder_->push_back(torch::nn::ReLU());
      channels = out;
    }
    for (int level = options.depth - 1; level >= 0; --level) {
      const int64_t out = (int64_t{options.width} << level) / 2;
      decoder_->push_back(Twice());
      decoder_->push_back(
          torch::nn::Conv2d(torch::nn::Conv2dOptions(channels, out, 3).padding(1).bias(false)));
      decoder_->push_back(BatchNorm(out));
      decoder_->push_back(torch::nn::ReLU());
      channels = out;
    }
    decoder_->push_back(torch::nn::Conv2d(torch::nn::Conv2dOptions(channels, 3, 3).padding(1)));
    register_module("encoder", encoder_);
    register_module("decoder", decoder_);
  }

  torch::Tensor forward(torch::Tensor x) override {
    return decoder_->forward(encoder_->forward(x));
  }

  InputFormat input() const override { return SymmetricInput(size_); }
  Answer answer() const override { return Answer::kPicture; }
  Spec objective() const override { return {"reconstruction", {}}; }

 private:
  int size_;
  torch::nn::Sequential encoder_, decoder_;
};

}  // namespace

void Register_autoencoder(NetworkRegistry& registry) {
  registry.Add<AutoencoderOptions>(
      "autoencoder", "draws a face again from a narrow description; no detector",
      [](const AutoencoderOptions& options) { return std::make_unique<Autoencoder>(options); });
}

}  // namespace swapbench
