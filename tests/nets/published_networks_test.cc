// SPDX-License-Identifier: Apache-2.0
// Networks that others published, against theirs: parameter counts and answers.
#if SWAPBENCH_WITH_TORCH
#include <cstdlib>

#include "core/file.h"
#include "nets/fixtures.h"
#include "nets/safetensors.h"
#include "nets/untrained.h"
#include "support.h"

namespace swapbench {
namespace {

// He et al. 2016 with torchvision's thousand classes exchanged for two; DeepfakeBench's ResNet-34
// and Xception.
TEST(PublishedNetworks, HaveTheParametersThatWerePublished) {
  EXPECT_EQ(CountParameters("resnet:classes=2,depth=18"), 11'689'512u - 513'000u + 1'026u);
  EXPECT_EQ(CountParameters("resnet:classes=2,depth=34"), 21'285'698u);
  EXPECT_EQ(CountParameters("resnet:classes=2,depth=50"), 25'557'032u - 2'049'000u + 4'098u);
  EXPECT_EQ(CountParameters("xception:classes=2"), 20'811'050u);
  EXPECT_EQ(CountParameters("xception:classes=1"), 20'811'050u - 2'049u);
}

TEST(PublishedNetworks, AResnetOfAnotherDepthIsRefused) {
  EXPECT_THAT(ErrorOf([] { CountParameters("resnet:depth=20"); }),
              testing::HasSubstr("depths are 18, 34 and 50"));
}

struct Reference {
  std::string name, network;
  friend std::ostream& operator<<(std::ostream& out, const Reference& r) { return out << r.name; }
};

class ReferenceNetwork : public testing::TestWithParam<Reference> {};

TEST_P(ReferenceNetwork, AnswersAsTheirs) {
  const TemporaryFolder folder;
  const std::string script =
      std::string(SWAPBENCH_SOURCE_DIR) + "/tests/nets/reference_networks.py";
  const std::string command = "/usr/bin/python3 '" + script + "' " + GetParam().name + " '" +
                              (folder / "weights").string() + "' '" + (folder / "case").string() +
                              "'";
  const int status = std::system(command.c_str());
  if (WEXITSTATUS(status) == 3) GTEST_SKIP() << "needs python3-torchvision";
  ASSERT_EQ(status, 0);
  WriteUntrainedModel(Spec::Parse(GetParam().network), 1, folder / "model");
  const ModelInfo info = ReadModel(folder / "model").info;
  // Strict: a tensor that is missing, extra or misshapen is an error.
  PublishFile(folder / "model" / "weights.safetensors", ReadFile(folder / "weights"));
  WriteModelInfo(folder / "model", info);
  const TensorFile expected = ReadSafetensors(folder / "case");
  const NamedTensor &input = expected.At("input"), &answers = expected.At("answers");
  ASSERT_EQ(input.shape.size(), 4u);
  const Batch pictures{input.values,
                       {input.shape[0], input.shape[1], input.shape[2], input.shape[3]}};
  const std::vector<float> ours = Answers(ReadModel(folder / "model"), pictures);
  ASSERT_EQ(ours.size(), answers.values.size());
  EXPECT_NE(answers.values[0], answers.values[1]);
  for (size_t i = 0; i < ours.size(); ++i)
    EXPECT_NEAR(ours[i], answers.values[i], 1e-5 * (1 + std::abs(answers.values[i]))) << i;
}

INSTANTIATE_TEST_SUITE_P(All, ReferenceNetwork,
                         testing::Values(Reference{"resnet18", "resnet:classes=2,depth=18"},
                                         Reference{"resnet34", "resnet:classes=2,depth=34"},
                                         Reference{"resnet50", "resnet:classes=2,depth=50"},
                                         Reference{"xception", "xception:classes=2"}),
                         [](const auto& test) { return test.param.name; });

}  // namespace
}  // namespace swapbench
#endif
