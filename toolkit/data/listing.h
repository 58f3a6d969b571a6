// SPDX-License-Identifier: Apache-2.0
/// Which files a folder holds and what is known of each, before any of them is opened.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "data/dataset.h"
#include "data/layout_options.h"
#include "data/path_template.h"

namespace swapbench {

struct Listed {
  std::string file, mask;  // below the root, '/' between folders; the mask may be empty
  std::string landmarks;   // a NumPy file of points, or empty
  std::string former_id;   // what an index calls the record; its column `twin` speaks of that
  std::string clip_path;   // what the files of a clip share: "real/000" of "real/000/0001.png"
  SampleInfo info;
};

struct Listing {
  std::vector<Listed> files;
  std::vector<std::string> faults;  // one sentence each: what the folder lacks or has too much
  std::vector<Refusal> refusals;    // entries of an index that cannot be read
};

/// What the words of a path say, into the fields of their names and else the attributes, where
/// nothing is known yet. {frame} and words that begin with '_' say nothing.
void TakeWords(SampleInfo& info, const PathTemplate::Words& words);

/// One entry a row of the index. Throws Error naming file, column and row.
std::vector<Listed> ListByIndex(const LayoutOptions& options, const DatasetContext& context);

/// One entry a file that fits a path template, sorted by path. Where the context tolerates faults,
/// files beside them that fit none are one. Throws Error where one fits two.
Listing ListByTemplates(const LayoutOptions& options, const DatasetContext& context);

/// Either of the two, complete; what lists and counts say against the folder is in `faults`.
Listing ListFolder(const LayoutOptions& options, const DatasetContext& context);

/// What every listing goes through before lists of splits are read: `only`, ids, clips, targets,
/// methods and twins. Throws Error where nothing is left or ids coincide.
Listing CompleteListing(std::vector<Listed> files, const ListingOptions& options,
                        const DatasetContext& context);

/// And after: counts of clips, then splits, drawn by the context's seed where nobody gave any.
/// Throws Error on other splits than train, val and test.
void SettleListing(Listing& listing, const ListingOptions& options, const DatasetContext& context);

/// Throws Error that names the first faults, unless the options take a part or the context
/// tolerates them. Call it before any file is opened.
void CheckFaults(const Listing& listing, const ListingOptions& options,
                 const DatasetContext& context);

/// The dataset that reads what a listing names, after CheckFaults.
std::unique_ptr<Dataset> OpenListing(Listing listing, const ListingOptions& options,
                                     const DatasetContext& context);

}  // namespace swapbench
