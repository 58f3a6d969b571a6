// SPDX-License-Identifier: Apache-2.0
#if SWAPBENCH_WITH_TORCH
#include "core/file.h"
#include "core/rng.h"
#include "nets/fixtures.h"
#include "nets/networks.h"
#include "nets/safetensors.h"
#include "nets/untrained.h"
#include "support.h"

namespace swapbench {
namespace {

using testing::Each;
using testing::HasSubstr;

const std::vector<std::string> kEveryKind = {"meso4:size=64",
                                             "meso4:leaky=false,size=64",
                                             "meso4:size=64,variant=dfb",
                                             "mesoinception4:size=64",
                                             "mesoinception4:size=64,variant=dfb",
                                             "small_resnet:size=64",
                                             "resnet:size=64",
                                             "resnet:classes=2,depth=50,size=64",
                                             "xception:size=71",
                                             "efficientnet:size=64",
                                             "f3net:size=71",
                                             "spsl:size=71",
                                             "srm:size=71",
                                             "recce:size=71",
                                             "ucf:size=71",
                                             "capsule:size=64",
                                             "core:size=71",
                                             "face_xray:size=64,width=8",
                                             "vit:size=64"};

Batch Noise(int64_t rows, int64_t size, uint64_t seed) {
  Batch batch{{}, {rows, 3, size, size}};
  Rng rng(seed, "test/noise");
  for (size_t i = 0; i < batch.view().size(); ++i)
    batch.values.push_back(static_cast<float>(rng.Uniform(-1, 1)));
  return batch;
}

Model Untrained(const TemporaryFolder& folder, const std::string& spec, uint64_t seed) {
  const auto path = folder / Concat("model", seed);
  WriteUntrainedModel(Spec::Parse(spec), seed, path);
  return ReadModel(path);
}

// The counts that the authors of each variant report, see Afchar et al. 2018 and DeepfakeBench.
TEST(NetworkTest, HasTheParametersThatWerePublished) {
  EXPECT_EQ(CountParameters("meso4:variant=keras"), 27977u);
  EXPECT_EQ(CountParameters("meso4:variant=dfb"), 27898u);
  EXPECT_EQ(CountParameters("mesoinception4:variant=dfb"), 28525u);
  // By hand: blocks 378 and 478, norms 22 + 24 + 32 + 32, 5x5 4816 and 6416, dense 16400 + 17.
  EXPECT_EQ(CountParameters("mesoinception4:variant=keras"), 28615u);
}

TEST(NetworkTest, SmallResnetIsSmall) {
  EXPECT_GT(CountParameters("small_resnet"), 100'000u);
  EXPECT_LT(CountParameters("small_resnet"), 750'000u);
}

TEST(NetworkTest, AnswersOneFiniteNumberARowWhateverTheBatch) {
  for (const std::string& spec : kEveryKind) {
    const TemporaryFolder folder;
    const Model model = Untrained(folder, spec, 1);
    const int side = FormatOf(spec).size;
    const Batch three = Noise(3, side, 9);
    std::vector<Batch> batches = {three};
    const size_t stride = three.values.size() / 3;
    for (size_t i = 0; i < 3; ++i) {
      Batch one{{}, {1, 3, side, side}};
      one.values.assign(three.values.begin() + static_cast<long>(i * stride),
                        three.values.begin() + static_cast<long>((i + 1) * stride));
      batches.push_back(std::move(one));
    }
    const auto logits = PreciseLogits(model, batches);
    ASSERT_EQ(logits[0].size(), 3u) << spec;
    EXPECT_NE(logits[0][0], logits[0][1]) << spec;
    for (size_t i = 0; i < 3; ++i) EXPECT_NEAR(logits[i + 1].at(0), logits[0][i], 1e-9) << spec;
  }
}

// srm's attention is shut at first: its gains begin at 0 and open with the first step.
bool BeginsShut(const std::string& parameter) {
  return parameter.starts_with("dual_cma") && parameter.find("gamma") == std::string::npos;
}

// capsule's last convolution adds one number to one channel, which the normalisation behind it
// takes off again: what is left of its gradient is rounding error, on some runs exactly 0.
bool IsCentredAway(const std::string& parameter) {
  return parameter.starts_with("fea_ext.capsules") && parameter.ends_with(".9.bias");
}

TEST(NetworkTest, EveryParameterLearns) {
  for (const std::string& spec : kEveryKind)
    for (const auto& [name, gradient] : Gradients(spec, Noise(8, FormatOf(spec).size, 2))) {
      if (IsCentredAway(name)) EXPECT_LT(gradient, 1e-4) << spec << ' ' << name;
      else EXPECT_EQ(gradient > 0, !BeginsShut(name)) << spec << ' ' << name;
    }
}

TEST(NetworkTest, InitialWeightsFollowFromTheSeedAlone) {
  const TemporaryFolder folder;
  const auto weights = [&](uint64_t seed) {
    return ReadFile(Untrained(folder, "small_resnet:size=64", seed).folder / "weights.safetensors");
  };
  const std::string first = weights(1);
  DisturbTorchGenerator();
  EXPECT_EQ(weights(1), first);
  EXPECT_NE(weights(2), first);
}

double MeanSquare(const NamedTensor& tensor) {
  double squares = 0;
  for (const float value : tensor.values) squares += double{value} * value;
  return squares / static_cast<double>(tensor.values.size());
}

TensorFile FirstWeights(const std::string& network) {
  const TemporaryFolder folder;
  return ReadSafetensors(Untrained(folder, network, 3).folder / "weights.safetensors");
}

TEST(NetworkTest, ConvolutionsBeginWithHesSpread) {
  for (const NamedTensor& tensor : FirstWeights("small_resnet").tensors) {
    if (tensor.shape.size() != 4 || tensor.values.size() < 10'000) continue;
    const double fan_in = static_cast<double>(tensor.shape[1] * tensor.shape[2] * tensor.shape[3]);
    // Relative standard error of a variance of n normals: sqrt(2 / n) < .0142; five of them.
    EXPECT_NEAR(MeanSquare(tensor) * fan_in / 2, 1, .071) << tensor.name;
  }
}

// Qian et al.'s normal numbers of .1; five standard errors of 4 * 71 * 71 of them.
TEST(NetworkTest, TheLearntBandsBeginWithTheSpreadThatWasPublished) {
  const TensorFile file = FirstWeights("f3net:size=71");
  double mean = 0;
  for (int band = 0; band < 4; ++band)
    mean += MeanSquare(file.At(Concat("FAD_head.filters.", band, ".learnable"))) / 4;
  EXPECT_NEAR(mean / (.1 * .1), 1, .05);
}

// A fiftieth of Glorot's: five standard errors of 128 * 2048 numbers.
TEST(NetworkTest, AttentionBeginsSmall) {
  const TensorFile file = FirstWeights("srm:size=71");
  const double published = .02 * .02 * 2 / (128 + 2048);
  EXPECT_NEAR(MeanSquare(file.At("fusion.ca.sharedMLP.0.weight")) / published, 1, .014);
}

// Eight times the difference from a 3x3 mean: nothing on a plain picture.
TEST(NetworkTest, TheResidualIsNoSubjectOfChance) {
  const TemporaryFolder folder;
  const auto file =
      ReadSafetensors(Untrained(folder, "small_resnet", 3).folder / "weights.safetensors");
  const NamedTensor& kernel = file.At("residue");
  ASSERT_EQ(kernel.shape, (std::vector<int64_t>{3, 1, 3, 3}));
  for (size_t i = 0; i < kernel.values.size(); ++i)
    EXPECT_FLOAT_EQ(kernel.values[i], i % 9 == 4 ? 64 / 9.f : -8 / 9.f);
}

TEST(NetworkTest, TheVariantsSeeWhatTheirAuthorsSaw) {
  const InputFormat keras = FormatOf("meso4");
  EXPECT_EQ(keras.size, 256);
  EXPECT_EQ(keras.resize, "nearest_exact");
  EXPECT_THAT(keras.mean, Each(0));
  EXPECT_THAT(keras.sd, Each(1));
  const InputFormat dfb = FormatOf("mesoinception4:variant=dfb");
  EXPECT_EQ(dfb.resize, "area");
  EXPECT_THAT(dfb.mean, Each(.5));
}

TEST(NetworkTest, WrongWeightsAreRefusedByTheTensorsName) {
  const TemporaryFolder folder;
  const auto file = Untrained(folder, "meso4:size=64", 1).folder / "weights.safetensors";
  EXPECT_THAT(ErrorOf([&] { LoadInto("meso4:size=128", file); }), HasSubstr("fc1.weight"));
  EXPECT_THAT(ErrorOf([&] { LoadInto("small_resnet", file); }), HasSubstr("bn1.bias"));

  TensorFile content = ReadSafetensors(file);
  std::erase_if(content.tensors, [](const NamedTensor& t) { return t.name == "conv3.bias"; });
  PublishFile(folder / "less.safetensors", EncodeSafetensors(content));
  EXPECT_THAT(ErrorOf([&] { LoadInto("meso4:size=64", folder / "less.safetensors"); }),
              HasSubstr("'conv3.bias' is missing"));
}

TEST(NetworkTest, AMesoNetworkNeedsAMultipleOf32) {
  EXPECT_THAT(ErrorOf([] { CountParameters("meso4:size=100"); }), HasSubstr("multiple of 32"));
}

}  // namespace
}  // namespace swapbench
#endif
