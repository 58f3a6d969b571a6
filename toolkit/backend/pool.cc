// SPDX-License-Identifier: Apache-2.0
#include "backend/pool.h"

#include <utility>

namespace swapbench {

BackendPool::BackendPool(const Spec& backend, Model model)
    : model_(std::move(model)), runtimes_([this, spec = Backends().Canonical(backend)] {
        return Backends().Make(spec, model_);
      }) {
  runtimes_.With([](Backend&) { return 0; });
}

}  // namespace swapbench
