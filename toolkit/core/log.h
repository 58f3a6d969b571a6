// SPDX-License-Identifier: Apache-2.0
/// Messages for a person on stderr; results go to stdout.
#pragma once

#include <string_view>

namespace swapbench::log {

void Info(std::string_view message);
void Warn(std::string_view message);
void SetQuiet(bool quiet);  // true: warnings only, and no progress
bool IsQuiet();

}  // namespace swapbench::log
