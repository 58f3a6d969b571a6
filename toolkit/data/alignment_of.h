// SPDX-License-Identifier: Apache-2.0
/// How a record was cut out of what was imported.
#pragma once

#include <string>

#include "data/sample.h"

namespace swapbench {

/// The canonical spec of the alignment that its provenance states; empty where it states none.
std::string AlignmentOf(const Record& record);

}  // namespace swapbench
