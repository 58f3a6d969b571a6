// SPDX-License-Identifier: Apache-2.0
#include "train/task.h"
// Torch first.
#include <cmath>
#include <limits>
#include <numeric>

#include "stats/threshold.h"

namespace swapbench {
namespace {

class TellFakesApart : public Task {
 public:
  TrainingRows Choose(const Dataset& dataset, const TrainOptions& options) const override {
    return ChooseRows(dataset, options);
  }
  torch::Tensor Numbers(const torch::Tensor& answers,
                        const torch::Tensor& /*input*/) const override {
    return answers;
  }
  EpochResult Judge(const Answers& logits) const override {
    return {.validation_loss = BalancedLoss(logits, 1),
            .validation_auc = AucOf(RankAnswers(logits))};
  }
  bool Better(const EpochResult& a, const EpochResult& b) const override {
    return std::pair(a.validation_auc, -a.validation_loss) >
           std::pair(b.validation_auc, -b.validation_loss);
  }
  std::string selection() const override {
    return "highest AUC on split val, of equals the lowest balanced loss";
  }
  void Finish(const Answers& logits, ModelInfo& info) const override {
    info.threshold = ChooseThreshold(RankAnswers(logits));
    info.temperature = FitTemperature(logits);
  }
};

class DrawAgain : public Task {
 public:
  TrainingRows Choose(const Dataset& dataset, const TrainOptions& /*options*/) const override {
    return ChooseReals(dataset);
  }
  torch::Tensor Numbers(const torch::Tensor& answers, const torch::Tensor& input) const override {
    return (answers - input).abs().flatten(1).mean(1);
  }
  EpochResult Judge(const Answers& differences) const override {
    const double sum = std::accumulate(differences.logits.begin(), differences.logits.end(), 0.);
    return {.validation_loss = sum / static_cast<double>(differences.logits.size())};
  }
  bool Better(const EpochResult& a, const EpochResult& b) const override {
    return a.validation_loss < b.validation_loss;
  }
  std::string selection() const override { return "lowest mean difference on split val"; }
  void Finish(const Answers& /*differences*/, ModelInfo& info) const override {
    info.threshold = std::numeric_limits<double>::quiet_NaN();
  }
};

}  // namespace

std::unique_ptr<Task> TaskFor(Answer answer) {
  if (answer == Answer::kPicture) return std::make_unique<DrawAgain>();
  return std::make_unique<TellFakesApart>();
}

}  // namespace swapbench
