// SPDX-License-Identifier: Apache-2.0
#include "backend/pool.h"

#include <utility>

namespace swapbench {

BackendPool::BackendPool(const Spec& backend, Model model)
    : backend_(Backends().Canonical(backend)), model_(std::move(model)) {
  idle_.push_back(Backends().Make(backend_, model_));
}

std::unique_ptr<Backend> BackendPool::Borrow() {
  {
    const std::scoped_lock lock(mutex_);
    if (!idle_.empty()) {
      auto backend = std::move(idle_.back());
      idle_.pop_back();
      return backend;
    }
  }
  return Backends().Make(backend_, model_);
}

std::vector<float> BackendPool::Run(const TensorView& nchw) {
  auto backend = Borrow();
  std::vector<float> answers = backend->Run(nchw);
  const std::scoped_lock lock(mutex_);
  idle_.push_back(std::move(backend));
  return answers;
}

}  // namespace swapbench
