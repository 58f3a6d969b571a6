// SPDX-License-Identifier: Apache-2.0
#include "train/training.h"
// Torch first.
#include <ATen/Parallel.h>
#include <ATen/Version.h>

#include <cmath>

#include "core/build_info.h"
#include "core/file.h"
#include "core/hash.h"
#include "core/json.h"
#include "core/log.h"
#include "core/parallel.h"
#include "train/fakes.h"
#include "train/reliability.h"
#include "train/trainer.h"

namespace swapbench {
namespace {

namespace fs = std::filesystem;

/// Everything that decides the result. The number of threads changes last digits only; how often a
/// checkpoint is written and how many pictures are kept changes nothing.
std::string RequestText(const std::string& fingerprint, const Spec& network, TrainOptions options) {
  options.threads = 0;
  options.checkpoint_steps = TrainOptions{}.checkpoint_steps;
  options.cache = TrainOptions{}.cache;
  options.optimiser = Optimisers().Canonical(options.optimiser);
  options.schedule = Schedules().Canonical(options.schedule);
  if (options.fakes.name != kFakesOfCorpus) options.fakes = SwapMethods().Canonical(options.fakes);
  return Concat("corpus ", fingerprint, "\n", network.ToString(), "\n",
                CanonicalSpec("train", options).ToString());
}

/// Faster on a CPU for thin layers; the values do not change.
void UseChannelsLast(Network& network) {
  for (torch::Tensor& parameter : network.parameters())
    if (parameter.dim() == 4)
      parameter.set_data(parameter.detach().contiguous(torch::MemoryFormat::ChannelsLast));
}

JsonObject OptionsJson(const TrainOptions& options) {
  JsonObject json;
  for (const OptionInfo& option : DescribeOptions(options))
    json.Set(option.key, option.default_value);
  return json;
}

JsonObject HistoryJson(const std::vector<EpochResult>& history) {
  std::vector<double> training, validation, auc;
  for (const EpochResult& epoch : history) {
    training.push_back(epoch.training_loss);
    validation.push_back(epoch.validation_loss);
    if (!std::isnan(epoch.validation_auc)) auc.push_back(epoch.validation_auc);
  }
  JsonObject json;
  json.Set("training_loss", training).Set("validation_loss", validation);
  if (!auc.empty()) json.Set("validation_auc", auc);
  return json;
}

/// "AVX2": the instruction set that LibTorch's kernels were chosen for.
std::string CpuCapability() {
  const std::string mark = "CPU capability usage: ", config = at::show_config();
  const size_t begin = config.find(mark);
  if (begin == std::string::npos) return "unknown";
  const size_t from = begin + mark.size();
  return config.substr(from, config.find('\n', from) - from);
}

JsonObject VersionsJson() {
  const BuildInfo& build = GetBuildInfo();
  return JsonObject()
      .Set("toolkit", build.version)
      .Set("commit", build.commit)
      .Set("compiler", build.compiler)
      .Set("libtorch", TORCH_VERSION)
      .Set("cpu_capability", CpuCapability());
}

std::string Ledger(const std::string& request, const TrainOptions& options,
                   const TrainingRows& rows, const Objective& objective, const Training& training,
                   const JsonObject& validation, int64_t parameters) {
  return JsonObject()
      .Set("request_sha256", Sha256(request))
      .Set("options", OptionsJson(options))
      .Set("parameters", static_cast<long long>(parameters))
      .Set("training_reals", rows.reals.size())
      .Set("training_fakes", rows.fakes.size())
      .Set("validation_records", rows.validation.size())
      .Set("validation", validation)
      .Set("selection", objective.selection())
      .Set("best_epoch", training.state().best_epoch + 1)
      .Set("history", HistoryJson(training.state().history))
      .Set("wall_seconds", training.seconds())
      .Set("images_per_second", training.images_per_second())
      .Set("loader_share", training.loader_share())
      .Set("versions", VersionsJson())
      .ToString();
}

/// True where the folder holds what would be made; throws where it holds something else.
bool IsFinished(const fs::path& folder, const std::string& request) {
  if (!fs::exists(folder / "model.ini")) return false;
  const Model model = ReadModel(folder);
  Check(
      model.info.ledger.find("\"request_sha256\":\"" + Sha256(request) + "\"") != std::string::npos,
      folder.string(),
      " holds a model of other options or of another corpus; choose another folder or delete it.");
  log::Info(Concat(folder.string(), " is trained already."));
  return true;
}

}  // namespace

void TrainModel(const Dataset& dataset, const std::string& corpus_fingerprint, const Spec& network,
                const TrainOptions& given, const fs::path& folder) {
  TrainOptions options = given;
  if (options.threads == 0) options.threads = AvailableThreads();
  const Spec canonical = Networks().Canonical(network);
  const std::string request = RequestText(corpus_fingerprint, canonical, options);
  if (IsFinished(folder, request)) return;
  const std::unique_ptr<Network> made = Networks().Make(canonical);
  const std::unique_ptr<Objective> objective = ObjectiveFor(made->answer(), options);
  const TrainingRows rows = objective->Choose(dataset, options);
  MakeFolder(folder);
  const FileLock lock(folder / ".lock");
  Check(lock.held(), "Another process is training in ", folder.string(), ".");
  RemoveStaleTemporaries(folder);

  at::set_num_threads(options.threads);
  InitialiseWeights(*made, options.seed);
  UseChannelsLast(*made);
  Training training(dataset, rows, *objective, *made, options, request,
                    folder / "checkpoint" / "state.safetensors");
  training.Run();

  const Answers answers = training.Validate();
  int64_t parameters = 0;
  for (const torch::Tensor& parameter : made->parameters()) parameters += parameter.numel();
  ModelInfo info;
  info.network = canonical;
  info.input = made->input();
  info.answer = made->answer();
  objective->Finish(answers, info);
  info.trained_on = corpus_fingerprint;
  JsonObject validation;
  if (info.answer == Answer::kLogit) {
    Reliability measured = MeasureReliability(dataset, rows, answers, info);
    if (rows.made) measured.tested.methods = {options.fakes.name};
    validation = ToJson(measured);
  }
  info.ledger = Ledger(request, options, rows, *objective, training, validation, parameters);
  SaveWeights(*made, folder / "weights.safetensors");
  WriteModelInfo(folder, info);
  fs::remove_all(folder / "checkpoint");
  fs::remove(folder / ".lock");
}

}  // namespace swapbench
