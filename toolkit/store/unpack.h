// SPDX-License-Identifier: Apache-2.0
/// A corpus as plain files again.
#pragma once

#include <filesystem>

#include "data/dataset.h"

namespace swapbench {

/// Writes images/<id without the dataset>.<jpg|png|webp> with the stored bytes, masks/ and classes/
/// alike as PNG where there are any, and index.csv, which names file and mask and every column of
/// the info: the plug-in `layout:index=index.csv` reads it. `folder` must be new or empty.
/// index.csv comes last: where it exists, everything is there.
void UnpackDataset(const Dataset& dataset, const std::filesystem::path& folder);

}  // namespace swapbench
