// SPDX-License-Identifier: Apache-2.0
/// What a result depends on besides its recipe.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace swapbench {

/// Ordered (key, value): toolkit version, commit, source hash, compiler, library versions, CPU
/// model, CPUs.
std::vector<std::pair<std::string, std::string>> DescribeEnvironment();

std::string UtcNow();  // "2026-01-31T12:00:00Z"

}  // namespace swapbench
