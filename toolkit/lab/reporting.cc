// SPDX-License-Identifier: Apache-2.0
#include "lab/reporting.h"

#include <nlohmann/json.hpp>

#include "bench/latency.h"
#include "core/file.h"
#include "lab/environment.h"
#include "nets/model.h"
#include "report/report.h"
#include "stats/estimate.h"
#include "train/training_log.h"

namespace swapbench {
namespace fs = std::filesystem;
namespace {

using Topic = ReportFact::Topic;

ReportInput ReadNumbers(const fs::path& estimates, const fs::path& latency) {
  ReportInput input;
  input.estimates = ReadEstimateCsv(estimates);
  if (!latency.empty()) input.latency = ReadLatencyCsv(latency);
  for (const auto& [key, value] : DescribeEnvironment())
    input.facts.push_back({Topic::kEnvironment, key, value});
  return input;
}

ScoreSummary Summarise(const ScoreTable& table) {
  ScoreSummary summary{table.detector, table.corpus, table.fingerprint};
  for (const ScoreRow& row : table.rows) {
    ++(row.fake ? summary.fake : summary.real);
    if (row.outcome != Outcome::kScored) ++(row.fake ? summary.refused_fake : summary.refused_real);
  }
  return summary;
}

/// Nothing of a linear fit, which has no epochs.
std::optional<TrainingHistory> HistoryOf(const std::string& name, const fs::path& model) {
  if (!fs::exists(model / kTrainingLog)) return {};
  TrainingHistory history{name, {}, {}, {}, 0};
  for (const EpochResult& epoch : ReadTrainingLog(model / kTrainingLog)) {
    history.training_loss.push_back(epoch.training_loss);
    history.validation_loss.push_back(epoch.validation_loss);
    history.validation_auc.push_back(epoch.validation_auc);
  }
  const auto ledger = nlohmann::json::parse(ReadModel(model).info.ledger);
  history.kept = ledger.at("best_epoch").get<size_t>() - 1;
  Check(history.kept < history.training_loss.size(), (model / kTrainingLog).string(),
        " ends before the epoch that model.ini says was kept.");
  return history;
}

void AddFacts(const Experiment& e, const std::string& fingerprint, ReportInput& input) {
  const std::string seed = std::to_string(e.experiment.seed);
  input.facts.push_back({Topic::kTested, "corpus fingerprint", fingerprint});
  for (const TrainSection& section : e.train)
    input.facts.push_back(
        {Topic::kTested, "network " + section.name,
         section.network.ToString() + ", " + CanonicalSpec("train", section.options).ToString()});
  input.facts.push_back({Topic::kSeed, "experiment (corpus, bootstrap, timing order)", seed});
  for (const TrainSection& section : e.train)
    input.facts.push_back(
        {Topic::kSeed, "training of " + section.name, std::to_string(section.options.seed)});
  input.facts.push_back({Topic::kRecipe, e.recipe.filename().string(), e.text});
}

}  // namespace

fs::path WriteExperimentReport(const ExperimentResults& results) {
  const Experiment& e = results.experiment;
  ReportInput input = ReadNumbers(results.estimates, results.latency);
  if (!e.experiment.title.empty()) input.title = e.experiment.title;
  for (const ScoreTable& table : results.tables) input.scores.push_back(Summarise(table));
  for (const TrainSection& section : e.train)
    if (auto history = HistoryOf(section.name, results.models.at(section.name)))
      input.trainings.push_back(*std::move(history));
  AddFacts(e, results.fingerprint, input);
  input.facts.push_back({Topic::kCommand, "command",
                         Concat("swapbench run ", e.recipe.string(), " --out ",
                                results.folder.string(), " --seed ", e.experiment.seed)});
  fs::path page = results.folder / "report.html";
  WriteReport(input, page);
  return page;
}

void WritePlainReport(const std::string& title, const fs::path& estimates, const fs::path& latency,
                      const fs::path& out) {
  ReportInput input = ReadNumbers(estimates, latency);
  input.title = title;
  input.facts.push_back(
      {Topic::kCommand, "command",
       Concat("swapbench report --estimates ", estimates.string(),
              latency.empty() ? "" : " --latency " + latency.string(), " --out ", out.string())});
  WriteReport(input, out);
}

}  // namespace swapbench
