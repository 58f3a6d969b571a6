// SPDX-License-Identifier: Apache-2.0
/// Which images a folder holds and what is known of each, before any of them is opened.
#pragma once

#include <string>
#include <vector>

#include "data/dataset.h"
#include "data/layout_options.h"

namespace swapbench {

struct Listed {
  std::string file, mask;  // below the root, '/' between folders; the mask may be empty
  std::string former_id;   // what an index calls the record; its column `twin` speaks of that
  SampleInfo info;
};

/// One entry a row of the CSV index. Throws Error naming file, column and row.
std::vector<Listed> ListByIndex(const LayoutOptions& options, const DatasetContext& context);

/// One entry a file that fits a path template, sorted by path. Throws Error where one fits two.
std::vector<Listed> ListByTemplates(const LayoutOptions& options, const DatasetContext& context);

/// Either of the two, complete: ids, clips, targets and splits are set, the latter drawn by the
/// context's seed where nobody gave any. Throws Error on ids that coincide, other splits than
/// train, val and test, and counts that differ from those in the options.
std::vector<Listed> ListImages(const LayoutOptions& options, const DatasetContext& context);

}  // namespace swapbench
