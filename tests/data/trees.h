// SPDX-License-Identifier: Apache-2.0
/// Miniatures of benchmarks: folders whose files have the right names and hold next to nothing.
#pragma once

#include <algorithm>
#include <fstream>
#include <string>
#include <vector>

#include "core/file.h"
#include "data/listing.h"
#include "data/recipe.h"
#include "image/codec.h"
#include "support.h"

namespace swapbench {

inline std::string TinyPng(int value) {
  return EncodePng(cv::Mat(6, 5, CV_8UC3, cv::Scalar(value % 256, value / 256, 9)));
}

/// A folder of files for one of the recipes in datasets/.
class Tree : public TemporaryFolder {
 public:
  void Touch(const std::vector<std::string>& files) const {
    for (const std::string& file : files) Write(file, "not opened by a listing");
  }
  void Write(const std::string& file, const std::string& bytes) const {
    std::filesystem::create_directories((*this / file).parent_path());
    std::ofstream(*this / file, std::ios::binary) << bytes;
  }
  void Remove(const std::string& file) const { std::filesystem::remove(*this / file); }

  DatasetContext context() const { return {.name = "toy", .root = path(), .threads = 2}; }

  /// What `datasets/<recipe>.ini` lists here, with `changes` to its options.
  Listing List(const std::string& recipe,
               const std::map<std::string, std::string>& changes = {}) const {
    Spec source = Source(recipe);
    for (const auto& [key, value] : changes) source.args[key] = Bracketed(value);
    return ListFolder(ReadOptions<LayoutOptions>(source), context());
  }

  static Spec Source(const std::string& recipe) {
    const auto path = std::filesystem::path(SWAPBENCH_SOURCE_DIR) / "datasets" / (recipe + ".ini");
    return LoadDatasetRecipe(path).source;
  }
};

/// The entry of that file; a failure and an empty one where there is none.
inline Listed Find(const Listing& listing, const std::string& file) {
  const auto found = std::ranges::find(listing.files, file, &Listed::file);
  if (found != listing.files.end()) return *found;
  ADD_FAILURE() << file << " is not listed";
  return {};
}

inline std::vector<SampleInfo> InfosOf(const Listing& listing) {
  std::vector<SampleInfo> infos;
  for (const Listed& one : listing.files) infos.push_back(one.info);
  return infos;
}

}  // namespace swapbench
