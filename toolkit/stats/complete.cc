// SPDX-License-Identifier: Apache-2.0
#include "stats/complete.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace swapbench {
namespace {

bool ShareARecord(const ScoreTable& a, const ScoreTable& b) {
  std::unordered_set<std::string_view> ids;
  for (const ScoreRow& row : a.rows) ids.insert(row.id);
  return std::ranges::any_of(b.rows, [&](const ScoreRow& row) { return ids.contains(row.id); });
}

/// The only named corpus that it shares records with; null where there is none, or more than one.
const ScoreTable* CorpusOf(const ScoreTable& table, const std::vector<ScoreTable>& tables) {
  const ScoreTable* found = nullptr;
  for (const ScoreTable& other : tables) {
    if (other.corpus.empty() || !ShareARecord(table, other)) continue;
    if (found != nullptr && !SameCorpus(*found, other)) return nullptr;
    found = &other;
  }
  return found;
}

void NameCorpora(std::vector<ScoreTable>& tables) {
  const std::vector<ScoreTable> given = tables;
  for (ScoreTable& table : tables) {
    if (!table.corpus.empty()) continue;
    if (const ScoreTable* known = CorpusOf(table, given); known != nullptr) {
      table.corpus = known->corpus;
      if (table.fingerprint.empty()) table.fingerprint = known->fingerprint;
    }
  }
}

void FillUnknown(ScoreRow& row, const ScoreRow& other) {
  for (const TextColumn& column : kTextColumns)
    if ((row.*column.field).empty()) row.*column.field = other.*column.field;
}

bool KnowsAll(const ScoreTable& table) {
  return std::ranges::all_of(table.rows, [](const ScoreRow& row) {
    return !row.split.empty() && !row.target.empty() && !row.dataset.empty() &&
           (!row.fake || (!row.method.empty() && !row.source.empty()));
  });
}

void FillFrom(const ScoreTable& other, ScoreTable& table) {
  std::unordered_map<std::string_view, const ScoreRow*> known;
  for (const ScoreRow& row : other.rows) known.emplace(row.id, &row);
  for (ScoreRow& row : table.rows)
    if (const auto found = known.find(row.id);
        found != known.end() && found->second->fake == row.fake)
      FillUnknown(row, *found->second);
}

}  // namespace

bool SameCorpus(const ScoreTable& a, const ScoreTable& b) {
  return a.corpus == b.corpus &&
         (a.fingerprint.empty() || b.fingerprint.empty() || a.fingerprint == b.fingerprint);
}

std::vector<ScoreTable> CompleteTables(std::vector<ScoreTable> tables) {
  NameCorpora(tables);
  const std::vector<ScoreTable> given = tables;
  for (size_t i = 0; i < tables.size(); ++i) {
    if (KnowsAll(tables[i])) continue;
    for (size_t j = 0; j < given.size(); ++j)
      if (i != j && SameCorpus(tables[i], given[j])) FillFrom(given[j], tables[i]);
  }
  return tables;
}

}  // namespace swapbench
