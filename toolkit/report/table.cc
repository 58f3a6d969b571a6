// SPDX-License-Identifier: Apache-2.0
#include "report/table.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "report/format.h"

namespace swapbench::report {

Cell Text(std::string text, std::string note) {
  Cell cell;
  cell.text = std::move(text);
  cell.note = std::move(note);
  return cell;
}

Cell Count(size_t count) {
  Cell cell;
  cell.kind = Cell::Kind::kCount;
  cell.value = static_cast<double>(count);
  return cell;
}

Cell Number(double value, int decimals, std::string note) {
  Cell cell;
  cell.kind = Cell::Kind::kNumber;
  cell.value = value;
  cell.decimals = decimals;
  cell.note = std::move(note);
  return cell;
}

Cell Interval(double value, double low, double high, std::string note) {
  Cell cell = Number(value, DecimalsFor(low, high), std::move(note));
  cell.kind = Cell::Kind::kInterval;
  cell.low = low;
  cell.high = high;
  return cell;
}

std::string ValueText(const Cell& cell) {
  if (cell.kind == Cell::Kind::kText) return cell.text.empty() ? kDash : cell.text;
  if (cell.kind == Cell::Kind::kCount) return Grouped(std::llround(cell.value));
  return Fixed(cell.value, cell.decimals);
}

std::string IntervalText(const Cell& cell) {
  if (cell.kind != Cell::Kind::kInterval || std::isnan(cell.value) || std::isnan(cell.low) ||
      std::isnan(cell.high))
    return "";
  return Fixed(cell.low, cell.decimals) + kDash + Fixed(cell.high, cell.decimals);
}

std::vector<std::string> Footnotes(const Table& table) {
  std::vector<std::string> notes;
  for (const Row& row : table.rows)
    for (const Cell& cell : row.cells)
      if (!cell.note.empty() && std::ranges::find(notes, cell.note) == notes.end())
        notes.push_back(cell.note);
  return notes;
}

std::string Marker(const Table& table, const std::string& note) {
  const std::vector<std::string> notes = Footnotes(table);
  const auto found = std::ranges::find(notes, note);
  if (found == notes.end()) return "";
  std::string marker;
  for (auto place = found - notes.begin() + 1; place > 0; place = (place - 1) / 26)
    marker.insert(marker.begin(), static_cast<char>('a' + (place - 1) % 26));
  return marker;
}

}  // namespace swapbench::report
