// SPDX-License-Identifier: Apache-2.0
/// One table object, from which the page, the CSV file, the LaTeX file and the chart all take
/// their numbers.
#pragma once

#include <limits>
#include <string>
#include <vector>

namespace swapbench::report {

struct Cell {
  enum class Kind { kText, kCount, kNumber, kInterval };
  Kind kind = Kind::kText;
  std::string text;                                         // kText
  double value = std::numeric_limits<double>::quiet_NaN();  // NaN is printed as a dash
  double low = std::numeric_limits<double>::quiet_NaN();    // kInterval
  double high = std::numeric_limits<double>::quiet_NaN();
  int decimals = 0;                // kNumber; kInterval chooses its own from the width
  std::vector<std::string> notes;  // footnotes: why there is a dash, or a caution
};

/// `note`: parts separated by "; " become footnotes of their own.
Cell Text(std::string text, const std::string& note = "");
Cell Count(size_t count);
Cell Number(double value, int decimals, const std::string& note = "");
Cell Interval(double value, double low, double high, const std::string& note = "");

std::string ValueText(const Cell& cell);     // "0.87", "1,024", "–"
std::string IntervalText(const Cell& cell);  // "0.82–0.91", or "" where there is none

struct Column {
  std::string key;    // in CSV: auc
  std::string title;  // for people: AUC
  bool numeric = true;
};

struct Row {
  std::vector<Cell> cells;  // as many as there are columns
  bool control = false;     // set apart wherever the row is shown
};

struct Table {
  std::string name;     // of its files: letters, digits and underscores
  std::string caption;  // one sentence without markup
  std::vector<Column> columns;
  std::vector<Row> rows;
};

/// The distinct notes in the order of their first appearance.
std::vector<std::string> Footnotes(const Table& table);

/// "a, b" for the notes that every cell of the column has: they are marked at its head, once.
std::string HeadMarkers(const Table& table, size_t column);

/// The markers of a cell's other notes.
std::string CellMarkers(const Table& table, const Row& row, size_t column);

/// "a", "b", ..., "z", "aa", ... for footnote 0, 1, ...
std::string Marker(size_t footnote);

/// `<div class="table"><table>...` with footnotes. Cells carry their exact numbers as data-value,
/// data-low and data-high.
std::string ToHtml(const Table& table);

/// One header line; an interval column also gives KEY_low and KEY_high, a column with notes
/// KEY_note. Exact numbers, empty where NaN. Last column `is_control`: 1 or 0.
std::string ToCsv(const Table& table);

/// A `table` environment with booktabs rules, of more than seven columns a `sidewaystable`; needs
/// the packages adjustbox, booktabs and rotating.
std::string ToLatex(const Table& table);

}  // namespace swapbench::report
