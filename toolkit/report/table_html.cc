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

std::string Superscript(const std::string& markers) {
  return markers.empty() ? "" : "<sup>" + markers + "</sup>";
}

std::string CellHtml(const Table& table, const Row& row, size_t column) {
  const Cell& cell = row.cells[column];
  const std::string tag = column == 0 ? "th" : "td";
  const bool numeric = cell.kind != Cell::Kind::kText;
  std::string html = "<" + tag + (column == 0 ? " scope=\"row\"" : "") +
                     (numeric ? " class=\"number\"" : "") + DataAttributes(cell) +
                     "><span class=\"value\">" + EscapeHtml(ValueText(cell)) + "</span>" +
                     Superscript(CellMarkers(table, row, column));
  if (const std::string interval = IntervalText(cell); !interval.empty())
    html += " <span class=\"interval\">(" + EscapeHtml(interval) + ")</span>";
  return html + "</" + tag + ">";
}

std::string RowsHtml(const Table& table, bool control) {
  std::string html;
  for (const Row& row : table.rows) {
    if (row.control != control) continue;
    html += "<tr>";
    for (size_t i = 0; i < row.cells.size(); ++i) html += CellHtml(table, row, i);
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
  const std::string caption = "caption_" + table.name;
  std::string html =
      "<p class=\"caption\" id=\"" + caption + "\">" + EscapeHtml(table.caption) +
      "</p>\n<div class=\"table\" tabindex=\"0\" role=\"region\" aria-labelledby=\"" + caption +
      "\">\n<table id=\"table_" + table.name + "\" aria-labelledby=\"" + caption +
      "\">\n<thead><tr>";
  for (size_t i = 0; i < table.columns.size(); ++i)
    html += std::string("<th scope=\"col\"") +
            (table.columns[i].numeric ? " class=\"number\"" : "") + ">" +
            EscapeHtml(table.columns[i].title) + Superscript(HeadMarkers(table, i)) + "</th>";
  html += "</tr></thead>\n" + BodyHtml(table) + "</table>\n</div>\n";
  const std::vector<std::string> notes = Footnotes(table);
  if (notes.empty()) return html;
  html += "<ul class=\"footnotes\">\n";
  for (size_t i = 0; i < notes.size(); ++i)
    html += "<li>" + Superscript(Marker(i)) + " " + EscapeHtml(notes[i]) + "</li>\n";
  return html + "</ul>\n";
}

}  // namespace swapbench::report
