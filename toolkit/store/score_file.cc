// SPDX-License-Identifier: Apache-2.0
#include "store/score_file.h"

#include "core/error.h"
#include "core/file.h"
#include "core/text.h"
#include "store/h5.h"

namespace swapbench {
namespace {

constexpr uint64_t kSchema = 1;
constexpr const char* kSeenMethods = "seen_methods";

template <class Value>
void WriteColumn(const h5::Id& group, const std::string& name, const ScoreTable& table,
                 Value value) {
  std::vector<std::string> texts;
  for (const ScoreRow& row : table.rows) texts.emplace_back(value(row));
  h5::WriteTexts(group, name, texts);
}

std::string Hdf5(const ScoreTable& table) {
  const h5::Session session;
  const h5::Id file = h5::NewFile();
  h5::WriteAttribute(file, "schema", kSchema);
  h5::WriteAttribute(file, "detector", table.detector);
  h5::WriteAttribute(file, "corpus", table.corpus);
  h5::WriteAttribute(file, "fingerprint", table.fingerprint);
  h5::WriteAttribute(file, "threshold", ToText(table.threshold));
  h5::WriteAttribute(file, kSeenMethods, Join(table.seen_methods, ","));
  const h5::Id columns = h5::NewGroup(file, "columns");
  WriteColumn(columns, "id", table, [](const ScoreRow& row) { return row.id; });
  for (const auto& [name, field] : kTextColumns)
    WriteColumn(columns, name, table, [field = field](const ScoreRow& row) { return row.*field; });
  WriteColumn(columns, "label", table,
              [](const ScoreRow& row) { return row.fake ? "fake" : "real"; });
  WriteColumn(columns, "outcome", table, [](const ScoreRow& row) { return ToString(row.outcome); });
  const h5::Id attributes = h5::NewGroup(file, "attributes");
  for (const std::string& name : AttributeNames(table)) {
    Check(name.find('/') == std::string::npos && !name.empty(), "The column '", name,
          "' of the scores cannot be stored: rename it.");
    WriteColumn(attributes, name, table, [&](const ScoreRow& row) {
      const auto found = row.attributes.find(name);
      return found == row.attributes.end() ? std::string() : found->second;
    });
  }
  std::vector<double> scores;
  for (const ScoreRow& row : table.rows) scores.push_back(row.score);
  h5::Write(file, "score", scores);
  return h5::FileImage(file);
}

std::string Attribute(const h5::Id& file, const std::string& name) {
  const auto texts = h5::ReadTextAttribute(file, "/", name);
  Check(texts.size() == 1, "The attribute ", name, " is not one text.");
  return texts.front();
}

/// Calls set(row, text) for each row.
template <class Set>
void ReadColumn(const h5::Id& file, const std::string& path, std::vector<ScoreRow>& rows, Set set) {
  const auto texts = h5::ReadTexts(file, path);
  Check(texts.size() == rows.size(), "The column ", path, " has ", texts.size(),
        " rows instead of ", rows.size(), ".");
  for (size_t i = 0; i < rows.size(); ++i) set(rows[i], texts[i]);
}

ScoreTable Parse(const h5::Id& file) {
  Check(h5::Exists(file, "score") && h5::Exists(file, "columns") && h5::Exists(file, "attributes"),
        "it holds no score table.");
  ScoreTable table;
  table.detector = Attribute(file, "detector");
  table.corpus = Attribute(file, "corpus");
  table.fingerprint = Attribute(file, "fingerprint");
  const auto threshold = ParseDouble(Attribute(file, "threshold"));
  Check(threshold.has_value(), "its threshold is not a number.");
  table.threshold = *threshold;
  if (h5::HasAttribute(file, kSeenMethods))  // older files have none
    table.seen_methods = ParseMethods(Attribute(file, kSeenMethods));
  const auto scores = h5::Read<double>(file, "/score");
  table.rows.resize(scores.size());
  for (size_t i = 0; i < scores.size(); ++i) table.rows[i].score = scores[i];
  ReadColumn(file, "/columns/id", table.rows,
             [](ScoreRow& row, const std::string& text) { row.id = text; });
  for (const auto& [name, field] : kTextColumns)
    ReadColumn(file, Concat("/columns/", name), table.rows,
               [field = field](ScoreRow& row, const std::string& text) { row.*field = text; });
  ReadColumn(file, "/columns/label", table.rows,
             [](ScoreRow& row, const std::string& text) { row.fake = text == "fake"; });
  ReadColumn(file, "/columns/outcome", table.rows,
             [](ScoreRow& row, const std::string& text) { row.outcome = ParseOutcome(text); });
  for (const std::string& name : h5::NamesIn(file, "/attributes"))
    ReadColumn(file, "/attributes/" + name, table.rows,
               [&](ScoreRow& row, const std::string& text) { row.attributes[name] = text; });
  return table;
}

}  // namespace

void WriteScores(const ScoreTable& table, const std::filesystem::path& path) {
  Check(path.extension() == ".h5", "A score table is written as FILE.h5, not ", path.string(), ".");
  const std::string bytes = Hdf5(table);
  PublishFile(std::filesystem::path(path).replace_extension(".csv"), ToCsv(table));
  PublishFile(path, bytes);
}

ScoreTable ReadScoreFile(const std::filesystem::path& path) {
  const std::string bytes = ReadFile(path);
  const h5::Session session;
  ScoreTable table;
  try {
    table = Parse(h5::OpenBytes(bytes, path.string()));
  } catch (const Error& error) {
    Fail("Cannot read the scores in ", path.string(), ": ", error.what());
  }
  CheckScores(table, path.string());
  return table;
}

}  // namespace swapbench
