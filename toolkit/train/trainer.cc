// SPDX-License-Identifier: Apache-2.0
#include "train/training.h"
// Torch first.
#include <ATen/Parallel.h>
#include <ATen/Version.h>

#include <cmath>
#include <set>

#include "core/hash.h"
#include "core/log.h"
#include "core/parallel.h"
#include "nets/begin_with.h"
#include "nets/seen_methods.h"
#include "train/fakes.h"
#include "train/ledger.h"
#include "train/model_folder.h"
#include "train/reliability.h"
#include "train/trainer.h"

namespace swapbench {
namespace {

namespace fs = std::filesystem;

/// A model whose weights are begun with.
struct Initial {
  Model model;
  std::string whose;  // "The weights in models/a (xception:...)", as the beginning of a sentence

  std::vector<std::string> PutInto(Network& network) const {
    return BeginWith(network, ReadSafetensors(model.folder / "weights.safetensors").tensors, whose);
  }
  /// What it decides of a training.
  std::string Identity() const {
    const auto& [size, resize, mean, sd] = model.info.input;
    std::vector<std::string> parts = {model.weights_sha256, resize};
    for (const auto& triple : {mean, sd})
      for (const double value : triple) parts.push_back(ToText(value));
    return Join(parts, " ");
  }
  JsonObject Json(const std::vector<std::string>& anew) const {
    return JsonObject()
        .Set("sha256", model.weights_sha256)
        .Set("network", model.info.network.ToString())
        .Set("trained_on", model.info.trained_on)
        .Set("begun_anew", anew);
  }
};

std::optional<Initial> InitialOf(const TrainOptions& options) {
  if (options.init.empty()) return {};
  Initial initial{ReadNetwork(options.init), ""};
  initial.whose =
      Concat("The weights in ", options.init, " (", initial.model.info.network.ToString(), ")");
  return initial;
}

/// Swap methods whose fakes this training or that of the weights begun with has seen. Nothing where
/// the latter is unknown.
std::vector<std::string> SeenMethods(const TrainingRows& rows, const Dataset& dataset,
                                     const std::optional<Initial>& initial) {
  std::set<std::string> methods = rows.Methods(dataset);
  if (initial) {
    const auto earlier = ReadSeenMethods(initial->model.info.ledger);
    if (earlier.empty()) return {};
    methods.insert(earlier.begin(), earlier.end());
  }
  return {methods.begin(), methods.end()};
}

/// The network's own size, but colours as the weights know them.
InputFormat InputOf(const Network& network, const std::optional<Initial>& initial) {
  InputFormat input = network.input();
  if (!initial) return input;
  const int size = input.size;
  input = initial->model.info.input;
  input.size = size;
  return input;
}

/// Everything that decides the result. The number of threads and of ranks changes last digits only;
/// how often a checkpoint is written and how many pictures are kept changes nothing.
std::string RequestText(const std::string& fingerprint, const Spec& network, TrainOptions options,
                        const std::optional<Initial>& initial) {
  if (initial) options.init = initial->Identity();
  options.threads = 0;
  options.distributed = false;
  options.checkpoint_steps = TrainOptions{}.checkpoint_steps;
  options.cache = TrainOptions{}.cache;
  options.objective = Objectives().Canonical(options.objective);
  options.optimiser = Optimisers().Canonical(options.optimiser);
  options.schedule = Schedules().Canonical(options.schedule);
  options.augment = Degrader(options.augment).canonical();
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

/// A model's folder without what is above it: that is this machine's affair.
TrainOptions WithoutPlace(TrainOptions options) {
  const fs::path folder = fs::path(options.init).lexically_normal();
  options.init = (folder.has_filename() ? folder : folder.parent_path()).filename();
  return options;
}

std::string Ledger(const std::string& request, const TrainOptions& options,
                   const JsonObject& initial, const std::vector<std::string>& seen_methods,
                   const TrainingRows& rows, const Task& task, const Training& training,
                   const JsonObject& validation, int64_t parameters, int ranks) {
  JsonObject ledger;
  ledger.Set("request_sha256", Sha256(request))
      .Set("options", OptionsJson(DescribeOptions(WithoutPlace(options))));
  if (!initial.empty()) ledger.Set(kInitialWeightsKey, initial);
  return ledger.Set("parameters", static_cast<long long>(parameters))
      .Set("training_reals", rows.reals.size())
      .Set("training_fakes", rows.fakes.size())
      .Set("validation_records", rows.validation.size())
      .Set(kSeenMethodsKey, seen_methods)
      .Set(kReliabilityKey, validation)
      .Set("selection", task.selection())
      .Set("best_epoch", training.state().best_epoch + 1)
      .Set("history", HistoryJson(training.state().history))
      .Set("wall_seconds", training.seconds())
      .Set("images_per_second", training.pace().images_per_second())
      .Set("loader_share", training.pace().loader_share())
      .Set("ranks", ranks)
      .Set("versions", VersionsJson())
      .ToString();
}

/// On black pictures, so that a network, an objective and frozen parts that do not go together, or
/// do not know all swap methods, are noticed before anything is read.
void Rehearse(Network& network, const Objective& objective, int64_t methods) {
  network.eval();
  const int64_t rows = 2 * objective.wishes().views, side = network.input().size;
  const Targets targets{torch::zeros({rows, 3, side, side}), torch::zeros(rows),
                        torch::full(rows, methods, torch::kInt64),
                        torch::zeros({rows, side, side})};
  Check(objective.Loss(network.Show(targets.input), targets).requires_grad(),
        "'frozen' leaves nothing that this objective could train: leave a later part free.");
}

/// Means over pairs of a part's rows do not add up to those of the batch.
void CheckParts(const Objective& objective, const std::string& name, const TrainOptions& options,
                int ranks) {
  Check(!objective.wishes().whole || (options.rows_at_once == 0 && ranks == 1), "The objective '",
        name,
        "' compares the rows of a batch with one another, so they must be trained on together: "
        "leave out rows_at_once and distributed, or take a smaller batch.");
}

void LogBeginning(const Initial& initial, const std::vector<std::string>& anew) {
  log::Info(Concat("begins with ", initial.model.folder.string(), ", weights ",
                   initial.model.weights_sha256.substr(0, 16),
                   anew.empty() ? "" : "; anew begin " + Join(anew, ", ")));
}

}  // namespace

void CheckTrainOptions(const Spec& network, const TrainOptions& options,
                       const std::optional<Spec>& other) {
  const std::unique_ptr<Network> made = Networks().Make(network);
  Spec objective = options.objective;
  if (objective.name == kUsualObjective) objective = made->objective();
  const auto minimised = Objectives().Make(objective);
  CheckParts(*minimised, objective.name, options, 1);
  Schedules().Make(options.schedule);
  MakerOfFakes(options.fakes);
  const Degrader degrader(options.augment);
  if (other) {
    const auto tensors = CopyOfWeights(*Networks().Make(*other));
    BeginWith(*made, tensors,
              Concat("The weights of ", options.init, " (", other->ToString(), ")"));
  } else if (const auto initial = InitialOf(options)) {
    initial->PutInto(*made);
  }
  const FrozenParts frozen(*made, options.frozen);
  Optimisers().Make(options.optimiser, *made);
  Rehearse(*made, *minimised, 1);  // how many methods a corpus has is known once it is there
}

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
  const auto initial = InitialOf(options);
  const std::string request = RequestText(corpus_fingerprint, canonical, options, initial);
  if (IsFinished(folder, request)) return;
  const auto objective = Objectives().Make(options.objective);
  CheckParts(*objective, options.objective.name, options, group.place().ranks);
  const std::unique_ptr<Task> task = TaskFor(made->answer());
  const TrainingRows rows = task->Choose(dataset, options);
  at::set_num_threads(options.threads);
  InitialiseWeights(*made, options.seed);
  JsonObject begun;
  if (initial) {
    const std::vector<std::string> anew = initial->PutInto(*made);
    LogBeginning(*initial, anew);
    begun = initial->Json(anew);
  }
  const FrozenParts frozen(*made, options.frozen);
  Rehearse(*made, *objective, rows.CountMethods());
  const auto lock = leads ? ClaimFolder(folder) : nullptr;

  UseChannelsLast(*made);
  const Trainee trainee{*made, InputOf(*made, initial), frozen};
  Training training(dataset, rows, *task, trainee, options, group, request,
                    folder / "checkpoint" / "state.safetensors", folder / kTrainingLog);
  training.Run();

  const Answers answers = training.Validate();
  if (!leads) return group.Meet();
  int64_t parameters = 0;
  for (const torch::Tensor& parameter : made->parameters()) parameters += parameter.numel();
  ModelInfo info;
  info.network = canonical;
  info.input = trainee.input;
  info.answer = made->answer();
  task->Finish(answers, info);
  info.trained_on = corpus_fingerprint;
  JsonObject validation;
  if (info.answer == Answer::kLogit)
    validation = ToJson(MeasureReliability(dataset, rows, answers, info));
  info.ledger = Ledger(request, options, begun, SeenMethods(rows, dataset, initial), rows, *task,
                       training, validation, parameters, group.place().ranks);
  SaveWeights(*made, folder / "weights.safetensors");
  WriteModelInfo(folder, info);
  group.Meet();  // the others leave once it is there
  fs::remove_all(folder / "checkpoint");
  LeaveFolder(folder);
}

}  // namespace swapbench
