// SPDX-License-Identifier: Apache-2.0
#include "core/text.h"
#include "report/html.h"
#include "report/table.h"

namespace swapbench::report {
namespace {

std::string DataAttributes(const Cell& cell) {
  if (cell.kind == Cell::Kind::kText) return "";
  std::string text = " data-value=\"" + ToText(cell.value) + "\"";
  if (cell.kind != Cell::Kind::kInterval) return text;
  return text + " data-low=\"" + ToText(cell.low) + "\" data-high=\"" + ToText(cell.high) + "\"";
}

std::string CellHtml(const Table& table, const Cell& cell, bool heads_row) {
  const std::string tag = heads_row ? "th scope=\"row\"" : "td";
  const bool numeric = cell.kind != Cell::Kind::kText;
  std::string html = "<" + tag + (numeric ? " class=\"number\"" : "") + DataAttributes(cell) + ">";
  html += "<span class=\"value\">" + EscapeHtml(ValueText(cell)) + "</span>";
  if (const std::string interval = IntervalText(cell); !interval.empty())
    html += " <span class=\"interval\">(" + EscapeHtml(interval) + ")</span>";
  if (!cell.note.empty()) html += "<sup>" + Marker(table, cell.note) + "</sup>";
  return html + (heads_row ? "</th>" : "</td>");
}

std::string RowsHtml(const Table& table, bool control) {
  std::string html;
  for (const Row& row : table.rows) {
    if (row.control != control) continue;
    html += "<tr>";
    for (size_t i = 0; i < row.cells.size(); ++i) html += CellHtml(table, row.cells[i], i == 0);
    html += "</tr>\n";
  }
  return html;
}

std::string BodyHtml(const Table& table) {
  const std::string ordinary = RowsHtml(table, false), controls = RowsHtml(table, true);
  std::string html;
  if (!ordinary.empty()) html += "<tbody>\n" + ordinary + "</tbody>\n";
  if (controls.empty()) return html;
  return html + "<tbody class=\"controls\">\n<tr><th class=\"band\" scope=\"rowgroup\" colspan=\"" +
         std::to_string(table.columns.size()) + "\">Controls</th></tr>\n" + controls + "</tbody>\n";
}

}  // namespace

std::string ToHtml(const Table& table) {
  std::string html = "<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\"" +
                     EscapeHtml(table.caption) + "\">\n<table id=\"table_" + table.name +
                     "\">\n<caption>" + EscapeHtml(table.caption) + "</caption>\n<thead><tr>";
  for (const Column& column : table.columns)
    html += std::string("<th scope=\"col\"") + (column.numeric ? " class=\"number\"" : "") + ">" +
            EscapeHtml(column.title) + "</th>";
  html += "</tr></thead>\n" + BodyHtml(table) + "</table>\n</div>\n";
  if (Footnotes(table).empty()) return html;
  html += "<ul class=\"footnotes\">\n";
  for (const std::string& note : Footnotes(table))
    html += "<li><sup>" + Marker(table, note) + "</sup> " + EscapeHtml(note) + "</li>\n";
  return html + "</ul>\n";
}

}  // namespace swapbench::report
