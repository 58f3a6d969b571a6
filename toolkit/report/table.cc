// SPDX-License-Identifier: Apache-2.0
#include "report/table.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "report/format.h"

namespace swapbench::report {

namespace {

std::vector<std::string> Parts(const std::string& note) {
  std::vector<std::string> parts;
  for (size_t begin = 0; begin < note.size();) {
    const size_t end = std::min(note.find("; ", begin), note.size());
    if (end > begin) parts.push_back(note.substr(begin, end - begin));
    begin = end + 2;
  }
  return parts;
}

std::string Printed(double value, int decimals) {
  const bool whole = decimals == 0 && std::abs(value) < 1e15;  // false for NaN
  return whole ? Grouped(std::llround(value)) : Fixed(value, decimals);
}

bool Has(const Cell& cell, const std::string& note) {
  return std::ranges::find(cell.notes, note) != cell.notes.end();
}

bool InWholeColumn(const Table& table, size_t column, const std::string& note) {
  return std::ranges::all_of(table.rows,
                             [&](const Row& row) { return Has(row.cells[column], note); });
}

template <class Wanted>
std::string Markers(const Table& table, Wanted wanted) {
  const std::vector<std::string> notes = Footnotes(table);
  std::string markers;
  for (size_t i = 0; i < notes.size(); ++i)
    if (wanted(notes[i])) markers += (markers.empty() ? "" : ",") + Marker(i);
  return markers;
}

}  // namespace

Cell Text(std::string text, const std::string& note) {
  Cell cell;
  cell.text = std::move(text);
  cell.notes = Parts(note);
  return cell;
}

Cell Count(size_t count) {
  Cell cell;
  cell.kind = Cell::Kind::kCount;
  cell.value = static_cast<double>(count);
  return cell;
}

Cell Number(double value, int decimals, const std::string& note) {
  Cell cell;
  cell.kind = Cell::Kind::kNumber;
  cell.value = value;
  cell.decimals = decimals;
  cell.notes = Parts(note);
  return cell;
}

Cell Interval(double value, double low, double high, const std::string& note) {
  Cell cell = Number(value, DecimalsFor(low, high), note);
  cell.kind = Cell::Kind::kInterval;
  cell.low = low;
  cell.high = high;
  return cell;
}

std::string ValueText(const Cell& cell) {
  if (cell.kind == Cell::Kind::kText) return cell.text.empty() ? kDash : cell.text;
  return Printed(cell.value, cell.decimals);
}

std::string IntervalText(const Cell& cell) {
  if (cell.kind != Cell::Kind::kInterval || std::isnan(cell.value) || std::isnan(cell.low) ||
      std::isnan(cell.high))
    return "";
  const char* between = cell.low < 0 ? " to " : kDash;  // "-0.27--0.21" cannot be read
  return Printed(cell.low, cell.decimals) + between + Printed(cell.high, cell.decimals);
}

std::vector<std::string> Footnotes(const Table& table) {
  std::vector<std::string> notes;
  for (const Row& row : table.rows)
    for (const Cell& cell : row.cells)
      for (const std::string& note : cell.notes)
        if (std::ranges::find(notes, note) == notes.end()) notes.push_back(note);
  return notes;
}

std::string HeadMarkers(const Table& table, size_t column) {
  return Markers(table,
                 [&](const std::string& note) { return InWholeColumn(table, column, note); });
}

std::string CellMarkers(const Table& table, const Row& row, size_t column) {
  return Markers(table, [&](const std::string& note) {
    return Has(row.cells[column], note) && !InWholeColumn(table, column, note);
  });
}

std::string Marker(size_t footnote) {
  std::string marker;
  for (size_t place = footnote + 1; place > 0; place = (place - 1) / 26)
    marker.insert(marker.begin(), static_cast<char>('a' + (place - 1) % 26));
  return marker;
}

}  // namespace swapbench::report
