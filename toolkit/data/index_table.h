// SPDX-License-Identifier: Apache-2.0
/// A CSV file with a header line, as texts.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace swapbench {

struct IndexTable {
  std::vector<std::string> columns;
  std::vector<std::vector<std::string>> rows;  // each as long as columns

  std::optional<size_t> Find(const std::string& column) const;
};

/// Commas, double quotes doubled inside quotes, line ends LF or CRLF, an optional byte order mark;
/// empty lines are skipped. Throws Error naming file and line: no header, a repeated column, a row
/// of another length, an open quote.
IndexTable ReadIndex(const std::filesystem::path& path);

}  // namespace swapbench
