// SPDX-License-Identifier: Apache-2.0
/// A table that lists files, as texts: CSV with a header line, or JSON.
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

/// By the extension: *.json is JSON, anything else CSV.
IndexTable ReadIndex(const std::filesystem::path& path);

/// Commas, double quotes doubled inside quotes, line ends LF or CRLF, an optional byte order mark;
/// empty lines are skipped. Throws Error naming file and line: no header, a repeated column, a row
/// of another length, an open quote.
IndexTable ReadCsvIndex(const std::filesystem::path& path);

/// {"x.mp4":{"label":"FAKE","original":"y.mp4"},...}: a row an entry, the key in the column `file`.
/// A key that an entry lacks is empty; a list is its items with '+' between; null is empty. Throws
/// Error naming file and entry.
IndexTable ReadJsonIndex(const std::filesystem::path& path);

}  // namespace swapbench
