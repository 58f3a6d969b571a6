// SPDX-License-Identifier: Apache-2.0
/// Which rows are judged together.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "stats/scores.h"

namespace swapbench {

struct SliceOptions {
  std::string split = "test";        // rows that are judged; a table without splits: all rows
  std::vector<std::string> columns;  // further slices: one for each value of each column
};

/// Swap methods that swap nothing: their fakes are a control, judged apart.
bool IsControlMethod(const std::string& method);

struct Slice {
  std::string name = "all";  // or "key=value"
  std::vector<uint32_t> rows;
  bool control = false;              // method=<a control method>
  std::vector<std::string> methods;  // swap methods pooled in it; "" = unknown
  std::string note;
};

/// `all` (without the control methods' fakes), then for every swap method its fakes against all
/// reals, then for every further column its values; names in alphabetical order. Throws Error where
/// the table has splits but none of these rows, or lacks a column.
std::vector<Slice> MakeSlices(const ScoreTable& table, const SliceOptions& options);

/// Rows of a split without the control methods' fakes.
std::vector<uint32_t> PooledRows(const ScoreTable& table, const std::string& split);

/// The text of any column: a field of ScoreRow or an attribute; "" where unknown.
std::string ColumnValue(const ScoreRow& row, const std::string& column);

/// "a; b", without the empty ones.
std::string JoinNotes(const std::vector<std::string>& notes);

}  // namespace swapbench
