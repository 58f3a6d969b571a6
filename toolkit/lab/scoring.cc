// SPDX-License-Identifier: Apache-2.0
#include "lab/scoring.h"

#include <iostream>

#include "core/error.h"
#include "core/file.h"
#include "core/log.h"
#include "detect/join.h"
#include "detect/score.h"
#include "lab/inspection.h"
#include "nets/seen_methods.h"
#include "store/corpus.h"
#include "store/score_file.h"

namespace swapbench {
namespace fs = std::filesystem;
namespace {

void Publish(const ScoreTable& table, const fs::path& out) {
  CheckScores(table, "The scores of " + table.detector + " on " + table.corpus);
  WriteScores(table, out);
  std::cout << "wrote " << out.string() << " and "
            << fs::path(out).replace_extension(".csv").string() << ": "
            << Counted(table.rows.size(), "row") << '\n';
}

void WarnOf(const std::vector<std::string>& ids, const char* what) {
  if (!ids.empty()) log::Warn(Concat(ids.size(), " ", what, ", the first is ", ids.front()));
}

void CheckOut(const fs::path& out) {
  Check(out.extension() == ".h5",
        "Score tables are written as FILE.h5 (with FILE.csv beside it), not ", out.string(), ".");
  CheckPlace(out);
  CheckPlace(fs::path(out).replace_extension(".csv"));
}

void CheckKeepsInput(const fs::path& csv, const fs::path& out) {
  const fs::path twin = fs::path(out).replace_extension(".csv");
  Check(!IsSameFile(csv, out) && !IsSameFile(csv, twin), "The scores in ", csv.string(),
        " would be replaced, for ", out.string(), " is written with ", twin.string(),
        " beside it: give --out another name.");
}

}  // namespace

ScoreTable ScoreCorpus(const ScoreRequest& request, const Spec& detector, const std::string& name) {
  CheckOut(request.out);
  const auto corpus = OpenCorpus(request.corpus);
  const auto made = Detectors().Make(detector);
  const std::string called = name.empty() ? Detectors().Canonical(detector).ToString() : name;
  ScoreTable table = ScoreDataset(*corpus, *made, called, {request.splits, request.threads});
  table.corpus = corpus->corpus_info().name;
  table.fingerprint = corpus->corpus_info().fingerprint;
  if (const ModelInfo* model = made->model()) table.seen_methods = ReadSeenMethods(model->ledger);
  Publish(table, request.out);
  return table;
}

ScoreTable ScoreFromCsv(const ScoreRequest& request, const fs::path& csv) {
  CheckOut(request.out);
  CheckKeepsInput(csv, request.out);
  const auto corpus = OpenCorpus(request.corpus);
  JoinedScores joined = JoinScores(ReadScoreCsv(csv), *corpus, request.splits);
  WarnOf(joined.missing, "records of the corpus have no score in the table");
  WarnOf(joined.unknown, "ids of the table are not in the corpus");
  joined.table.corpus = corpus->corpus_info().name;
  joined.table.fingerprint = corpus->corpus_info().fingerprint;
  Publish(joined.table, request.out);
  return joined.table;
}

ScoreTable ReadScores(const fs::path& path) {
  if (path.extension() == ".csv") return ReadScoreCsv(path);
  Check(path.extension() == ".h5", "The score table ", path.string(),
        " is neither a .h5 nor a .csv file.");
  return ReadScoreFile(path);
}

}  // namespace swapbench
