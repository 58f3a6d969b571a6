// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <map>
#include <numeric>

#include "core/spec.h"
#include "core/text.h"
#include "detect/localise.h"
#include "stats/csv.h"
#include "stats/mean.h"

namespace swapbench {
namespace {

struct Measure {
  const char* name;
  double Overlap::*value;
};
constexpr std::array<Measure, 2> kMeasures = {
    {{"seam_iou", &Overlap::seam}, {"region_iou", &Overlap::region}}};

struct FakesOfSlice {
  std::string name;
  std::vector<uint32_t> rows;
};

std::vector<FakesOfSlice> SlicesOf(const ScoreTable& fakes) {
  FakesOfSlice all{"all", std::vector<uint32_t>(fakes.rows.size())};
  std::iota(all.rows.begin(), all.rows.end(), 0u);
  std::map<std::string, std::vector<uint32_t>> methods;
  for (const uint32_t row : all.rows) methods[fakes.rows[row].method].push_back(row);
  std::vector<FakesOfSlice> slices = {all};
  if (methods.size() > 1)
    for (const auto& [method, rows] : methods) slices.push_back({"method=" + method, rows});
  return slices;
}

Column ColumnOf(const Drawing& drawing, const Measure& measure, const std::vector<uint32_t>& rows) {
  Column column;
  for (const uint32_t row : rows) column.push_back(drawing.overlaps[row].*measure.value);
  return column;
}

Column Minus(Column a, const Column& b) {
  std::ranges::transform(a, b, a.begin(), std::minus<>());
  return a;
}

/// A metric of somebody, or its difference from somebody else's.
struct Question {
  std::string who, metric;
  Column column;
};

std::vector<Question> QuestionsOf(const Localisation& localisation, const FakesOfSlice& slice) {
  std::vector<Question> questions;
  for (const Measure& measure : kMeasures) {
    const std::vector<Drawing>& drawings = localisation.drawings;
    for (const Drawing& drawing : drawings)
      questions.push_back({drawing.who, measure.name, ColumnOf(drawing, measure, slice.rows)});
    const size_t first = questions.size() - drawings.size();
    for (size_t i = 1; i < drawings.size(); ++i) {
      if (drawings[i].who == kTrueSeam) continue;
      const Spec metric{measure.name,
                        {{"interval", "paired"}, {"minus", Bracketed(drawings[i].who)}}};
      questions.push_back({drawings[0].who, metric.ToString(),
                           Minus(questions[first].column, questions[first + i].column)});
    }
  }
  return questions;
}

}  // namespace

std::vector<Estimate> EstimateOverlaps(const Localisation& localisation,
                                       const BootstrapOptions& options) {
  const ScoreTable& fakes = localisation.fakes;
  std::vector<Estimate> estimates;
  for (const FakesOfSlice& slice : SlicesOf(fakes)) {
    const std::vector<Question> questions = QuestionsOf(localisation, slice);
    std::vector<Column> columns;
    for (const Question& question : questions) columns.push_back(question.column);
    const auto means = EstimateMeans(fakes, slice.rows, columns, options);
    for (size_t i = 0; i < questions.size(); ++i)
      estimates.push_back({questions[i].who, fakes.corpus, slice.name, questions[i].metric,
                           means[i].value, means[i].low, means[i].high, slice.rows.size(),
                           means[i].clusters, means[i].note, options.level});
  }
  return estimates;
}

std::string OverlapsCsv(const Localisation& localisation) {
  std::vector<std::string> header = {"id"};
  for (const TextColumn& column : kTextColumns) header.emplace_back(column.name);
  for (size_t i = 0; i < localisation.drawings.size(); ++i)
    for (const Measure& measure : kMeasures)
      header.push_back(Concat(i == 0 ? "model" : localisation.drawings[i].who, "_", measure.name));
  std::string text = CsvLine(header);
  for (size_t i = 0; i < localisation.fakes.rows.size(); ++i) {
    const ScoreRow& fake = localisation.fakes.rows[i];
    std::vector<std::string> line = {fake.id};
    for (const TextColumn& column : kTextColumns) line.push_back(fake.*column.field);
    for (const Drawing& drawing : localisation.drawings)
      for (const Measure& measure : kMeasures)
        line.push_back(ToText(drawing.overlaps[i].*measure.value));
    text += CsvLine(line);
  }
  return text;
}

}  // namespace swapbench
