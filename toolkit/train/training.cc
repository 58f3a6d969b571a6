// SPDX-License-Identifier: Apache-2.0
#include "train/training.h"
// Torch first.
#include <fmt/format.h>

#include <chrono>
#include <cmath>

#include "core/interrupt.h"
#include "core/log.h"
#include "core/progress.h"
#include "train/schedule.h"

namespace swapbench {
namespace {

double SecondsSince(std::chrono::steady_clock::time_point begin) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

/// Large enough that the deepest cut still has the network's size; nearest neighbours must be taken
/// from the picture itself.
int CacheSide(const InputFormat& format, double crop) {
  if (format.resize != "area") return 0;
  return static_cast<int>(std::ceil(format.size / (1 - crop)));
}

size_t CacheBytes(const TrainOptions& options) {
  return static_cast<size_t>(options.cache * (1 << 30));
}

torch::Tensor ToTensor(Batch& batch) {
  return torch::from_blob(batch.values.data(), batch.shape)
      .contiguous(torch::MemoryFormat::ChannelsLast);
}

std::vector<NamedTensor> CopyOfWeights(const Network& network) {
  std::vector<NamedTensor> weights;
  for (const auto& [name, tensor] : StoredTensors(network))
    weights.push_back(ToNamedTensor(name, tensor));
  return weights;
}

}  // namespace

Training::Training(const Dataset& dataset, const TrainingRows& rows, const Objective& objective,
                   Network& network, const TrainOptions& options, std::string request,
                   std::filesystem::path checkpoint)
    : objective_(objective),
      network_(network),
      options_(options),
      request_(std::move(request)),
      checkpoint_(std::move(checkpoint)),
      format_(network.input()),
      threads_(options.threads),
      order_(rows, options.seed, options.batch),
      maker_(MakerOfFakes(options.fakes)),
      validation_(ValidationRows(dataset, rows)),
      optimiser_(Optimisers().Make(options.optimiser, network)),
      schedule_(Schedules().Make(options.schedule)),
      average_(network, options.ema),
      state_(LoadCheckpoint(checkpoint_, request_, network, *optimiser_, average_)
                 .value_or(TrainingState{})),
      training_images_(
          dataset,
          [&] {
            std::vector<size_t> records = rows.reals;
            records.insert(records.end(), rows.fakes.begin(), rows.fakes.end());
            return records;
          }(),
          CacheSide(format_, options.crop), threads_, CacheBytes(options)),
      validation_images_(
          dataset, rows.validation, CacheSide(format_, 0), threads_,
          CacheBytes(options) - std::min(CacheBytes(options), training_images_.bytes())),
      begin_(std::chrono::steady_clock::now()) {}

void Training::Step(Loader& loader, int64_t steps) {
  TrainingBatch batch = loader.Next();
  const double steps_per_epoch = static_cast<double>(steps) / options_.epochs;
  const double rate =
      LearningRate(*schedule_, options_.learning_rate, static_cast<double>(state_.step),
                   options_.warm_up * steps_per_epoch, static_cast<double>(steps));
  // Dropout draws from LibTorch's own generator, which thereby depends on seed and step alone.
  torch::manual_seed(
      Rng(options_.seed, "train/dropout", static_cast<uint64_t>(state_.step)).Bits());
  network_.train();
  const torch::Tensor input = ToTensor(batch.input);
  const torch::Tensor labels =
      torch::from_blob(batch.labels.data(), {static_cast<int64_t>(batch.labels.size())});
  const auto backward = [&] {
    network_.zero_grad(/*set_to_none=*/true);
    const torch::Tensor loss = objective_.Loss(network_.forward(input), input, labels);
    loss.backward();
    return loss;
  };
  const double value = optimiser_->Step(backward, rate, state_.step).item<double>();
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
  for (size_t begin = 0; begin < validation_.size(); begin += kChunk) {
    std::vector<Face> faces;
    for (size_t i = begin; i < std::min(begin + kChunk, validation_.size()); ++i) {
      const BatchRow& row = validation_[i];
      const Rng rng(options_.seed, "train/validation", row.record);
      faces.push_back({PictureOf(row, validation_images_, maker_.get(), rng), {}});
      answers.fake.push_back(row.fake);
    }
    Batch batch = MakeInput(faces, format_);
    const torch::Tensor input = ToTensor(batch);
    const torch::Tensor numbers = objective_.Numbers(network_.forward(input), input).contiguous();
    answers.logits.insert(answers.logits.end(), numbers.data_ptr<float>(),
                          numbers.data_ptr<float>() + numbers.numel());
  }
  return answers;
}

void Training::EndEpoch() {
  const Average::InPlace average(average_);
  EpochResult now = objective_.Judge(Validate());
  now.training_loss = state_.loss_sum / std::max(1., state_.loss_count);
  if (state_.history.empty() || objective_.Better(now, state_.history[state_.best_epoch])) {
    state_.best_epoch = state_.history.size();
    state_.best = CopyOfWeights(network_);
  }
  state_.history.push_back(now);
  state_.loss_sum = state_.loss_count = 0;
  const bool ranks = !std::isnan(now.validation_auc);
  log::Info(fmt::format("epoch {}/{}: training loss {:.3f}, validation loss {:.3f}{}",
                        state_.history.size(), options_.epochs, now.training_loss,
                        now.validation_loss,
                        ranks ? fmt::format(", AUC {:.3f}", now.validation_auc) : ""));
}

void Training::Save() {
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
  Loader loader(order_, training_images_, maker_.get(), format_, options_,
                static_cast<size_t>(first), static_cast<size_t>(steps),
                threads_ > 1 ? std::max(1, threads_ / 4) : 0);
  Progress progress("training", "images", static_cast<size_t>(steps - first) * rows);
  double stepping = 0;
  while (true) {
    while (!HasEnded() &&
           state_.step >= static_cast<int64_t>(order_.StepsAfter(state_.history.size() + 1)))
      EndEpoch();
    const bool stop = StopRequested();
    if (stop || (state_.step > first && state_.step % options_.checkpoint_steps == 0)) Save();
    if (stop) ThrowIfStopped();
    if (HasEnded()) break;
    const auto begin = std::chrono::steady_clock::now();
    Step(loader, steps);
    stepping += SecondsSince(begin);
    progress.SetNote(fmt::format("epoch {}, loss {:.3f}", state_.history.size() + 1,
                                 state_.loss_sum / state_.loss_count));
    progress.Advance(rows);
  }
  if (stepping > 0) {
    loader_share_ = loader.seconds_waited() / stepping;
    images_per_second_ =
        static_cast<double>((steps - first)) * static_cast<double>(rows) / stepping;
  }
  CopyAllValues(state_.best, network_, checkpoint_.string());
}

double Training::seconds() const { return state_.seconds + SecondsSince(begin_); }

double Training::loader_share() const { return loader_share_; }

}  // namespace swapbench
