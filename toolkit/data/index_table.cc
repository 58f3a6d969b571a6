// SPDX-License-Identifier: Apache-2.0
#include "data/index_table.h"

#include <algorithm>

#include "core/error.h"
#include "core/file.h"

namespace swapbench {
namespace {

/// Splits a text into records, quotes resolved.
class CsvParser {
 public:
  CsvParser(std::string_view text, std::string where) : text_(text), where_(std::move(where)) {
    if (text_.starts_with("\xEF\xBB\xBF")) text_.remove_prefix(3);
  }

  bool AtEnd() const { return text_.empty(); }
  int line() const { return line_; }  // of the record that Next() gave

  std::vector<std::string> Next() {
    line_ = next_line_;
    std::vector<std::string> fields;
    while (true) {
      fields.push_back(Field());
      const bool more = !text_.empty() && text_.front() == ',';
      if (!text_.empty()) text_.remove_prefix(1);
      if (more) continue;
      ++next_line_;
      return fields;
    }
  }

 private:
  /// Leaves text_ at the comma or line feed behind the field.
  std::string Field() {
    if (!text_.empty() && text_.front() == '"') return Quoted();
    std::string field(text_.substr(0, text_.find_first_of(",\n")));
    text_.remove_prefix(field.size());
    if (field.ends_with('\r')) field.pop_back();
    return field;
  }

  std::string Quoted() {
    std::string field;
    text_.remove_prefix(1);
    while (true) {
      const size_t quote = text_.find('"');
      Check(quote != std::string_view::npos, where_, ":", line_, ": a quote is never closed.");
      field += text_.substr(0, quote);
      text_.remove_prefix(quote + 1);
      if (!text_.starts_with('"')) break;
      field += '"';
      text_.remove_prefix(1);
    }
    next_line_ += static_cast<int>(std::ranges::count(field, '\n'));
    if (text_.starts_with("\r\n")) text_.remove_prefix(1);
    Check(text_.empty() || text_.front() == ',' || text_.front() == '\n', where_, ":", line_,
          ": text follows a closing quote.");
    return field;
  }

  std::string_view text_;
  std::string where_;
  int line_ = 1, next_line_ = 1;
};

}  // namespace

std::optional<size_t> IndexTable::Find(const std::string& column) const {
  const auto found = std::ranges::find(columns, column);
  if (found == columns.end()) return {};
  return static_cast<size_t>(found - columns.begin());
}

IndexTable ReadIndex(const std::filesystem::path& path) {
  return path.extension() == ".json" ? ReadJsonIndex(path) : ReadCsvIndex(path);
}

IndexTable ReadCsvIndex(const std::filesystem::path& path) {
  const std::string text = ReadFile(path);
  const std::string where = path.string();
  CsvParser parser(text, where);
  Check(!parser.AtEnd(), where, " is empty; its first line must name the columns.");
  IndexTable table;
  table.columns = parser.Next();
  for (size_t i = 0; i < table.columns.size(); ++i)
    Check(std::ranges::count(table.columns, table.columns[i]) == 1, where, ":1: the column '",
          table.columns[i], "' occurs twice.");
  while (!parser.AtEnd()) {
    std::vector<std::string> row = parser.Next();
    if (row.size() == 1 && row.front().empty()) continue;
    Check(row.size() == table.columns.size(), where, ":", parser.line(), ": ", row.size(),
          " fields, but the header has ", table.columns.size(), ".");
    table.rows.push_back(std::move(row));
  }
  return table;
}

}  // namespace swapbench
