// SPDX-License-Identifier: Apache-2.0
/// Comma-separated values after RFC 4180: quoted fields may hold commas, line breaks and doubled
/// quotes; lines end in LF or CRLF; a byte-order mark is skipped; blank lines are skipped.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace swapbench {

class CsvTable {
 public:
  struct Row {
    size_t line;                      // where it begins in the file, from 1
    std::vector<std::string> fields;  // as many as the header has
  };

  /// `where` (usually the path) begins every message. Throws Error naming the line: no header, a
  /// column without a name or named twice, a row of another length, a stray or unclosed quote.
  static CsvTable Parse(std::string_view text, const std::string& where);
  static CsvTable Read(const std::filesystem::path& path);

  const std::string& where() const { return where_; }
  const std::vector<std::string>& header() const { return header_; }
  const std::vector<Row>& rows() const { return rows_; }

  std::optional<size_t> Find(std::string_view column) const;
  size_t Need(std::string_view column) const;  // throws Error naming the missing column

  /// The field as a number in the C locale. Throws Error naming line and column.
  double Number(const Row& row, size_t column) const;

  /// Throws Error that begins "FILE, line N, column 'x': ".
  [[noreturn]] void FailAt(const Row& row, size_t column, const std::string& problem) const;

 private:
  std::string where_;
  std::vector<std::string> header_;
  std::vector<Row> rows_;
};

/// The field as it stands in a file: quoted where it must be.
std::string CsvField(std::string_view field);

/// One line with its line break.
std::string CsvLine(const std::vector<std::string>& fields);

}  // namespace swapbench
