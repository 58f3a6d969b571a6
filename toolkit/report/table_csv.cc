// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "core/text.h"
#include "report/table.h"

namespace swapbench::report {
namespace {

std::string Quoted(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

std::string Exact(double value) { return std::isnan(value) ? "" : ToText(value); }

struct Shape {
  bool interval = false, note = false;
};

Shape ShapeOf(const Table& table, size_t column) {
  Shape shape;
  for (const Row& row : table.rows) {
    shape.interval |= row.cells[column].kind == Cell::Kind::kInterval;
    shape.note |= !row.cells[column].notes.empty();
  }
  return shape;
}

void AppendCell(std::vector<std::string>& line, const Cell& cell, const Shape& shape) {
  line.push_back(cell.kind == Cell::Kind::kText ? Quoted(cell.text) : Exact(cell.value));
  if (shape.interval) {
    line.push_back(Exact(cell.low));
    line.push_back(Exact(cell.high));
  }
  if (shape.note) line.push_back(Quoted(Join(cell.notes, "; ")));
}

}  // namespace

std::string ToCsv(const Table& table) {
  std::vector<std::string> line;
  std::vector<Shape> shapes;
  for (size_t i = 0; i < table.columns.size(); ++i) {
    const std::string& key = table.columns[i].key;
    shapes.push_back(ShapeOf(table, i));
    line.push_back(Quoted(key));
    if (shapes[i].interval) line.insert(line.end(), {Quoted(key + "_low"), Quoted(key + "_high")});
    if (shapes[i].note) line.push_back(Quoted(key + "_note"));
  }
  line.emplace_back("is_control");
  std::string csv = Join(line, ",") + "\n";
  for (const Row& row : table.rows) {
    line.clear();
    for (size_t i = 0; i < row.cells.size(); ++i) AppendCell(line, row.cells[i], shapes[i]);
    line.emplace_back(row.control ? "1" : "0");
    csv += Join(line, ",") + "\n";
  }
  return csv;
}

}  // namespace swapbench::report
