// SPDX-License-Identifier: Apache-2.0
#include "backend/parity.h"

#include <cmath>
#include <limits>

#include "support.h"

namespace swapbench {
namespace {

using Logits = std::vector<float>;

TEST(Parity, MeasuresDifferencesAgainstTheSizeOfTheLogit) {
  const Parity parity = CompareLogits(Logits{0, 9}, Logits{.25, 8}, "fp32");
  EXPECT_FALSE(parity.passed);
  EXPECT_DOUBLE_EQ(parity.max_difference, .25);  // 1 / (1 + 9) is less
  EXPECT_EQ(parity.worst, 0u);
}

TEST(Parity, AllowsWhatThePrecisionAllows) {
  const Logits reference = {1, -1};
  EXPECT_TRUE(CompareLogits(reference, Logits{1, -1.00015f}, "fp32").passed);
  EXPECT_FALSE(CompareLogits(reference, Logits{1, -1.0003f}, "fp32").passed);
  EXPECT_TRUE(CompareLogits(reference, Logits{1, -1.0003f}, "tf32").passed);
  EXPECT_FALSE(CompareLogits(reference, Logits{1, -1.03f}, "fp16").passed);
  EXPECT_TRUE(CompareLogits(reference, Logits{1, -1.03f}, "bf16").passed);
  EXPECT_NE(ErrorOf([] { ParityTolerance("fp31"); }).find("fp31"), std::string::npos);
}

TEST(Parity, RejectsWhatIsNotANumberOnEitherSide) {
  const float nan = std::numeric_limits<float>::quiet_NaN(),
              infinity = std::numeric_limits<float>::infinity();
  EXPECT_FALSE(CompareLogits(Logits{1, nan}, Logits{1, 1}, "fp32").passed);
  EXPECT_FALSE(CompareLogits(Logits{1, 1}, Logits{1, nan}, "bf16").passed);
  EXPECT_FALSE(CompareLogits(Logits{infinity}, Logits{infinity}, "bf16").passed);
  EXPECT_TRUE(std::isnan(CompareLogits(Logits{1}, Logits{nan}, "fp32").max_difference));
}

TEST(Parity, RejectsAnotherNumberOfAnswers) {
  EXPECT_FALSE(CompareLogits(Logits{1, 2}, Logits{1}, "fp32").passed);
}

}  // namespace
}  // namespace swapbench
