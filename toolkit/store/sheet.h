// SPDX-License-Identifier: Apache-2.0
/// A contact sheet: what a corpus looks like, at one glance.
#pragma once

#include <cstdint>
#include <filesystem>

#include "data/dataset.h"

namespace swapbench {

struct SheetOptions {
  int triples = 24;  // drawn from the fakes by seed, every method in turn
  int columns = 4;   // triples side by side
  int cell = 128;    // side of one image, pixels
  uint64_t seed = 1;
};

/// Publishes a PNG of triples real | fake | mask with a line that names method, split and target.
/// The real is the fake's twin, else another record of its target, else blank. A dataset without
/// fakes gives its reals alone. Throws Error where `path` does not end in .png or the dataset is
/// empty.
void WriteSheet(const Dataset& dataset, const std::filesystem::path& path,
                const SheetOptions& options);

}  // namespace swapbench
