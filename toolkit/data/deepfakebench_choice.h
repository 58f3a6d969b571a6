// SPDX-License-Identifier: Apache-2.0
/// Which clips of DeepfakeBench's files a recipe takes.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/options.h"
#include "data/deepfakebench_file.h"

namespace swapbench {

struct BenchChoice {
  std::vector<std::string> json, datasets, labels, splits;  // none: all
  std::string compression;

  template <class V>
  void Describe(V& v) {
    v("json", json, "the files below the root, as DeepfakeBench's rearrange.py writes them");
    v("datasets", datasets, "which datasets of these files; none: all");
    v("labels", labels, "which labels: FF-real, FF-DF; none: all");
    v("splits", splits, "which of train, val and test; none: all", OneOf{{"train", "val", "test"}});
    v("compression", compression, "which level, where the files have levels: c23");
  }
};

/// Throws Error that names the files where they know no such name, or have several levels of
/// compression and none is chosen. A choice of a level says nothing of files without levels.
std::vector<BenchClip> ChooseClips(const BenchChoice& choice, const std::filesystem::path& root);

}  // namespace swapbench
