// SPDX-License-Identifier: Apache-2.0
/// What a person must know of a model before using it (a model card, Mitchell et al. 2019).
#pragma once

#include <string>

#include "nets/model.h"

namespace swapbench {

/// Markdown: intended use, what the model states of its errors, what it was trained on, limits.
std::string ModelCard(const Model& model);

}  // namespace swapbench
