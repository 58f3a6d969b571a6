// SPDX-License-Identifier: Apache-2.0
#include "stats/scores.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <set>
#include <unordered_map>

#include "core/error.h"
#include "core/text.h"
#include "stats/csv.h"

namespace swapbench {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

constexpr std::array<const char*, 4> kOwnColumns = {"id", "label", "score", "outcome"};
constexpr std::array<const char*, 5> kTableColumns = {"detector", "corpus", "fingerprint",
                                                      "threshold", "seen_methods"};

bool IsAttribute(const std::string& name) {
  return std::ranges::find(kOwnColumns, name) == kOwnColumns.end() &&
         std::ranges::find(kTableColumns, name) == kTableColumns.end() &&
         std::ranges::find(kTextColumns, name, &TextColumn::name) == kTextColumns.end();
}

/// The one value that a column about the whole table holds; "" where the column is absent.
std::string OneValue(const CsvTable& csv, const char* name) {
  const auto column = csv.Find(name);
  if (!column || csv.rows().empty()) return "";
  const std::string& first = csv.rows().front().fields[*column];
  for (const CsvTable::Row& row : csv.rows())
    if (row.fields[*column] != first)
      csv.FailAt(row, *column,
                 Concat("'", row.fields[*column], "' differs from '", first,
                        "' above; a score table holds one detector on one corpus, so write one "
                        "file for each."));
  return first;
}

bool ReadLabel(const CsvTable& csv, const CsvTable::Row& row, size_t column) {
  const std::string& label = row.fields[column];
  if (label != "real" && label != "fake")
    csv.FailAt(row, column, "'" + label + "' is neither 'real' nor 'fake'.");
  return label == "fake";
}

Outcome ReadOutcome(const CsvTable& csv, const CsvTable::Row& row, size_t column) {
  try {
    return ParseOutcome(row.fields[column]);
  } catch (const Error& error) {
    csv.FailAt(row, column, error.what());
  }
}

double ReadScore(const CsvTable& csv, const CsvTable::Row& row, size_t column) {
  const double score = csv.Number(row, column);
  if (!std::isfinite(score))
    csv.FailAt(row, column,
               "'" + row.fields[column] +
                   "' is not a finite number; a record without a score needs the outcome "
                   "'no_face' or 'refused'.");
  return score;
}

/// The columns of one file, looked up once.
class RowReader {
 public:
  explicit RowReader(const CsvTable& csv)
      : csv_(csv),
        id_(csv.Need("id")),
        label_(csv.Need("label")),
        score_(csv.Need("score")),
        outcome_(csv.Find("outcome")) {
    for (size_t i = 0; i < kTextColumns.size(); ++i) text_[i] = csv.Find(kTextColumns[i].name);
    for (size_t i = 0; i < csv.header().size(); ++i)
      if (IsAttribute(csv.header()[i])) attributes_.push_back(i);
  }

  ScoreRow Read(const CsvTable::Row& row) const {
    ScoreRow result;
    result.id = row.fields[id_];
    if (result.id.empty()) csv_.FailAt(row, id_, "the id is empty.");
    result.fake = ReadLabel(csv_, row, label_);
    if (outcome_) result.outcome = ReadOutcome(csv_, row, *outcome_);
    result.score = result.outcome == Outcome::kScored ? ReadScore(csv_, row, score_) : kNaN;
    for (size_t i = 0; i < kTextColumns.size(); ++i)
      if (text_[i]) result.*kTextColumns[i].field = row.fields[*text_[i]];
    for (const size_t i : attributes_) result.attributes[csv_.header()[i]] = row.fields[i];
    return result;
  }

 private:
  const CsvTable& csv_;
  size_t id_, label_, score_;
  std::optional<size_t> outcome_;
  std::array<std::optional<size_t>, kTextColumns.size()> text_;
  std::vector<size_t> attributes_;
};

void CheckIdsDiffer(const CsvTable& csv) {
  const size_t column = csv.Need("id");
  std::unordered_map<std::string_view, size_t> line_of;
  for (const CsvTable::Row& row : csv.rows()) {
    const auto [first, is_new] = line_of.emplace(row.fields[column], row.line);
    if (!is_new)
      csv.FailAt(row, column,
                 Concat("the id '", row.fields[column], "' is also in line ", first->second, "."));
  }
}

}  // namespace

std::string_view ToString(Outcome outcome) {
  if (outcome == Outcome::kScored) return "scored";
  return outcome == Outcome::kNoFace ? "no_face" : "refused";
}

Outcome ParseOutcome(std::string_view text) {
  for (const Outcome outcome : {Outcome::kScored, Outcome::kNoFace, Outcome::kRefused})
    if (text == ToString(outcome)) return outcome;
  Fail("'", text, "' is none of the outcomes scored, no_face and refused.");
}

std::vector<std::string> ParseMethods(const std::string& text) {
  std::vector<std::string> methods;
  for (const std::string& part : SplitTopLevel(text, ','))
    if (!Trim(part).empty()) methods.emplace_back(Trim(part));
  return methods;
}

ScoreTable ReadScoreCsv(const std::filesystem::path& path) {
  const CsvTable csv = CsvTable::Read(path);
  const RowReader reader(csv);
  ScoreTable table;
  table.detector = OneValue(csv, "detector");
  if (table.detector.empty()) table.detector = path.stem().string();
  table.corpus = OneValue(csv, "corpus");
  table.fingerprint = OneValue(csv, "fingerprint");
  const std::string threshold = OneValue(csv, "threshold");
  if (!threshold.empty()) table.threshold = csv.Number(csv.rows().front(), csv.Need("threshold"));
  table.seen_methods = ParseMethods(OneValue(csv, "seen_methods"));
  for (const CsvTable::Row& row : csv.rows()) table.rows.push_back(reader.Read(row));
  CheckIdsDiffer(csv);
  CheckScores(table, path.string());
  return table;
}

std::set<std::string> AttributeNames(const ScoreTable& table) {
  std::set<std::string> names;
  for (const ScoreRow& row : table.rows)
    for (const auto& [name, value] : row.attributes) names.insert(name);
  return names;
}

std::string ToCsv(const ScoreTable& table) {
  const std::set<std::string> attributes = AttributeNames(table);
  std::vector<std::string> line(kOwnColumns.begin(), kOwnColumns.end());
  for (const TextColumn& column : kTextColumns) line.emplace_back(column.name);
  line.insert(line.end(), attributes.begin(), attributes.end());
  line.insert(line.end(), kTableColumns.begin(), kTableColumns.end());
  std::string text = CsvLine(line);
  for (const ScoreRow& row : table.rows) {
    const bool scored = row.outcome == Outcome::kScored;
    line = {row.id, row.fake ? "fake" : "real", scored ? ToText(row.score) : "",
            std::string(ToString(row.outcome))};
    for (const TextColumn& column : kTextColumns) line.push_back(row.*column.field);
    for (const std::string& name : attributes) {
      const auto found = row.attributes.find(name);
      line.push_back(found == row.attributes.end() ? "" : found->second);
    }
    line.insert(line.end(), {table.detector, table.corpus, table.fingerprint,
                             std::isnan(table.threshold) ? "" : ToText(table.threshold),
                             Join(table.seen_methods, ",")});
    text += CsvLine(line);
  }
  return text;
}

void CheckScores(const ScoreTable& table, const std::string& where) {
  Check(!table.rows.empty(), where, ": the score table has no rows.");
  std::set<std::string_view> ids;
  size_t fakes = 0;
  for (const ScoreRow& row : table.rows) {
    Check(ids.insert(row.id).second, where, ": the id '", row.id, "' occurs twice.");
    Check(row.outcome != Outcome::kScored || std::isfinite(row.score), where, ": the score of '",
          row.id, "' is not a finite number, though its outcome is 'scored'.");
    fakes += row.fake ? 1 : 0;
  }
  Check(fakes > 0 &&
                fakes<table.rows.size(), where, ": all ", table.rows.size(), " rows are ", fakes> 0
            ? "fake"
            : "real",
        "; detection can only be judged on a table that holds both classes.");
}

}  // namespace swapbench
