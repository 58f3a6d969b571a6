// SPDX-License-Identifier: Apache-2.0
// Against PyTorch's own optimisers.
#if SWAPBENCH_WITH_TORCH
#include <sstream>

#include "python.h"
#include "support.h"
#include "train/fixtures.h"
#include "train/schedule.h"

namespace swapbench {
namespace {

TEST(OptimiserTest, StepsAsPytorchs) {
  const auto [text, status] = OutputOfPython("train/optimiser_steps.py");
  if (status == 3) GTEST_SKIP() << "needs python3-torch";
  ASSERT_EQ(status, 0);
  std::istringstream lines(text);
  int compared = 0;
  for (std::string line; std::getline(lines, line); ++compared) {
    std::istringstream words(line);
    std::string spec;
    words >> spec;
    const std::vector<double> ours = StepAlong(spec, 12, false);
    ASSERT_EQ(ours.size(), 10u);
    for (const double mine : ours) {
      double theirs = 0;
      ASSERT_TRUE(words >> theirs) << spec;
      EXPECT_NEAR(mine, theirs, 2e-6) << spec;
    }
  }
  EXPECT_EQ(compared, 5);
}

TEST(OptimiserTest, GoesOnFromWhatItSavedBitForBit) {
  for (const char* spec : {"adamw", "sgd", "sam", "sam:base=adamw"})
    EXPECT_EQ(StepAlong(spec, 12, true), StepAlong(spec, 12, false)) << spec;
}

TEST(OptimiserTest, AnAverageForgetsTheFirstStepsSoonAndIsTakenOutAgain) {
  // (1 + step) / (10 + step) is below .9 up to step 80.
  double expected = .1f;  // the weight before the first step
  for (int step = 0; step < 3; ++step) {
    const double keep = (1. + step) / (10. + step);
    expected = keep * expected + (1 - keep) * (step + 1);
  }
  const std::vector<double> seen = AverageOf(.9, 3);
  EXPECT_NEAR(seen.at(0), expected, 1e-6);
  EXPECT_EQ(seen.at(1), 3);
  EXPECT_EQ(AverageOf(0, 3).at(0), 3) << "none: the network's own weights";
}

double Rate(const std::string& schedule, double step) {
  return LearningRate(*Schedules().Make(Spec::Parse(schedule)), 2, step, 10, 110);
}

TEST(ScheduleTest, ClimbsThenFallsAsItsNameSays) {
  for (const char* schedule : {"cosine", "linear", "constant"}) {
    EXPECT_DOUBLE_EQ(Rate(schedule, 0), .2) << schedule;
    EXPECT_DOUBLE_EQ(Rate(schedule, 8), 1.8) << schedule;
    EXPECT_DOUBLE_EQ(Rate(schedule, 10), 2) << schedule;
  }
  EXPECT_DOUBLE_EQ(Rate("cosine", 60), 1);
  EXPECT_NEAR(Rate("cosine", 110), 0, 1e-15);
  EXPECT_DOUBLE_EQ(Rate("linear", 85), 2);
  EXPECT_DOUBLE_EQ(Rate("linear:from=.5", 85), 1);
  EXPECT_DOUBLE_EQ(Rate("linear", 110), 0);
  EXPECT_DOUBLE_EQ(Rate("constant", 110), 2);
  const auto cosine = Schedules().Make(Spec::Parse("cosine"));
  EXPECT_DOUBLE_EQ(LearningRate(*cosine, 2, 0, 0, 10), 2) << "no warm-up";
}

}  // namespace
}  // namespace swapbench
#endif
