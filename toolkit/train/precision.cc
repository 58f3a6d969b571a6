// SPDX-License-Identifier: Apache-2.0
#include "train/precision.h"
// Torch first.
#include <ATen/autocast_mode.h>

namespace swapbench {
namespace {

class Autocast {
 public:
  Autocast() {
    at::autocast::set_autocast_cpu_dtype(torch::kBFloat16);
    at::autocast::set_cpu_enabled(true);
  }
  Autocast(const Autocast&) = delete;
  Autocast& operator=(const Autocast&) = delete;
  ~Autocast() {
    at::autocast::set_cpu_enabled(false);
    at::autocast::clear_cache();  // copies of weights that the next step changes
  }
};

void MakeSingle(torch::Tensor& tensor) {
  if (tensor.defined()) tensor = tensor.to(torch::kFloat32);
}

}  // namespace

Outputs ShowIn(const std::string& precision, Network& network, const torch::Tensor& input) {
  if (precision == "fp32") return network.Show(input);
  const Autocast autocast;
  Outputs outputs = network.Show(input);
  for (torch::Tensor* const tensor :
       {&outputs.answers, &outputs.classes, &outputs.features, &outputs.seam, &outputs.drawn,
        &outputs.methods, &outputs.specific})
    MakeSingle(*tensor);
  for (torch::Tensor& tensor : outputs.depths) MakeSingle(tensor);
  return outputs;
}

}  // namespace swapbench
