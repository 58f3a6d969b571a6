// SPDX-License-Identifier: Apache-2.0
/// Which swap methods a model knows from its training.
#pragma once

#include <string>
#include <vector>

namespace swapbench {

/// Where it stands in a ledger.
inline constexpr char kSeenMethodsKey[] = "seen_methods";

/// In alphabetical order; of a model that began with another's weights also that one's. Nothing
/// where the ledger does not know: an old, imported or untrained model, or one that began with such
/// weights. Throws Error where it cannot be read.
std::vector<std::string> ReadSeenMethods(const std::string& ledger);

}  // namespace swapbench
