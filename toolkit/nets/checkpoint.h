// SPDX-License-Identifier: Apache-2.0
/// What torch.save wrote: today's archives, and the files of versions before 1.6. Read by a reader
/// of our own, which makes tensors and dictionaries and calls nothing. Internal to nets.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "nets/foreign.h"

namespace swapbench {

/// From the first 16 bytes.
bool LooksLikeCheckpoint(std::string_view begin);

/// The dictionary of tensors that the file is, or the one of those it holds that is called
/// state_dict, model and the like. Throws Error beginning with `where`: truncated or damaged; holds
/// other Python objects; no dictionary of tensors, or several; a tensor beyond its storage.
std::vector<ForeignTensor> DecodeCheckpoint(std::string_view bytes, const std::string& where);

}  // namespace swapbench
