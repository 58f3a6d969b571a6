// SPDX-License-Identifier: Apache-2.0
/// Finds the last feature maps of whatever network runs, by watching LibTorch's operations: no
/// network has to hand them out. Internal to the LibTorch backends.
#pragma once

#include <ATen/record_function.h>
#include "nets/torch.h"

namespace swapbench {

/// Watches the operations of this thread for as long as it lives.
class LastMaps {
 public:
  LastMaps();
  ~LastMaps();
  LastMaps(const LastMaps&) = delete;
  LastMaps& operator=(const LastMaps&) = delete;

  /// N x C x h x w with more than one place, part of the graph: the output of the last convolution,
  /// or what the same shape became of it (normalised, rectified, added to a shortcut). Undefined
  /// where there was none.
  const torch::Tensor& maps() const { return maps_; }

 private:
  static void OnEnd(const at::RecordFunction& operation, at::ObserverContext*);
  void Consider(const std::string& operation, const torch::Tensor& output);

  static thread_local LastMaps* watching_;
  torch::Tensor maps_;
  at::CallbackHandle handle_;
};

}  // namespace swapbench
