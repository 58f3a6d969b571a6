// SPDX-License-Identifier: Apache-2.0
// Objectives against their formulas, by hand.
#if SWAPBENCH_WITH_TORCH
#include <cmath>
#include <numbers>

#include "support.h"
#include "train/fixtures.h"

namespace swapbench {
namespace {

double Nats(double logit, double fake) {
  const double p = 1 / (1 + std::exp(-logit));
  return -fake * std::log(p) - (1 - fake) * std::log(1 - p);
}

TEST(ObjectiveTest, CrossEntropyIsTheMeanOverRows) {
  const ShownNumbers numbers{.answers = {.5f, -2}, .labels = {1, 0}};
  EXPECT_NEAR(LossOf("cross_entropy", numbers), (Nats(.5, 1) + Nats(-2, 0)) / 2, 1e-6);
  EXPECT_NEAR(LossOf("cross_entropy:smoothing=.2", numbers), (Nats(.5, .9) + Nats(-2, .1)) / 2,
              1e-6);
}

// Two classes are one logit, their difference; what several dimensions say is summed.
TEST(ObjectiveTest, CrossEntropySumsOverTheDimensionsOfClasses) {
  const ShownNumbers numbers{
      .answers = {9, 9}, .classes = {.1f, .3f, .6f, -1, 2, 0, 1, 1}, .labels = {1, 0}};
  const double first = Nats(.6 - .1, 1) + Nats(-1 - .3, 1);
  const double second = Nats(1 - 2, 0) + Nats(1 - 0, 0);
  EXPECT_NEAR(LossOf("cross_entropy", numbers), (first + second) / 2, 1e-6);
}

// Wang et al. 2018, for cosines .2 (real) and .5 (fake), and scale 30.
TEST(ObjectiveTest, AdditiveMarginSoftmaxAsPublished) {
  const double s = 30, m = .45, real = .2, fake = .5;
  const double is_fake =
      -std::log(std::exp(s * (fake - m)) / (std::exp(s * (fake - m)) + std::exp(s * real)));
  const double is_real =
      -std::log(std::exp(s * (real - m)) / (std::exp(s * (real - m)) + std::exp(s * fake)));
  const float answer = static_cast<float>(s * (fake - real));
  EXPECT_NEAR(
      LossOf("am_softmax:margin=.45", {.answers = {answer, answer}, .labels = {1, 0}, .scale = s}),
      (is_fake + is_real) / 2, 1e-4);
}

// Masks .25, .5 and 1 have seams .75, 1 and 0.
TEST(ObjectiveTest, BoundaryIsTheSeamOfASoftMask) {
  const ShownNumbers numbers{
      .answers = {.5f}, .seam = {.2f, 3, -1}, .masks = {.25f, .5f, 1}, .labels = {1}, .rows = 1};
  const double seam = (Nats(.2, .75) + Nats(3, 1) + Nats(-1, 0)) / 3;
  EXPECT_NEAR(LossOf("boundary", numbers), 100 * seam + Nats(.5, 1), 1e-4);
  EXPECT_NEAR(LossOf("boundary:weight=2", numbers), 2 * seam + Nats(.5, 1), 1e-6);
}

// Two pictures in two views each: one pair is the same, the other at 60 degrees.
TEST(ObjectiveTest, ConsistencyIsTheSquaredCosineDistanceOfViews) {
  const float half = .5f, root = std::sqrt(.75f);
  const ShownNumbers numbers{.answers = {0, 0, 0, 0},
                             .features = {1, 2, 2, 4, 3, 0, half, root},
                             .labels = {0, 0, 1, 1},
                             .rows = 4};
  EXPECT_NEAR(LossOf("consistency", numbers), std::log(2.) + .25 / 2, 1e-6);
  EXPECT_NEAR(LossOf("consistency:weight=4", numbers), std::log(2.) + 4 * .25 / 2, 1e-6);
}

// Cao et al. 2022, of two reals and a fake. Only what is drawn of reals counts: .5 and .25 of two
// pixels. At the first depth the reals are at 60 degrees, the fake at 90 and 30; at the second one
// all three are the same.
TEST(ObjectiveTest, ReconstructionClassificationAsPublished) {
  const float half = .5f, root = std::sqrt(.75f);
  ShownNumbers numbers{.answers = {0, 0, 0},
                       .labels = {0, 1, 0},
                       .rows = 3,
                       .input = {0, 0, 0, 0, 0, 0},
                       .drawn = {.5f, -.5f, 1, 1, 0, -.5f},
                       .depths = {{2, 0, 0, 1, half, root}, {1, 1, 1}}};
  const auto alike = [](double degrees) {
    return (1 + std::cos(degrees * std::numbers::pi / 180)) / 2;
  };
  const double drawn = (.5 + .25) / 2;
  const double first = 1 - alike(60) + (alike(90) + alike(30)) / 2, second = 1 - 1 + 1;
  EXPECT_NEAR(LossOf("reconstruction_classification", numbers),
              std::log(2.) + .1 * drawn + .1 * (first + second), 1e-6);
  EXPECT_NEAR(LossOf("reconstruction_classification:metric=0,reconstruction=2", numbers),
              std::log(2.) + 2 * drawn, 1e-6);
  // Without a real nothing is to be drawn, and nothing is alike.
  numbers.labels = {1, 1, 1};
  EXPECT_NEAR(LossOf("reconstruction_classification", numbers), std::log(2.) + .1 * 2, 1e-6);
}

// Yan et al. 2023, with DeepfakeBench's sums over reals and fakes, of two pairs. Common features on
// a line: reals at 0 and 1, fakes at 5 and 2. Specific ones: the two methods' fakes have no
// partner, so that the reals alone are anchors.
TEST(ObjectiveTest, DisentanglingAsPublished) {
  ShownNumbers numbers{.answers = {0, 0, 0, 0},
                       .features = {0, 5, 1, 2},
                       .labels = {0, 1, 0, 1},
                       .rows = 4,
                       .input = {0, 1, 0, 1},
                       .drawn = {.5f, 1, 1, 1, .5f, 0, 0, 1},
                       .methods = {1, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0},
                       .specific = {0, 9, 1, 3},
                       .of_method = {0, 1, 0, 2}};
  const auto nats = [](double right) { return -std::log(std::exp(right) / (std::exp(right) + 2)); };
  const double method = (nats(1) + nats(0) + nats(0) - std::log(1 / (std::exp(2) + 2))) / 4;
  // Of what is drawn of its own fingerprint, and of the other's: of reals and of fakes.
  const double own = (.5 + .5) / 2 + (0. + 1) / 2, other = (1. + 0) / 2 + (0. + 0) / 2;
  // Anchors 0, 1 (reals): |0-1| - |0-5|, |0-1| - |0-2|, 1 - 4, 1 - 1; then the fakes 5 and 2:
  // 3 - 5, 3 - 4, 3 - 2, 3 - 1; all + 3, no less than 0.
  const double common_real = (0 + 2 + 0 + 3) / 4., common_fake = (1 + 2 + 4 + 5) / 4.;
  // 1 - 9, 1 - 3 from 0; 1 - 8, 1 - 2 from 1.
  const double specific = (0 + 1 + 0 + 2) / 4.;
  const double cross_entropy = std::log(2.);
  EXPECT_NEAR(LossOf("disentangling", numbers),
              cross_entropy + .1 * method + .3 * (own + other) +
                  .05 * (common_real + common_fake + 2 * specific),
              1e-6);
}

}  // namespace
}  // namespace swapbench
#endif
