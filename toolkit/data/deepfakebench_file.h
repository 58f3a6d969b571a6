// SPDX-License-Identifier: Apache-2.0
/// A JSON file of DeepfakeBench, read; deepfakebench_names.h explains it.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace swapbench {

struct BenchClip {
  std::string dataset, label, split;
  std::string level;  // of compression; "" where the file has none
  std::string name;
  std::vector<std::string> frames, masks;  // as written but for '\', which is '/' here
  std::string clip, target, source;        // what we write besides, or ""
  std::string fault;                       // a sentence where the entry is no clip of this format
  std::string json;                        // the file that lists it, below the root
};

/// Throws Error naming the file and the keys on the way: no JSON, a level that is missing, a split
/// other than train, val and test. Keys "label" and "frames" in place of a clip are passed over:
/// DeepfakeBench's own script leaves such.
std::vector<BenchClip> ReadBenchFile(const std::filesystem::path& path);

}  // namespace swapbench
