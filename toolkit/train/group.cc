// SPDX-License-Identifier: Apache-2.0
#include "train/group.h"
// Torch first.
#include <torch/csrc/distributed/c10d/PrefixStore.hpp>
#include <torch/csrc/distributed/c10d/ProcessGroupGloo.hpp>
#include <torch/csrc/distributed/c10d/TCPStore.hpp>

#include "core/error.h"

namespace swapbench {
namespace {

/// LibTorch's messages end in a trace.
std::string FirstLine(const std::exception& error) {
  const std::string text = error.what();
  return text.substr(0, text.find('\n'));
}

class SumWithGradient : public torch::autograd::Function<SumWithGradient> {
 public:
  static torch::Tensor forward(torch::autograd::AutogradContext* context,
                               const torch::Tensor& input, int64_t group) {
    context->saved_data["group"] = group;
    return Summed(input, group);
  }
  static torch::autograd::variable_list backward(torch::autograd::AutogradContext* context,
                                                 torch::autograd::variable_list gradients) {
    return {Summed(gradients[0], context->saved_data["group"].toInt()), {}};
  }

 private:
  static torch::Tensor Summed(const torch::Tensor& input, int64_t group) {
    torch::Tensor sum = input.detach().contiguous().clone();
    reinterpret_cast<Group*>(group)->Sum(sum);
    return sum;
  }
};

}  // namespace

struct Group::Connection {
  c10::intrusive_ptr<c10d::Store> store;
  c10::intrusive_ptr<c10d::ProcessGroupGloo> gloo;
};

Group::Group(Place place) : place_(std::move(place)) {}
Group::~Group() = default;

void Group::Meet() {
  if (place_.alone()) return;
  if (connection_) return Sum(torch::zeros(1));
  constexpr std::chrono::minutes kTogether(30);
  constexpr std::chrono::seconds kEach(60);
  try {
    c10d::TCPStoreOptions options;
    options.port = static_cast<uint16_t>(place_.port);
    options.isServer = place_.leads() && !place_.store_is_there;
    options.numWorkers = static_cast<size_t>(place_.ranks);
    options.waitWorkers = !place_.store_is_there;
    options.timeout = kTogether;
    auto connection = std::make_unique<Connection>();
    connection->store = c10::make_intrusive<c10d::PrefixStore>(
        "swapbench", c10::make_intrusive<c10d::TCPStore>(place_.host, options));
    auto gloo = c10d::ProcessGroupGloo::Options::create(kEach);
    gloo->devices.push_back(place_.host == "127.0.0.1"
                                ? c10d::ProcessGroupGloo::createDeviceForHostname(place_.host)
                                : c10d::ProcessGroupGloo::createDefaultDevice());
    connection->store->setTimeout(kTogether);
    connection->gloo = c10::make_intrusive<c10d::ProcessGroupGloo>(connection->store, place_.rank,
                                                                   place_.ranks, gloo);
    connection_ = std::move(connection);
  } catch (const std::exception& error) {
    Fail("Rank ", place_.rank, " of ", place_.ranks, " did not meet the others at ", place_.host,
         ", port ", place_.port, ": ", FirstLine(error));
  }
}

void Group::Sum(torch::Tensor tensor) {
  if (place_.alone()) return;
  try {
    std::vector<torch::Tensor> tensors = {tensor};
    connection_->gloo->allreduce(tensors)->wait();
  } catch (const std::exception& error) {
    Fail("Rank ", place_.rank, " of ", place_.ranks,
         " lost the others; start all of them again, and they continue from the last checkpoint: ",
         FirstLine(error));
  }
}

void Group::SumGradients(const std::vector<torch::Tensor>& parameters) {
  if (place_.alone()) return;
  const torch::NoGradGuard no_gradient;
  std::vector<torch::Tensor> gradients, flat;
  for (const torch::Tensor& parameter : parameters) {
    if (!parameter.grad().defined()) continue;
    gradients.push_back(parameter.grad());
    flat.push_back(gradients.back().flatten());
  }
  const torch::Tensor all = torch::cat(flat);
  Sum(all);
  int64_t begin = 0;
  for (torch::Tensor& gradient : gradients) {
    gradient.copy_(all.slice(0, begin, begin + gradient.numel()).view(gradient.sizes()));
    begin += gradient.numel();
  }
}

SumOverRanks Group::Differentiable() {
  return [this](const torch::Tensor& tensor) {
    return SumWithGradient::apply(tensor, reinterpret_cast<int64_t>(this));
  };
}

}  // namespace swapbench
