// SPDX-License-Identifier: Apache-2.0
/// One split list, read; its two notations are explained in split_lists.h.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "data/sample.h"

namespace swapbench {

struct ListedClip {
  std::string text;                  // as written
  std::vector<std::string> folders;  // that it lies below
  std::string name;                  // without extension
  std::optional<Label> label;        // where the list tells it
  bool stated = false;               // the label stands there as a digit, not only by the notation
};

/// Throws Error naming file and line or entry.
std::vector<ListedClip> ReadSplitList(const std::filesystem::path& path, int real_digit);

}  // namespace swapbench
