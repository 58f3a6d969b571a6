// SPDX-License-Identifier: Apache-2.0
#include "stats/estimate.h"

#include <cmath>

#include "core/text.h"
#include "stats/csv.h"

namespace swapbench {
namespace {

constexpr const char *kLevel = "level", *kTraining = "training";
const std::vector<std::string> kColumns = {"detector", "corpus", "slice", "metric",
                                           "value",    "low",    "high",  "n",
                                           "clusters", "note",   kLevel,  kTraining};

size_t Count(const CsvTable& csv, const CsvTable::Row& row, size_t column) {
  const double number = csv.Number(row, column);
  if (!(number >= 0 && number < 0x1p53 && number == std::floor(number)))
    csv.FailAt(row, column, "'" + row.fields[column] + "' is not a count.");
  return static_cast<size_t>(number);
}

double Level(const CsvTable& csv, const CsvTable::Row& row) {
  const std::optional<size_t> column = csv.Find(kLevel);
  if (!column) return Estimate().level;
  const double level = csv.Number(row, *column);
  if (!(level > 0 && level < 1))
    csv.FailAt(row, *column, "'" + row.fields[*column] + "' is not between 0 and 1.");
  return level;
}

std::string Training(const CsvTable& csv, const CsvTable::Row& row) {
  const std::optional<size_t> column = csv.Find(kTraining);
  if (!column) return "";
  const std::string& text = row.fields[*column];
  if (!text.empty() && text != "seen" && text != "unseen")
    csv.FailAt(row, *column, "'" + text + "' is neither 'seen' nor 'unseen'.");
  return text;
}

}  // namespace

std::string ToCsv(const std::vector<Estimate>& estimates) {
  std::string text = CsvLine(kColumns);
  for (const Estimate& e : estimates)
    text += CsvLine({e.detector, e.corpus, e.slice, e.metric, ToText(e.value), ToText(e.low),
                     ToText(e.high), std::to_string(e.n), std::to_string(e.clusters), e.note,
                     ToText(e.level), e.training});
  return text;
}

std::vector<Estimate> ReadEstimateCsv(const std::filesystem::path& path) {
  const CsvTable csv = CsvTable::Read(path);
  std::vector<size_t> at;
  for (const std::string& column : kColumns)
    if (column != kLevel && column != kTraining) at.push_back(csv.Need(column));
  std::vector<Estimate> estimates;
  for (const CsvTable::Row& row : csv.rows())
    estimates.push_back({row.fields[at[0]], row.fields[at[1]], row.fields[at[2]], row.fields[at[3]],
                         csv.Number(row, at[4]), csv.Number(row, at[5]), csv.Number(row, at[6]),
                         Count(csv, row, at[7]), Count(csv, row, at[8]), row.fields[at[9]],
                         Level(csv, row), Training(csv, row)});
  return estimates;
}

}  // namespace swapbench
