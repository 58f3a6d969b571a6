// SPDX-License-Identifier: Apache-2.0
/// One model for callers on many threads.
#pragma once

#include <vector>

#include "backend/backend.h"
#include "core/pool.h"

namespace swapbench {

/// A runtime serves one caller at a time; a second caller gets a second one. Thread-safe.
class BackendPool {
 public:
  /// Makes the first runtime at once, so that what is wrong with spec or model is said early.
  BackendPool(const Spec& backend, Model model);

  /// See Backend::Run.
  std::vector<float> Run(const TensorView& nchw) {
    return runtimes_.With([&](Backend& runtime) { return runtime.Run(nchw); });
  }

  /// See Backend::Attribute.
  std::optional<Attribution> Attribute(const TensorView& nchw) {
    return runtimes_.With([&](Backend& runtime) { return runtime.Attribute(nchw); });
  }

  const Model& model() const { return model_; }

 private:
  Model model_;
  Pool<Backend> runtimes_;
};

}  // namespace swapbench
