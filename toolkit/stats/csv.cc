// SPDX-License-Identifier: Apache-2.0
#include "stats/csv.h"

#include <algorithm>

#include "core/error.h"
#include "core/file.h"
#include "core/text.h"

namespace swapbench {
namespace {

class Reader {
 public:
  Reader(std::string_view text, const std::string& where) : text_(text), where_(where) {
    if (text_.starts_with("\xEF\xBB\xBF")) text_.remove_prefix(3);
  }

  /// Reads one record into `row`; false at the end. A blank line gives no fields.
  bool Next(CsvTable::Row& row) {
    if (at_ >= text_.size()) return false;
    row.line = line_;
    row.fields.clear();
    do row.fields.push_back(Field());
    while (Skip(','));
    if (!Skip('\n') && text_.substr(at_).starts_with("\r\n")) at_ += 2;
    ++line_;
    if (row.fields.size() == 1 && row.fields.front().empty()) row.fields.clear();
    return true;
  }

 private:
  bool Skip(char wanted) {
    if (at_ >= text_.size() || text_[at_] != wanted) return false;
    ++at_;
    return true;
  }
  bool AtEnd() const {
    return at_ >= text_.size() || text_[at_] == ',' || text_[at_] == '\n' ||
           text_.substr(at_).starts_with("\r\n");
  }
  std::string Field() { return Skip('"') ? Quoted() : Plain(); }
  std::string Plain() {
    const size_t begin = at_;
    for (; !AtEnd(); ++at_)
      Check(text_[at_] != '"', where_, ", line ", line_,
            ": a quote stands inside a field that does not begin with one; quote the whole field "
            "and double the quote.");
    return std::string(text_.substr(begin, at_ - begin));
  }
  std::string Quoted() {
    const size_t opened = line_;
    std::string field;
    while (at_ < text_.size()) {
      const char c = text_[at_++];
      if (c == '"' && !Skip('"')) {
        Check(AtEnd(), where_, ", line ", line_, ": text follows a closing quote.");
        return field;
      }
      if (c == '\n') ++line_;
      field += c;
    }
    Fail(where_, ", line ", opened, ": a quote is opened and never closed.");
  }

  std::string_view text_;
  const std::string& where_;
  size_t at_ = 0, line_ = 1;
};

void CheckHeader(const std::vector<std::string>& header, const std::string& where) {
  for (size_t i = 0; i < header.size(); ++i) {
    Check(!header[i].empty(), where, ", line 1: column ", i + 1, " has no name.");
    Check(std::find(header.begin(), header.begin() + static_cast<long>(i), header[i]) ==
              header.begin() + static_cast<long>(i),
          where, ", line 1: two columns are named '", header[i], "'.");
  }
}

}  // namespace

CsvTable CsvTable::Parse(std::string_view text, const std::string& where) {
  CsvTable table;
  table.where_ = where;
  Reader reader(text, where);
  Row row;
  Check(reader.Next(row) && !row.fields.empty(), where,
        ": there is no header line; the first line must name the columns.");
  for (const std::string& name : row.fields) table.header_.emplace_back(Trim(name));
  CheckHeader(table.header_, where);
  while (reader.Next(row)) {
    if (row.fields.empty() && table.header_.size() > 1) continue;
    if (row.fields.empty()) row.fields.emplace_back();
    Check(row.fields.size() == table.header_.size(), where, ", line ", row.line, ": ",
          row.fields.size(), " fields, but the header names ", table.header_.size(), " columns.");
    table.rows_.push_back(row);
  }
  return table;
}

CsvTable CsvTable::Read(const std::filesystem::path& path) {
  return Parse(ReadFile(path), path.string());
}

std::optional<size_t> CsvTable::Find(std::string_view column) const {
  const auto found = std::ranges::find(header_, column);
  if (found == header_.end()) return {};
  return static_cast<size_t>(found - header_.begin());
}

size_t CsvTable::Need(std::string_view column) const {
  const auto found = Find(column);
  Check(found.has_value(), where_, ": the column '", column, "' is missing; the header names ",
        Join(header_, ", "), ".");
  return *found;
}

double CsvTable::Number(const Row& row, size_t column) const {
  const auto number = ParseDouble(row.fields[column]);
  if (!number) FailAt(row, column, "'" + row.fields[column] + "' is not a number.");
  return *number;
}

void CsvTable::FailAt(const Row& row, size_t column, const std::string& problem) const {
  Fail(where_, ", line ", row.line, ", column '", header_[column], "': ", problem);
}

std::string CsvField(std::string_view field) {
  if (field.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(field);
  std::string quoted = "\"";
  for (const char c : field) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + '"';
}

std::string CsvLine(const std::vector<std::string>& fields) {
  std::string line;
  for (size_t i = 0; i < fields.size(); ++i) line += (i > 0 ? "," : "") + CsvField(fields[i]);
  return line + "\n";
}

}  // namespace swapbench
