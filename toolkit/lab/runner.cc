// SPDX-License-Identifier: Apache-2.0
#include "lab/runner.h"

#include <algorithm>
#include <map>

#include "bench/bench.h"
#include "core/config.h"
#include "core/file.h"
#include "core/hash.h"
#include "detect/detector.h"
#include "lab/corpora.h"
#include "lab/modelling.h"
#include "lab/reporting.h"
#include "lab/scoring.h"
#include "lab/stage.h"
#include "nets/model.h"
#include "stats/evaluate.h"
#include "store/corpus.h"

namespace swapbench {
namespace fs = std::filesystem;
namespace {

/// One run of one experiment: each method is a stage, in the order in which data flows.
class Run {
 public:
  Run(const Experiment& experiment, const fs::path& folder, int threads)
      : experiment_(experiment), threads_(threads), stages_(folder, experiment.recipe.string()) {}

  fs::path All() {
    MakeCorpus();
    for (const TrainSection& section : experiment_.train) Train(section);
    for (const Spec& detector : experiment_.score.detector) Score(detector);
    MakeEstimates();
    if (Benches()) Bench();
    return Report();
  }

 private:
  struct Trained {
    fs::path folder;
    std::string weights;
  };

  bool Benches() const { return !experiment_.bench.backend.empty(); }

  void MakeCorpus() {
    const CorpusSection& section = experiment_.corpus;
    if (!section.path.empty()) {
      corpus_ = section.path;
      fingerprint_ = OpenCorpus(corpus_)->corpus_info().fingerprint;
      return;
    }
    const fs::path recipe = CorpusRecipe(experiment_);
    const Config config = Config::Load(recipe);
    const uint64_t seed = experiment_.experiment.seed;
    const StageResult done = stages_.Run(
        {"corpus", recipe.stem().string(),
         Concat(config.ToString(), "count=", section.count, ",seed=", seed), WeightsOfSwaps(config),
         seed},
        [&](const fs::path& folder) {
          SynthesizeCorpus({recipe, "", folder / "corpus", seed, section.count, threads_, ""});
          return OpenCorpus(folder / "corpus")->corpus_info().fingerprint;
        });
    corpus_ = done.folder / "corpus";
    fingerprint_ = done.output;
  }

  void Train(const TrainSection& section) {
    const Spec options = CanonicalSpec("train", section.options);
    TrainOptions train = section.options;
    if (train.threads == 0) train.threads = threads_;
    std::vector<std::string> inputs = {fingerprint_};
    if (const auto initial = InitialSection(train)) {
      train.init = models_.at(*initial).folder;
      inputs.push_back(models_.at(*initial).weights);
    } else if (!train.init.empty()) {
      inputs.push_back(ReadNetwork(train.init).weights_sha256);
      inputs.push_back(
          Sha256(ReadFile(fs::path(train.init) / "model.ini")));  // how it sees colours
    }
    const StageResult done =
        stages_.Run({"train", section.name, section.network.ToString() + " " + options.ToString(),
                     inputs, section.options.seed},
                    [&](const fs::path& folder) {
                      TrainOnCorpus(corpus_, section.network, train, folder / section.name);
                      return ReadModel(folder / section.name).weights_sha256;
                    });
    models_[section.name] = {done.folder / section.name, done.output};
  }

  void Score(const Spec& given) {
    Spec called = given, made = given;
    std::vector<std::string> inputs = {fingerprint_};
    if (const auto model = TrainedModel(given)) {
      called.args["model"] = *model;
      made.args["model"] = Bracketed(models_.at(*model).folder.string());
      inputs.push_back(models_.at(*model).weights);
    } else if (const auto weights = WeightsOnDisk(given)) {
      inputs.push_back(*weights);
    }
    const std::string name = Detectors().Canonical(called).ToString();
    const StageResult done = stages_.Run(
        {"score", name, name + " splits=" + Join(experiment_.score.splits, ","), inputs,
         experiment_.experiment.seed},
        [&](const fs::path& folder) {
          ScoreCorpus({corpus_, folder / "scores.h5", experiment_.score.splits, threads_}, made,
                      name);
          return Sha256File(folder / "scores.csv");
        });
    tables_.push_back(ReadScores(done.folder / "scores.h5"));
    score_outputs_.push_back(done.output);
  }

  void MakeEstimates() {
    EvaluateOptions options;
    if (!experiment_.evaluate.metric.empty()) options.metrics = experiment_.evaluate.metric;
    options.replicates = static_cast<size_t>(experiment_.evaluate.replicates);
    options.level = experiment_.evaluate.level;
    options.seed = experiment_.experiment.seed;
    options.threads = threads_;
    const std::string canonical = CanonicalSpec("evaluate", experiment_.evaluate).ToString();
    const StageResult done =
        stages_.Run({"evaluate", "estimates", Concat(canonical, " seed=", options.seed),
                     score_outputs_, options.seed},
                    [&](const fs::path& folder) {
                      const std::string csv = ToCsv(Evaluate(tables_, options));
                      PublishFile(folder / "estimates.csv", csv);
                      return Sha256(csv);
                    });
    Publish(done.folder / "estimates.csv");
  }

  void Bench() {
    BenchOptions options;
    options.tier = experiment_.bench.tier;
    options.seed = experiment_.experiment.seed;
    std::vector<fs::path> models;
    std::vector<std::string> inputs = {fingerprint_};
    for (const std::string& name : experiment_.bench.model) {
      models.push_back(models_.at(name).folder);
      inputs.push_back(models_.at(name).weights);
    }
    const std::string canonical = CanonicalSpec("bench", experiment_.bench).ToString();
    const StageResult done = stages_.Run(
        {"bench", "latency", canonical, inputs, options.seed}, [&](const fs::path& folder) {
          options.record = folder / "record";
          const auto corpus = OpenCorpus(corpus_);
          auto rows = BenchModels(*corpus, models, experiment_.bench.backend, options);
          for (LatencyRow& row : rows) row.model = fs::path(row.model).filename().string();
          const std::string csv = ToCsv(rows);
          PublishFile(folder / "latency.csv", csv);
          return Sha256(csv);
        });
    Publish(done.folder / "latency.csv");
  }

  /// An earlier recipe's latency.csv may lie in the folder: it is no part of this one.
  fs::path Report() {
    const fs::path latency = Benches() ? stages_.folder() / "latency.csv" : fs::path();
    std::map<std::string, fs::path> models;
    for (const auto& [name, trained] : models_) models[name] = trained.folder;
    return WriteExperimentReport({experiment_, stages_.folder(), fingerprint_, tables_,
                                  stages_.folder() / "estimates.csv", latency, models});
  }

  void Publish(const fs::path& made) {
    PublishFile(stages_.folder() / made.filename(), ReadFile(made));
  }

  const Experiment& experiment_;
  int threads_;
  StageRunner stages_;
  fs::path corpus_;
  std::string fingerprint_;
  std::map<std::string, Trained> models_;
  std::vector<ScoreTable> tables_;
  std::vector<std::string> score_outputs_;
};

}  // namespace

fs::path RunExperiment(const Experiment& experiment, const fs::path& folder, int threads) {
  for (const char* name : {"report.html", "estimates.csv", "latency.csv", "ledger.jsonl"})
    CheckPlace(folder / name);
  return Run(experiment, folder, threads).All();
}

}  // namespace swapbench
