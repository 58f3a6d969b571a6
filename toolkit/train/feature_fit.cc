// SPDX-License-Identifier: Apache-2.0
#include "train/feature_fit.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>

#include "core/file.h"
#include "core/hash.h"
#include "core/log.h"
#include "core/parallel.h"
#include "core/progress.h"
#include "detect/features.h"
#include "nets/seen_methods.h"
#include "stats/threshold.h"
#include "train/batches.h"
#include "train/calibration.h"
#include "train/fakes.h"
#include "train/ledger.h"
#include "train/logistic.h"
#include "train/model_folder.h"
#include "train/reliability.h"

namespace swapbench {
namespace {

namespace fs = std::filesystem;

constexpr std::array kOptions = {"seed", "method", "fakes", "threads"};
// From hardly a look at the features to nearly none of a restraint.
constexpr std::array kStrengths = {1., .3, .1, .03, .01, 3e-3, 1e-3, 3e-4, 1e-4, 3e-5, 1e-5};

/// Those that a fit has, made canonical.
std::vector<OptionInfo> OptionsOf(TrainOptions options) {
  if (options.fakes.name != kFakesOfCorpus) options.fakes = SwapMethods().Canonical(options.fakes);
  std::vector<OptionInfo> kept = DescribeOptions(options);
  std::erase_if(kept, [](const OptionInfo& option) {
    return std::ranges::find(kOptions, option.key) == kOptions.end();
  });
  return kept;
}

/// Everything that decides the result.
std::string RequestText(const std::string& fingerprint, const Spec& features,
                        TrainOptions options) {
  options.threads = 0;
  return Concat("corpus ", fingerprint, "\n", features.ToString(), "\nfit ",
                OptionsJson(OptionsOf(options)).ToString());
}

std::vector<BatchRow> RowsToFit(const TrainingRows& rows) {
  std::vector<BatchRow> chosen;
  for (const size_t real : rows.reals) {
    chosen.push_back({real, false, 0});
    if (rows.MakesFakes()) chosen.push_back({real, true, 0});
  }
  for (const size_t fake : rows.fakes) chosen.push_back({fake, true, 0});
  return chosen;
}

LabelledFeatures Extract(const Dataset& dataset, const std::vector<BatchRow>& rows,
                         const FeatureExtractor& extractor, const TrainOptions& options,
                         const std::string& split) {
  const auto maker = MakerOfFakes(options.fakes);
  LabelledFeatures data;
  data.rows.resize(rows.size());
  for (const BatchRow& row : rows) data.fake.push_back(row.fake);
  Progress progress("reading split " + split, "images", rows.size());
  ParallelFor(rows.size(), options.threads, [&](size_t i) {
    const size_t record = rows[i].record;
    Face face = dataset.Get(record).face;
    if (rows[i].fake && maker)
      face.image =
          maker->Make(face, Rng(options.seed, "train/" + split, record), dataset.info(record).id)
              .image;
    data.rows[i] = extractor.Features(face);
    progress.Advance();
  });
  return data;
}

Answers AnswersOf(const LinearModel& model, const LabelledFeatures& data) {
  Answers answers{{}, data.fake};
  for (const auto& row : data.rows)
    answers.logits.push_back(static_cast<double>(static_cast<float>(model.Logit(row))));
  return answers;
}

struct Trial {
  double strength = 0, loss = 0, auc = 0;  // the last two on split val
  LinearModel model;
};

std::vector<Trial> TryStrengths(const LabelledFeatures& training,
                                const LabelledFeatures& validation, int threads) {
  LogisticRegression regression(training, threads);
  std::vector<Trial> trials;
  for (const double strength : kStrengths) {
    const LinearModel model = regression.Fit(strength);
    const Answers answers = AnswersOf(model, validation);
    trials.push_back({strength, BalancedLoss(answers, 1), AucOf(RankAnswers(answers)), model});
  }
  return trials;
}

JsonObject HistoryJson(const std::vector<Trial>& trials) {
  std::vector<double> strengths, losses, aucs;
  for (const Trial& trial : trials) {
    strengths.push_back(trial.strength);
    losses.push_back(trial.loss);
    aucs.push_back(trial.auc);
  }
  return JsonObject()
      .Set("strength", strengths)
      .Set("validation_loss", losses)
      .Set("validation_auc", aucs);
}

}  // namespace

void CheckFitOptions(const Spec& features, const TrainOptions& options) {
  const std::vector<OptionInfo> usual = DescribeOptions(TrainOptions{}),
                                given = DescribeOptions(options);
  for (size_t i = 0; i < given.size(); ++i)
    Check(given[i].default_value == usual[i].default_value ||
              std::ranges::find(kOptions, given[i].key) != kOptions.end(),
          "'", given[i].key, "' = ", given[i].default_value,
          " is an option of networks and means nothing to the linear fit of ", features.name,
          ", which has ", Join(std::vector<std::string>(kOptions.begin(), kOptions.end()), ", "),
          ": leave it out.");
}

void FitModel(const Dataset& dataset, const std::string& corpus_fingerprint, const Spec& features,
              const TrainOptions& options, const fs::path& folder) {
  const auto begin = std::chrono::steady_clock::now();
  const Spec canonical = FeatureExtractors().Canonical(features);
  CheckFitOptions(canonical, options);
  const std::string request = RequestText(corpus_fingerprint, canonical, options);
  if (IsFinished(folder, request)) return;
  const TrainingRows rows = ChooseRows(dataset, options);
  CheckPlace(folder / "model.ini");
  const auto extractor = FeatureExtractors().Make(canonical);
  const LabelledFeatures training = Extract(dataset, RowsToFit(rows), *extractor, options, "train"),
                         validation = Extract(dataset, ValidationRows(dataset, rows), *extractor,
                                              options, "val");
  const std::vector<Trial> trials = TryStrengths(training, validation, options.threads);
  const Trial& best = *std::ranges::min_element(trials, {}, &Trial::loss);
  log::Info(Concat("strength ", ToText(best.strength), ": validation loss ", ToText(best.loss),
                   ", AUC ", ToText(best.auc)));

  const Answers answers = AnswersOf(best.model, validation);
  ModelInfo info;
  info.features = canonical;
  info.threshold = ChooseThreshold(RankAnswers(answers));
  info.temperature = FitTemperature(answers);
  info.trained_on = corpus_fingerprint;
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begin;
  const std::set<std::string> methods = rows.Methods(dataset);
  info.ledger = JsonObject()
                    .Set("request_sha256", Sha256(request))
                    .Set("options", OptionsJson(OptionsOf(options)))
                    .Set("parameters", best.model.weight.size() + 1)
                    .Set("training_reals", rows.reals.size())
                    .Set("training_fakes", rows.fakes.size())
                    .Set("validation_records", rows.validation.size())
                    .Set(kSeenMethodsKey, std::vector(methods.begin(), methods.end()))
                    .Set(kReliabilityKey, ToJson(MeasureReliability(dataset, rows, answers, info)))
                    .Set("selection", "lowest balanced loss on split val")
                    .Set("strength", best.strength)
                    .Set("history", HistoryJson(trials))
                    .Set("wall_seconds", seconds.count())
                    .Set("versions", ToolkitVersions())
                    .ToString();
  const auto lock = ClaimFolder(folder);
  if (IsFinished(folder, request)) return;  // a process beside this one was faster
  PublishFile(folder / "weights.safetensors", EncodeSafetensors(ToTensors(best.model)));
  WriteModelInfo(folder, info);
  LeaveFolder(folder);
}

}  // namespace swapbench
