// SPDX-License-Identifier: Apache-2.0
#include "backend/last_maps.h"

namespace swapbench {

thread_local LastMaps* LastMaps::watching_ = nullptr;

LastMaps::LastMaps() {
  watching_ = this;
  const auto on_begin = [](const at::RecordFunction&) -> std::unique_ptr<at::ObserverContext> {
    return nullptr;
  };
  handle_ = at::addThreadLocalCallback(at::RecordFunctionCallback(on_begin, OnEnd)
                                           .needsOutputs(true)
                                           .scopes({at::RecordScope::FUNCTION}));
}

LastMaps::~LastMaps() {
  at::removeCallback(handle_);
  watching_ = nullptr;
}

void LastMaps::OnEnd(const at::RecordFunction& operation, at::ObserverContext*) {
  if (watching_ == nullptr) return;
  for (const c10::IValue& output : operation.outputs())
    if (output.isTensor()) watching_->Consider(operation.name(), output.toTensor());
}

// Operations that others are made of report before autograd knows them: those are passed over.
void LastMaps::Consider(const std::string& operation, const torch::Tensor& output) {
  if (!output.defined() || output.dim() != 4 || !output.requires_grad()) return;
  if (output.size(2) * output.size(3) == 1) return;  // the attention of a squeezed map
  const bool convolves = operation == "aten::convolution" || operation == "aten::conv2d";
  if (convolves || (maps_.defined() && maps_.sizes() == output.sizes())) maps_ = output;
}

}  // namespace swapbench
