// SPDX-License-Identifier: Apache-2.0
#include "stats/slices.h"

#include <algorithm>
#include <map>
#include <set>

#include "core/error.h"
#include "core/text.h"

namespace swapbench {
namespace {

bool IsControl(const ScoreRow& row) { return row.fake && IsControlMethod(row.method); }

/// The rows that are judged, controls included; `note` says where that is not a split.
std::vector<uint32_t> JudgedRows(const ScoreTable& table, const SliceOptions& options,
                                 std::string& note) {
  std::vector<uint32_t> rows;
  size_t without = 0;
  for (uint32_t i = 0; i < table.rows.size(); ++i) {
    without += table.rows[i].split.empty() ? 1 : 0;
    if (table.rows[i].split == options.split) rows.push_back(i);
  }
  if (without < table.rows.size()) {
    if (without > 0) note = Concat(without, " rows of no known split are left out");
  } else {
    rows.clear();
    for (uint32_t i = 0; i < table.rows.size(); ++i) rows.push_back(i);
    note = "no splits in the table: all rows are judged";
  }
  Check(!rows.empty(), "The scores of '", table.detector, "' hold no row of split '", options.split,
        "'; score that split, or leave the split column empty to judge all rows.");
  return rows;
}

void AddRow(const ScoreTable& table, uint32_t row, Slice& slice) {
  slice.rows.push_back(row);
  const ScoreRow& record = table.rows[row];
  if (record.fake && std::ranges::find(slice.methods, record.method) == slice.methods.end())
    slice.methods.push_back(record.method);
}

Slice PooledSlice(const ScoreTable& table, const std::vector<uint32_t>& judged,
                  const std::string& note) {
  Slice all;
  std::map<std::string, size_t> left_out;
  for (const uint32_t row : judged) {
    if (IsControl(table.rows[row])) ++left_out[table.rows[row].method];
    else AddRow(table, row, all);
  }
  std::ranges::sort(all.methods);
  std::vector<std::string> notes = {note};
  for (const auto& [method, count] : left_out)
    notes.push_back(Concat(count, " fakes of the control ", method, " left out"));
  if (all.methods.size() > 1) notes.push_back(Concat("pools ", all.methods.size(), " methods"));
  all.note = JoinNotes(notes);
  return all;
}

std::vector<Slice> MethodSlices(const ScoreTable& table, const std::vector<uint32_t>& judged,
                                const std::string& note) {
  std::map<std::string, Slice> slices;
  for (const uint32_t row : judged)
    if (table.rows[row].fake && !table.rows[row].method.empty()) slices[table.rows[row].method];
  std::vector<Slice> result;
  for (auto& [method, slice] : slices) {
    slice.name = "method=" + method;
    for (const uint32_t row : judged) {
      const ScoreRow& record = table.rows[row];
      if (record.fake && record.method != method) continue;
      AddRow(table, row, slice);
      slice.control |= IsControl(record);
    }
    slice.note = JoinNotes({note, slice.control ? "control: nothing was swapped" : ""});
    result.push_back(std::move(slice));
  }
  return result;
}

void AddColumnSlices(const ScoreTable& table, const Slice& all, const std::string& column,
                     const std::string& note, std::vector<Slice>& slices) {
  std::map<std::string, Slice> by_value;
  for (const uint32_t row : all.rows) {
    const std::string value = ColumnValue(table.rows[row], column);
    AddRow(table, row, by_value[value.empty() ? "unknown" : value]);
  }
  Check(by_value.size() > 1 || !by_value.contains("unknown"), "The scores of '", table.detector,
        "' have no column '", column, "' to slice by.");
  for (auto& [value, slice] : by_value) {
    slice.name = column + "=" + value;
    slice.note = note;
    slices.push_back(std::move(slice));
  }
}

}  // namespace

bool IsControlMethod(const std::string& method) { return method == "identity"; }

std::vector<Slice> MakeSlices(const ScoreTable& table, const SliceOptions& options) {
  std::string note;
  const std::vector<uint32_t> judged = JudgedRows(table, options, note);
  const Slice all = PooledSlice(table, judged, note);
  std::vector<Slice> slices = {all};
  for (Slice& slice : MethodSlices(table, judged, note)) slices.push_back(std::move(slice));
  for (const std::string& column : options.columns)
    AddColumnSlices(table, all, column, note, slices);
  return slices;
}

std::vector<uint32_t> PooledRows(const ScoreTable& table, const std::string& split) {
  std::vector<uint32_t> rows;
  for (uint32_t i = 0; i < table.rows.size(); ++i)
    if (table.rows[i].split == split && !IsControl(table.rows[i])) rows.push_back(i);
  return rows;
}

std::string ColumnValue(const ScoreRow& row, const std::string& column) {
  const std::map<std::string, const std::string*> fields = {
      {"split", &row.split},   {"dataset", &row.dataset}, {"clip", &row.clip},
      {"target", &row.target}, {"source", &row.source},   {"method", &row.method},
      {"twin", &row.twin}};
  if (const auto field = fields.find(column); field != fields.end()) return *field->second;
  const auto attribute = row.attributes.find(column);
  return attribute == row.attributes.end() ? "" : attribute->second;
}

std::string JoinNotes(const std::vector<std::string>& notes) {
  std::string joined;
  for (const std::string& note : notes)
    if (!note.empty()) joined += (joined.empty() ? "" : "; ") + note;
  return joined;
}

}  // namespace swapbench
