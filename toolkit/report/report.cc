// SPDX-License-Identifier: Apache-2.0
#include "report/report.h"

#include "core/error.h"
#include "core/file.h"
#include "report/html.h"
#include "report/latex.h"
#include "report/results.h"
#include "report/sections.h"
#include "report/verdict.h"

namespace swapbench {
namespace {

using namespace report;  // NOLINT: this file is the door of that namespace

void CheckInput(const ReportInput& input) {
  Check(!input.estimates.empty() || !input.latency.empty(),
        "There is nothing to report: neither estimates nor latency rows were given.");
}

std::string VerdictLatex(const Conclusions& conclusions) {
  const auto items = [](const std::vector<Statement>& statements) {
    std::string latex = "\\begin{itemize}\n";
    for (const Statement& statement : statements)
      latex += "\\item \\textbf{" + EscapeLatex(statement.lead) + "} " +
               EscapeLatex(statement.text) + "\n";
    return statements.empty() ? std::string() : latex + "\\end{itemize}\n";
  };
  return "\\paragraph{" + EscapeLatex(conclusions.headline) + "}\n" +
         EscapeLatex(conclusions.control_sentence) + "\n" + items(conclusions.findings) +
         (conclusions.cautions.empty() ? "" : "\\paragraph{What may not be concluded.}\n") +
         items(conclusions.cautions);
}

std::vector<NewFile> TableFiles(const std::vector<Section>& sections,
                                const Conclusions& conclusions, const std::string& title,
                                const std::filesystem::path& folder) {
  std::vector<NewFile> files;
  std::vector<Table> tables;
  std::string inputs;
  for (const Section& section : sections)
    for (const Exhibit& exhibit : section.exhibits) {
      const Table& table = exhibit.table;
      files.push_back({folder / (table.name + ".csv"), ToCsv(table)});
      files.push_back({folder / (table.name + ".tex"), ToLatex(table)});
      inputs += "\\input{\\SwapBenchTables/" + table.name + ".tex}\n";
      tables.push_back(table);
    }
  files.push_back({folder / "tables.tex", inputs});
  files.push_back({folder / "verdict.tex", VerdictLatex(conclusions)});
  files.push_back(
      {folder / "numbers.tex",
       NumberMacros(tables) + "\\newcommand{\\SwapBenchTitle}{" + EscapeLatex(title) + "}\n"});
  return files;
}

}  // namespace

std::string ReportHtml(const ReportInput& input) {
  CheckInput(input);
  const Results results(input);
  return PageHtml(input.title, Conclude(results), MakeSections(results));
}

void WriteReport(const ReportInput& input, const std::filesystem::path& html) {
  CheckInput(input);
  const Results results(input);
  const Conclusions conclusions = Conclude(results);
  const std::vector<Section> sections = MakeSections(results);
  std::vector<NewFile> files = TableFiles(sections, conclusions, input.title, TablesBeside(html));
  files.push_back({html, PageHtml(input.title, conclusions, sections)});
  PublishFiles(files);
}

std::filesystem::path TablesBeside(const std::filesystem::path& html) {
  return html.parent_path() / "tables";
}

}  // namespace swapbench
