// SPDX-License-Identifier: Apache-2.0
#include "train/objective.h"
// Torch first.
#include <cmath>
#include <limits>
#include <numeric>

#include "stats/threshold.h"

namespace swapbench {
namespace {

class TellFakesApart : public Objective {
 public:
  explicit TellFakesApart(double smoothing) : smoothing_(smoothing) {}

  TrainingRows Choose(const Dataset& dataset, const TrainOptions& options) const override {
    return ChooseRows(dataset, options);
  }
  torch::Tensor Loss(const torch::Tensor& answers, const torch::Tensor& /*input*/,
                     const torch::Tensor& labels) const override {
    return torch::binary_cross_entropy_with_logits(answers,
                                                   labels * (1 - smoothing_) + .5 * smoothing_);
  }
  torch::Tensor Numbers(const torch::Tensor& answers,
                        const torch::Tensor& /*input*/) const override {
    return answers;
  }
  EpochResult Judge(const Answers& logits) const override {
    return {0, BalancedLoss(logits, 1), AucOf(RankAnswers(logits))};
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

 private:
  double smoothing_;
};

class DrawAgain : public Objective {
 public:
  TrainingRows Choose(const Dataset& dataset, const TrainOptions& /*options*/) const override {
    return ChooseReals(dataset);
  }
  torch::Tensor Loss(const torch::Tensor& answers, const torch::Tensor& input,
                     const torch::Tensor& /*labels*/) const override {
    return torch::l1_loss(answers, input);
  }
  torch::Tensor Numbers(const torch::Tensor& answers, const torch::Tensor& input) const override {
    return (answers - input).abs().flatten(1).mean(1);
  }
  EpochResult Judge(const Answers& differences) const override {
    const double sum = std::accumulate(differences.logits.begin(), differences.logits.end(), 0.);
    return {0, sum / static_cast<double>(differences.logits.size()),
            std::numeric_limits<double>::quiet_NaN()};
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

std::unique_ptr<Objective> ObjectiveFor(Answer answer, const TrainOptions& options) {
  if (answer == Answer::kPicture) return std::make_unique<DrawAgain>();
  return std::make_unique<TellFakesApart>(options.smoothing);
}

}  // namespace swapbench
