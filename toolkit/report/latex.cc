// SPDX-License-Identifier: Apache-2.0
#include "report/latex.h"

#include <cctype>
#include <set>

#include "core/text.h"

namespace swapbench::report {
namespace {

std::string CommandOf(char c) {
  switch (c) {
    case '\\':
      return "\\textbackslash{}";
    case '~':
      return "\\textasciitilde{}";
    case '^':
      return "\\textasciicircum{}";
    case '<':
      return "\\textless{}";
    case '>':
      return "\\textgreater{}";
    case '|':
      return "\\textbar{}";
    case '"':
      return "\\textquotedbl{}";
    case '#':
    case '$':
    case '%':
    case '&':
    case '_':
    case '{':
    case '}':
      return std::string("\\") + c;
    default:
      break;
  }
  return static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? " " : std::string(1, c);
}

std::string Superscript(const std::string& markers) {
  return markers.empty() ? "" : "\\textsuperscript{" + markers + "}";
}

/// Turned by a quarter, with narrow columns: upright it would have to be shrunk until nobody can
/// read it.
bool IsWide(const Table& table) { return table.columns.size() > 7; }

std::string CellLatex(const Table& table, const Row& row, size_t column) {
  const Cell& cell = row.cells[column];
  const std::string value =
      EscapeLatex(ValueText(cell)) + Superscript(CellMarkers(table, row, column));
  const std::string interval = IntervalText(cell);
  if (interval.empty()) return value;
  const std::string small = "{\\footnotesize(" + EscapeLatex(interval) + ")}";
  return IsWide(table) ? "\\shortstack[r]{" + value + "\\\\ " + small + "}" : value + " " + small;
}

std::string TitleLatex(const Table& table, size_t column) {
  const std::string title =
      EscapeLatex(table.columns[column].title) + Superscript(HeadMarkers(table, column));
  return IsWide(table) && table.columns[column].numeric
             ? "\\parbox[b]{15mm}{\\raggedleft " + title + "}"
             : title;
}

std::string RowsLatex(const Table& table, bool control) {
  std::string latex;
  for (const Row& row : table.rows) {
    if (row.control != control) continue;
    std::vector<std::string> cells;
    for (size_t i = 0; i < row.cells.size(); ++i) cells.push_back(CellLatex(table, row, i));
    latex += Join(cells, " & ") + (IsWide(table) ? " \\\\[3pt]\n" : " \\\\\n");
  }
  return latex;
}

// "accuracy/coin/": the table and the texts that name the row.
std::string RowKey(const Table& table, const Row& row) {
  std::string key = table.name + "/";
  for (const Cell& cell : row.cells) {
    if (cell.kind != Cell::Kind::kText) break;
    key += cell.text + "/";
  }
  return key;
}

std::string BodyLatex(const Table& table) {
  std::string ordinary = RowsLatex(table, false);
  const std::string controls = RowsLatex(table, true);
  if (controls.empty()) return ordinary;
  return ordinary + (ordinary.empty() ? "" : "\\midrule\n") + "\\multicolumn{" +
         std::to_string(table.columns.size()) + "}{l}{\\itshape Controls} \\\\\n" + controls;
}

}  // namespace

std::string EscapeLatex(std::string_view text) {
  constexpr std::string_view kEnDash = "\xE2\x80\x93";
  std::string escaped;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text.substr(i).starts_with(kEnDash)) {
      escaped += "--";
      i += kEnDash.size() - 1;
    } else {
      escaped += CommandOf(text[i]);
    }
  }
  return escaped;
}

std::string MacroKey(std::string_view text) {
  std::string key;
  for (const char c : text)
    if (std::isalnum(static_cast<unsigned char>(c)) ||
        std::string_view(".:=/,_- ").find(c) != std::string_view::npos)
      key += c;
  return key;
}

std::string ToLatex(const Table& table) {
  std::string alignment;
  std::vector<std::string> titles;
  for (size_t i = 0; i < table.columns.size(); ++i) {
    alignment += table.columns[i].numeric ? 'r' : 'l';
    titles.push_back(TitleLatex(table, i));
  }
  const std::string place = IsWide(table) ? "sidewaystable" : "table";
  std::string latex = "\\begin{" + place + "}[htbp]\n\\centering\n\\caption{" +
                      EscapeLatex(table.caption) + "}\n\\label{tab:" + table.name +
                      "}\n\\begin{adjustbox}{max width=\\linewidth}\n\\begin{tabular}{" +
                      alignment + "}\n\\toprule\n" + Join(titles, " & ") + " \\\\\n\\midrule\n" +
                      BodyLatex(table) + "\\bottomrule\n\\end{tabular}\n\\end{adjustbox}\n";
  const std::vector<std::string> notes = Footnotes(table);
  if (!notes.empty()) latex += "\\par\\smallskip\\raggedright\\footnotesize\n";
  for (size_t i = 0; i < notes.size(); ++i)
    latex += Superscript(Marker(i)) + "~" + EscapeLatex(notes[i]) + "\\par\n";
  return latex + "\\end{" + place + "}\n";
}

std::string NumberMacros(const std::vector<Table>& tables) {
  std::string latex =
      "\\makeatletter\n"
      "\\newcommand{\\SwapBenchNumber}[1]{\\ifcsname swapbench@#1\\endcsname"
      "\\csname swapbench@#1\\endcsname\\else"
      "\\PackageError{swapbench}{No number is called `#1'}{See numbers.tex.}\\fi}\n"
      "\\newcommand{\\SwapBenchDefine}[2]{\\expandafter\\gdef\\csname "
      "swapbench@#1\\endcsname{#2}}\n"
      "\\makeatother\n";
  std::set<std::string> defined;
  for (const Table& table : tables)
    for (const Row& row : table.rows)
      for (size_t i = 0; i < row.cells.size(); ++i) {
        const Cell& cell = row.cells[i];
        const std::string key = MacroKey(RowKey(table, row) + table.columns[i].key);
        if (cell.kind == Cell::Kind::kText || !defined.insert(key).second) continue;
        const std::string interval = IntervalText(cell);
        latex += "\\SwapBenchDefine{" + key + "}{" + EscapeLatex(ValueText(cell)) +
                 (interval.empty() ? "" : " (" + EscapeLatex(interval) + ")") + "}\n";
      }
  return latex;
}

}  // namespace swapbench::report
