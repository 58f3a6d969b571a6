// SPDX-License-Identifier: Apache-2.0
/// Tools that one thread at a time can use, for any number of threads: each use takes an idle one
/// or makes another, so there are as many as were ever used at once.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace swapbench {

template <class Tool>
class Pool {
 public:
  explicit Pool(std::function<std::unique_ptr<Tool>()> make) : make_(std::move(make)) {}

  /// use(tool), which no other thread holds meanwhile. A tool whose use throws is thrown away: it
  /// may have been left in the middle of something.
  template <class Use>
  auto With(Use use) {
    std::unique_ptr<Tool> tool = Take();
    auto result = use(*tool);
    const std::lock_guard lock(mutex_);
    idle_.push_back(std::move(tool));
    return result;
  }

 private:
  std::unique_ptr<Tool> Take() {
    {
      const std::lock_guard lock(mutex_);
      if (!idle_.empty()) {
        std::unique_ptr<Tool> tool = std::move(idle_.back());
        idle_.pop_back();
        return tool;
      }
    }
    return make_();
  }

  std::function<std::unique_ptr<Tool>()> make_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Tool>> idle_;
};

}  // namespace swapbench
