// SPDX-License-Identifier: Apache-2.0
/// paper/main.tex and what the report writes for it, without LaTeX itself.
#include <algorithm>
#include <regex>

#include "core/file.h"
#include "report/fixture.h"
#include "support.h"

namespace swapbench {
namespace {

// The texts that a LaTeX file takes in by \input.
std::vector<std::string> Inputs(const std::string& latex) {
  static const std::regex kInput(R"(\\input\{([^}]*)\})");
  std::vector<std::string> inputs;
  for (std::sregex_iterator at(latex.begin(), latex.end(), kInput), end; at != end; ++at)
    inputs.push_back((*at)[1]);
  return inputs;
}

// Braces that LaTeX sees, "{" minus "}".
int OpenBraces(const std::string& latex) {
  const std::string plain = std::regex_replace(latex, std::regex(R"(\\[{}])"), "");
  return static_cast<int>(std::ranges::count(plain, '{') - std::ranges::count(plain, '}'));
}

TEST(Paper, TakesInOnlyWhatTheReportWrites) {
  const TemporaryFolder folder;
  WriteReport(Invented(), folder / "report.html");
  const auto tables = folder / "tables";
  const std::string main =
      ReadFile(std::filesystem::path(SWAPBENCH_SOURCE_DIR) / "paper" / "main.tex");
  EXPECT_EQ(Inputs(main).size(), 3u);
  for (const std::string& input : Inputs(main))
    EXPECT_TRUE(std::filesystem::exists(tables / std::filesystem::path(input).filename())) << input;
  for (const std::string& input : Inputs(ReadFile(tables / "tables.tex")))
    EXPECT_TRUE(std::filesystem::exists(tables / std::filesystem::path(input).filename())) << input;
}

TEST(Paper, ClosesEveryBraceAlsoUnderHostileNames) {
  ReportInput input = Invented();
  input.title = "\\input{/etc/passwd} 100 % {";
  for (Estimate& row : input.estimates) row.note = "} \\write18{x} #1 $ ^ ~ _";
  const TemporaryFolder folder;
  WriteReport(input, folder / "report.html");
  for (const auto& entry : std::filesystem::directory_iterator(folder / "tables")) {
    if (entry.path().extension() != ".tex") continue;
    const std::string latex = ReadFile(entry.path());
    EXPECT_EQ(OpenBraces(latex), 0) << entry.path();
    EXPECT_EQ(latex.find("\\write18"), std::string::npos) << entry.path();
  }
}

}  // namespace
}  // namespace swapbench
