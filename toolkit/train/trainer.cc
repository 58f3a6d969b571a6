// SPDX-License-Identifier: Apache-2.0
#include "train/training.h"
// Torch first.
#include <ATen/Parallel.h>
#include <ATen/Version.h>

#include <cmath>

#include "core/hash.h"
#include "core/log.h"
#include "core/parallel.h"
#include "train/fakes.h"
#include "train/ledger.h"
#include "train/model_folder.h"
#include "train/reliability.h"
#include "train/trainer.h"

namespace swapbench {
namespace {

namespace fs = std::filesystem;

/// Everything that decides the result. The number of threads and of ranks changes last digits only;
/// how often a checkpoint is written and how many pictures are kept changes nothing.
std::string RequestText(const std::string& fingerprint, const Spec& network, TrainOptions options) {
  options.threads = 0;
  options.distributed = false;
  options.checkpoint_steps = TrainOptions{}.checkpoint_steps;
  options.cache = TrainOptions{}.cache;
  options.objective = Objectives().Canonical(options.objective);
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
  return ToolkitVersions().Set("libtorch", TORCH_VERSION).Set("cpu_capability", CpuCapability());
}

std::string Ledger(const std::string& request, const TrainOptions& options,
                   const TrainingRows& rows, const Task& task, const Training& training,
                   const JsonObject& validation, int64_t parameters, int ranks) {
  return JsonObject()
      .Set("request_sha256", Sha256(request))
      .Set("options", OptionsJson(DescribeOptions(options)))
      .Set("parameters", static_cast<long long>(parameters))
      .Set("training_reals", rows.reals.size())
      .Set("training_fakes", rows.fakes.size())
      .Set("validation_records", rows.validation.size())
      .Set(kReliabilityKey, validation)
      .Set("selection", task.selection())
      .Set("best_epoch", training.state().best_epoch + 1)
      .Set("history", HistoryJson(training.state().history))
      .Set("wall_seconds", training.seconds())
      .Set("images_per_second", training.images_per_second())
      .Set("loader_share", training.loader_share())
      .Set("ranks", ranks)
      .Set("versions", VersionsJson())
      .ToString();
}

/// On black pictures, so that a network and an objective that do not go together, or do not know
/// all swap methods, are noticed before anything is read.
void Rehearse(Network& network, const Objective& objective, int64_t methods) {
  const torch::NoGradGuard no_gradient;
  network.eval();
  const int64_t rows = 2 * objective.wishes().views, side = network.input().size;
  const Targets targets{torch::zeros({rows, 3, side, side}), torch::zeros(rows),
                        torch::full(rows, methods, torch::kInt64),
                        torch::zeros({rows, side, side})};
  objective.Loss(network.Show(targets.input), targets);
}

}  // namespace

void TrainModel(const Dataset& dataset, const std::string& corpus_fingerprint, const Spec& network,
                const TrainOptions& given, const fs::path& folder) {
  TrainOptions options = given;
  Group group(options.distributed ? PlaceAmongRanks() : Place{});
  const bool leads = group.place().leads();
  if (!leads) log::SetQuiet(true);
  if (options.threads == 0)
    options.threads = std::max(1, AvailableThreads() / group.place().ranks_here);
  const Spec canonical = Networks().Canonical(network);
  const std::unique_ptr<Network> made = Networks().Make(canonical);
  if (options.objective.name == kUsualObjective) options.objective = made->objective();
  const std::string request = RequestText(corpus_fingerprint, canonical, options);
  if (IsFinished(folder, request)) return;
  const std::unique_ptr<Task> task = TaskFor(made->answer());
  const TrainingRows rows = task->Choose(dataset, options);
  Rehearse(*made, *Objectives().Make(options.objective), rows.CountMethods());
  const auto lock = leads ? ClaimFolder(folder) : nullptr;

  at::set_num_threads(options.threads);
  InitialiseWeights(*made, options.seed);
  UseChannelsLast(*made);
  Training training(dataset, rows, *task, *made, options, group, request,
                    folder / "checkpoint" / "state.safetensors");
  training.Run();

  const Answers answers = training.Validate();
  if (!leads) return group.Meet();
  int64_t parameters = 0;
  for (const torch::Tensor& parameter : made->parameters()) parameters += parameter.numel();
  ModelInfo info;
  info.network = canonical;
  info.input = made->input();
  info.answer = made->answer();
  task->Finish(answers, info);
  info.trained_on = corpus_fingerprint;
  JsonObject validation;
  if (info.answer == Answer::kLogit)
    validation = ToJson(MeasureReliability(dataset, rows, answers, info));
  info.ledger =
      Ledger(request, options, rows, *task, training, validation, parameters, group.place().ranks);
  SaveWeights(*made, folder / "weights.safetensors");
  WriteModelInfo(folder, info);
  group.Meet();  // the others leave once it is there
  fs::remove_all(folder / "checkpoint");
  LeaveFolder(folder);
}

}  // namespace swapbench
