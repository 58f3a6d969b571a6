// SPDX-License-Identifier: Apache-2.0
#include "train/training.h"
// Torch first.
#include <fmt/format.h>

#include <chrono>
#include <cmath>

#include "core/file.h"
#include "core/interrupt.h"
#include "core/log.h"
#include "core/progress.h"
#include "train/precision.h"
#include "train/schedule.h"

namespace swapbench {
namespace {

double SecondsSince(std::chrono::steady_clock::time_point begin) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

/// Large enough that the deepest cut still has the network's size; nearest neighbours must be taken
/// from the picture itself, and a degradation means what it says on the whole picture alone.
int CacheSide(const InputFormat& format, double crop, bool whole) {
  if (whole || format.resize != "area") return 0;
  return static_cast<int>(std::ceil(format.size / (1 - crop)));
}

size_t CacheBytes(const TrainOptions& options) {
  return static_cast<size_t>(options.cache * (1 << 30));
}

torch::Tensor ToTensor(Batch& batch) {
  return torch::from_blob(batch.values.data(), batch.shape)
      .contiguous(torch::MemoryFormat::ChannelsLast);
}

torch::Tensor Borrowed(std::vector<float>& values, std::initializer_list<int64_t> shape) {
  return values.empty() ? torch::Tensor() : torch::from_blob(values.data(), shape);
}

torch::Tensor RowsOf(const torch::Tensor& tensor, int64_t begin, int64_t end) {
  return tensor.defined() ? tensor.slice(0, begin, end) : tensor;
}

}  // namespace

Training::Training(const Dataset& dataset, const TrainingRows& rows, const Task& task,
                   const Trainee& trainee, const TrainOptions& options, Group& group,
                   std::string request, std::filesystem::path checkpoint, std::filesystem::path log)
    : task_(task),
      network_(trainee.network),
      frozen_(trainee.frozen),
      options_(options),
      group_(group),
      request_(std::move(request)),
      checkpoint_(std::move(checkpoint)),
      log_(std::move(log)),
      format_(trainee.input),
      objective_(Objectives().Make(options.objective)),
      threads_(options.threads),
      order_(rows, options.seed, options.batch),
      degrader_(options.augment),
      maker_(MakerOfFakes(options.fakes)),
      validation_(ValidationRows(dataset, rows)),
      optimiser_(Optimisers().Make(options.optimiser, network_)),
      schedule_(Schedules().Make(options.schedule)),
      average_(network_, options.ema, frozen_),
      state_(LoadCheckpoint(checkpoint_, request_, network_, *optimiser_, average_)
                 .value_or(TrainingState{})),
      training_images_(
          dataset,
          [&] {
            std::vector<size_t> records = rows.reals;
            records.insert(records.end(), rows.fakes.begin(), rows.fakes.end());
            return records;
          }(),
          CacheSide(format_, options.crop, !options.augment.empty()), objective_->wishes().masks,
          threads_, CacheBytes(options)),
      validation_images_(
          dataset, rows.validation, CacheSide(format_, 0, /*whole=*/false), false, threads_,
          CacheBytes(options) - std::min(CacheBytes(options), training_images_.bytes())),
      begin_(std::chrono::steady_clock::now()) {
  const auto ranks = static_cast<size_t>(group.place().ranks);
  Check(order_.rows_per_step() % ranks == 0, "A batch of ", order_.rows_per_step(),
        " rows cannot be shared equally by ", ranks, " ranks; choose another batch.");
  group_.Meet();
  if (!group.place().alone()) GatherStatistics(network_, group_.Differentiable());
}

/// The gradients of the whole batch's loss; this rank's part of the loss.
torch::Tensor Training::Backward(TrainingBatch& batch) {
  network_.zero_grad(/*set_to_none=*/true);
  const torch::Tensor input = ToTensor(batch.input);
  const int64_t rows = input.size(0), views = objective_->wishes().views;
  const torch::Tensor labels = Borrowed(batch.labels, {rows}),
                      methods = torch::from_blob(batch.methods.data(), {rows}, torch::kInt64),
                      masks = Borrowed(batch.masks, {rows, format_.size, format_.size});
  const int64_t at_once = options_.rows_at_once > 0 ? options_.rows_at_once * views : rows;
  torch::Tensor loss = torch::zeros({});
  for (int64_t begin = 0; begin < rows; begin += at_once) {
    const int64_t end = std::min(begin + at_once, rows);
    const Targets targets{RowsOf(input, begin, end), RowsOf(labels, begin, end),
                          RowsOf(methods, begin, end), RowsOf(masks, begin, end)};
    const double share =
        static_cast<double>(end - begin) / static_cast<double>(rows * group_.place().ranks);
    const Outputs outputs = ShowIn(options_.precision, network_, targets.input);
    const torch::Tensor part = share * objective_->Loss(outputs, targets);
    part.backward();
    loss += part.detach();
  }
  group_.SumGradients(network_.parameters());
  return loss;
}

/// The loss of all ranks together, which also learn whether one of them should stop.
double Training::Agreed(double loss) {
  const torch::Tensor both = torch::tensor({loss, StopRequested() ? 1. : 0.}, torch::kFloat64);
  group_.Sum(both);
  stopping_ = both[1].item<double>() > 0;
  return both[0].item<double>();
}

double Training::RateOf(int64_t step) const {
  const auto steps = static_cast<double>(order_.StepsAfter(static_cast<size_t>(options_.epochs)));
  return LearningRate(*schedule_, options_.learning_rate, static_cast<double>(step),
                      options_.warm_up * steps / options_.epochs, steps);
}

void Training::Step(Loader& loader) {
  TrainingBatch batch = loader.Next();
  const double rate = RateOf(state_.step);
  // Dropout draws from LibTorch's own generator, which thereby depends on seed and step alone.
  torch::manual_seed(
      Rng(options_.seed, "train/dropout", static_cast<uint64_t>(state_.step)).Bits() +
      static_cast<uint64_t>(group_.place().rank));
  network_.train();
  frozen_.KeepStatistics();
  const auto backward = [&] { return Backward(batch); };
  const double value = Agreed(optimiser_->Step(backward, rate, state_.step).item<double>());
  average_.Update(state_.step);
  Check(std::isfinite(value), "The training diverged at step ", state_.step,
        ": the loss is not a number; use a smaller learning_rate.");
  state_.loss_sum += value;
  state_.loss_count += 1;
  ++state_.step;
}

Answers Training::Validate() {
  constexpr size_t kChunk = 64;
  const torch::NoGradGuard no_gradient;
  network_.eval();
  Answers answers;
  for (const BatchRow& row : validation_) answers.fake.push_back(row.fake);
  const auto size = static_cast<int64_t>(validation_.size());
  const torch::Tensor numbers = torch::zeros(size, torch::kFloat64);
  const auto [first, last] = PartOf(validation_.size(), group_.place());
  for (size_t begin = first; begin < last; begin += kChunk) {
    const size_t end = std::min(begin + kChunk, last);
    std::vector<Face> faces;
    for (size_t i = begin; i < end; ++i) {
      const BatchRow& row = validation_[i];
      const Rng rng(options_.seed, "train/validation", row.record);
      faces.push_back(PictureOf(row, validation_images_, maker_.get(), rng).face);
    }
    Batch batch = MakeInput(faces, format_);
    const torch::Tensor input = ToTensor(batch);
    numbers.slice(0, static_cast<int64_t>(begin), static_cast<int64_t>(end))
        .copy_(task_.Numbers(network_.forward(input), input));
  }
  group_.Sum(numbers);
  answers.logits.assign(numbers.data_ptr<double>(), numbers.data_ptr<double>() + size);
  return answers;
}

void Training::EndEpoch() {
  const Average::InPlace average(average_);
  EpochResult now = task_.Judge(Validate());
  now.training_loss = state_.loss_sum / std::max(1., state_.loss_count);
  now.step = state_.step;
  now.learning_rate = RateOf(state_.step - 1);
  now.images_per_second = pace_of_epoch_.images_per_second();
  now.loader_share = pace_of_epoch_.loader_share();
  pace_of_epoch_ = {};
  if (state_.history.empty() || task_.Better(now, state_.history[state_.best_epoch])) {
    state_.best_epoch = state_.history.size();
    state_.best = CopyOfWeights(network_);
  }
  state_.history.push_back(now);
  state_.loss_sum = state_.loss_count = 0;
  WriteLog();
  const bool ranks = !std::isnan(now.validation_auc);
  log::Info(fmt::format("epoch {}/{}: training loss {:.3f}, validation loss {:.3f}{}",
                        state_.history.size(), options_.epochs, now.training_loss,
                        now.validation_loss,
                        ranks ? fmt::format(", AUC {:.3f}", now.validation_auc) : ""));
}

/// Whole each time: what an earlier run noted beyond its last checkpoint is not there twice.
void Training::WriteLog() const {
  if (!group_.place().leads()) return;
  if (state_.history.empty()) std::filesystem::remove(log_);
  else PublishFile(log_, ToCsv(state_.history));
}

void Training::Save() {
  if (!group_.place().leads()) return;
  TrainingState state = state_;
  state.seconds = seconds();
  SaveCheckpoint(checkpoint_, request_, state, network_, *optimiser_, average_);
}

bool Training::HasEnded() const {
  const size_t epochs = state_.history.size();
  if (epochs >= static_cast<size_t>(options_.epochs)) return true;
  return options_.patience > 0 &&
         epochs > state_.best_epoch + static_cast<size_t>(options_.patience);
}

void Training::Run() {
  const auto epochs = static_cast<size_t>(options_.epochs);
  const auto steps = static_cast<int64_t>(order_.StepsAfter(epochs));
  const int64_t first = state_.step;
  const size_t rows = order_.rows_per_step();
  Loader loader(order_, training_images_, maker_.get(),
                {format_, options_, objective_->wishes(), group_.place(), &degrader_},
                static_cast<size_t>(first), static_cast<size_t>(steps),
                threads_ > 1 ? std::max(1, threads_ / 4) : 0);
  Progress progress("training", "images", static_cast<size_t>(steps - first) * rows);
  WriteLog();
  while (true) {
    while (!HasEnded() &&
           state_.step >= static_cast<int64_t>(order_.StepsAfter(state_.history.size() + 1)))
      EndEpoch();
    const bool stop = group_.place().alone() ? StopRequested() : stopping_;
    if (stop || (state_.step > first && state_.step % options_.checkpoint_steps == 0)) Save();
    if (stop) throw Interrupted("Stopped on request.");
    if (HasEnded()) break;
    const double waited = loader.seconds_waited();
    const auto begin = std::chrono::steady_clock::now();
    Step(loader);
    const Pace pace{SecondsSince(begin), loader.seconds_waited() - waited, rows};
    pace_.Add(pace);
    pace_of_epoch_.Add(pace);
    progress.SetNote(fmt::format("epoch {}, loss {:.3f}", state_.history.size() + 1,
                                 state_.loss_sum / state_.loss_count));
    progress.Advance(rows);
  }
  CopyAllValues(state_.best, network_, checkpoint_.string());
}

double Training::seconds() const { return state_.seconds + SecondsSince(begin_); }

}  // namespace swapbench
