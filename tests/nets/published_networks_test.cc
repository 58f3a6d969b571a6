// SPDX-License-Identifier: Apache-2.0
// Networks that others published, against theirs: parameter counts and answers.
#if SWAPBENCH_WITH_TORCH
#include <cstdlib>

#include "nets/fixtures.h"
#include "nets/safetensors.h"
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
  // Others count 22 and 21 million: f3net's with the 1,050,112 of a layer that DeepfakeBench's
  // Xception holds and does not use.
  EXPECT_EQ(CountParameters("f3net:classes=2"), 20'811'050u + 9 * 288u + 4 * 65'536u);
  EXPECT_EQ(CountParameters("spsl:classes=2"), 20'811'050u + 288u);
  // ... and 55: of two Xceptions, with what the second does not use.
  constexpr size_t kUnused = 2 * 1'050'112 + 4'098;
  EXPECT_EQ((CountParameters("srm:classes=2") + kUnused) / 1'000'000, 55u);
  EXPECT_EQ(CountParameters("capsule"), 3'896'638u);
  // ... and 48: with the whole Xception that DeepfakeBench's recce holds beside it, and timm's
  // layer of a thousand classes.
  constexpr size_t kBeside = 20'811'050 + 1'050'112 + 2'049'000;
  EXPECT_EQ((CountParameters("recce:classes=2") + kBeside + 500'000) / 1'000'000, 48u);
  // By hand: encoder 20,806,952, attention 531,524, reasoning 1,944,128, decoder 496,856, fc 4,098.
  EXPECT_EQ(CountParameters("recce:classes=2"), 23'783'558u);
  // ... and 47: with both Xceptions' last layers.
  constexpr size_t kLast = 2 * 4'098;
  EXPECT_EQ((CountParameters("ucf:classes=2") + kLast + 500'000) / 1'000'000, 47u);
  // By hand: encoders 2 * 21,857,064, halves 2 * 262,912, heads 132,610 and 134,149 (real and four
  // methods), decoder 2,323,523.
  EXPECT_EQ(CountParameters("ucf:classes=2"), 46'830'234u);
  EXPECT_EQ(CountParameters("core:classes=2"), 20'811'050u);
  // Wang et al. 2020 count 65.9 million with the layers for Cityscapes' 19 classes in place of
  // face_xray's two.
  constexpr size_t kSegments = 720 * 720 + 720 + 2 * 720 + 720 * 19 + 19, kDraws = 720 + 1 + 2;
  EXPECT_EQ((CountParameters("face_xray") - kDraws + kSegments + 50'000) / 100'000, 659u);
  // timm's with a thousand classes: 5,717,416, 22,050,664, 86,567,656.
  EXPECT_EQ(CountParameters("vit:classes=2"), 5'717'416u - 998 * 193);
  EXPECT_EQ(CountParameters("vit:classes=2,variant=small"), 22'050'664u - 998 * 385);
  EXPECT_EQ(CountParameters("vit:classes=2,variant=base"), 86'567'656u - 998 * 769);
  // Of Tan & Le's thousand classes two are left: torchvision states 5,288,548 for B0.
  EXPECT_EQ(CountParameters("efficientnet:classes=2"), 5'288'548u - 1'281'000u + 2'562u);
  EXPECT_EQ(CountParameters("efficientnet:classes=2,variant=b4"), 17'552'202u);
}

TEST(PublishedNetworks, AResnetOfAnotherDepthIsRefused) {
  EXPECT_THAT(ErrorOf([] { CountParameters("resnet:depth=20"); }),
              testing::HasSubstr("depths are 18, 34 and 50"));
}

struct Reference {
  std::string name, network;
  double single_precision = 1e-5;  // what rounding to float may change; untrained, deep: more
  friend std::ostream& operator<<(std::ostream& out, const Reference& r) { return out << r.name; }
};

class ReferenceNetwork : public testing::TestWithParam<Reference> {};

TEST_P(ReferenceNetwork, AnswersAsTheirs) {
  const TemporaryFolder folder;
  const std::string script =
      std::string(SWAPBENCH_SOURCE_DIR) + "/tests/nets/reference_networks.py";
  const std::string command = "/usr/bin/python3 '" + script + "' " + GetParam().name + " '" +
                              (folder / "weights.safetensors").string() + "' '" +
                              (folder / "case").string() + "'";
  const int status = std::system(command.c_str());
  if (WEXITSTATUS(status) == 3) GTEST_SKIP() << "needs python3-torchvision";
  ASSERT_EQ(status, 0);
  const TensorFile expected = ReadSafetensors(folder / "case");
  const NamedTensor &input = expected.At("input"), &answers = expected.At("answers");
  ASSERT_EQ(input.shape.size(), 4u);
  const Batch pictures{input.values,
                       {input.shape[0], input.shape[1], input.shape[2], input.shape[3]}};
  // Strict: a tensor that is missing, extra or misshapen is an error.
  const PreciseAnswer precise =
      PreciseAnswers(ModelOf(GetParam().network, folder.path()), pictures);
  ASSERT_EQ(precise.logits.size(), answers.values.size());
  EXPECT_GT(std::abs(answers.values[0] - answers.values[1]), .01);  // the picture matters
  ASSERT_EQ(precise.rounded.size(), answers.values.size());
  for (size_t i = 0; i < answers.values.size(); ++i) {
    const double scale = 1 + std::abs(answers.values[i]);
    EXPECT_NEAR(precise.logits[i], answers.values[i], 1e-6 * scale) << i;
    EXPECT_NEAR(precise.rounded[i], answers.values[i], GetParam().single_precision * scale) << i;
  }
  for (const auto& [name, ours_of] : precise.gradients) {  // layer by layer
    const std::vector<float>& theirs = expected.At("gradient." + name).values;
    EXPECT_GT(theirs[0], 0) << name;
    for (size_t i = 0; i < 2; ++i)
      EXPECT_NEAR(ours_of[i], theirs[i], 1e-5 * (theirs[0] + std::abs(theirs[i]))) << name;
  }
}

INSTANTIATE_TEST_SUITE_P(
    All, ReferenceNetwork,
    testing::Values(
        Reference{"resnet18", "resnet:classes=2,depth=18"},
        Reference{"resnet34", "resnet:classes=2,depth=34"},
        Reference{"resnet50", "resnet:classes=2,depth=50"},
        Reference{"xception", "xception:classes=2"}, Reference{"f3net", "f3net:classes=2,size=71"},
        Reference{"spsl", "spsl:classes=2,size=71"}, Reference{"srm", "srm:classes=2,size=71"},
        Reference{"ucf", "ucf:classes=2,size=71"}, Reference{"recce", "recce:classes=2,size=71"},
        Reference{"capsule", "capsule:size=96"},
        Reference{"face_xray", "face_xray:size=96,width=8"},
        Reference{"vit", "vit:classes=2,depth=3,size=96"},
        Reference{"efficientnet_b0", "efficientnet:classes=2", 1e-4},
        Reference{"efficientnet_b4", "efficientnet:classes=2,variant=b4", 1e-4},
        Reference{"efficientnet_b4_old",
                  "efficientnet:classes=2,padding=old,"
                  "stem_padding=false,variant=b4",
                  1e-4},
        Reference{"efficientnet_b0_symmetric", "efficientnet:classes=2,padding=symmetric", 1e-4}),
    [](const auto& test) { return test.param.name; });

}  // namespace
}  // namespace swapbench
#endif
