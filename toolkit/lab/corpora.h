// SPDX-License-Identifier: Apache-2.0
/// From a dataset's recipe to a corpus on disk.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/config.h"

namespace swapbench {

struct ImportRequest {
  std::string recipe, root, out;
  int threads = 0;
  bool strict = false;
};

/// Stores the files' own bytes, or, where the recipe has a section [faces], the faces in images and
/// videos; OUT.located.jsonl then keeps where they are. Writes OUT.refusals.txt first where files
/// were refused or pictures show no face, prints counts and the leakage between splits. Throws
/// Error at the end, with the rest imported, where more than 1 % is refused (any, where strict);
/// where nothing is left, no corpus is written.
void ImportCorpus(const ImportRequest& request);

/// Whether the folder `root` is what `recipe` says is published: prints one line for each file that
/// is missing, one too many or unreadable and for each count that differs, or that all is there.
/// True where nothing was found.
bool VerifyFolder(const std::string& recipe, const std::string& root, int threads);

struct SynthesizeRequest {
  std::string recipe, from, out;
  std::optional<uint64_t> seed;
  size_t count = 0;  // 0: the recipe's own, or all that `from` has
  int threads = 0;
  std::string shards;  // "A-B/N", counted from 0, or empty for all
};

/// The weights of the methods in [swap.NAME] sections that draw with a network from a folder.
std::vector<std::string> WeightsOfSwaps(const Config& recipe);

/// Networks of the recipe's [train.NAME] sections are trained first, in OUT.models/NAME, unless
/// they lie there. Prints what it wrote. Returns true where the corpus is complete (always, unless
/// only some shards were asked for).
bool SynthesizeCorpus(const SynthesizeRequest& request);

}  // namespace swapbench
