// SPDX-License-Identifier: Apache-2.0
/// LaTeX: escaping, and the macros through which a paper quotes numbers it did not type.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "report/table.h"

namespace swapbench::report {

/// Text that prints as itself; en dashes become "--", control characters blanks.
std::string EscapeLatex(std::string_view text);

/// Letters, digits and ".:=/,_- " of `text`: what may stand inside \csname.
std::string MacroKey(std::string_view text);

/// Defines `\SwapBenchNumber{TABLE/LEADING TEXTS OF THE ROW/COLUMN KEY}` for every number of the
/// tables, for example `\SwapBenchNumber{accuracy/coin/auc}`; an unknown key is a LaTeX error.
std::string NumberMacros(const std::vector<Table>& tables);

}  // namespace swapbench::report
