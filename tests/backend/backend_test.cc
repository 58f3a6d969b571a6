// SPDX-License-Identifier: Apache-2.0
#include "backend/backend.h"

#include <cmath>

#include "support.h"

#if SWAPBENCH_WITH_TORCH

#include "backend/models.h"
#include "backend/parity.h"

namespace swapbench {
namespace {

class EveryNetwork : public testing::TestWithParam<std::string> {
 protected:
  TemporaryFolder folder_;
  Model model_ = UntrainedModel(folder_, GetParam());
};

INSTANTIATE_TEST_SUITE_P(Backend, EveryNetwork, testing::ValuesIn(SmallNetworks()),
                         [](const auto& test) { return "Network" + std::to_string(test.index); });

TEST_P(EveryNetwork, GetsTheSameAnswersFromEveryRuntimeAtAnyBatchSize) {
  const auto reference = MakeBackend("torch:threads=1", model_);
  for (const char* spec :
       {"torch:layout=nhwc,threads=2", "torch_frozen", "opencv_dnn", "opencv_dnn:threads=2"}) {
    const auto backend = MakeBackend(spec, model_);
    for (const int64_t count : {3, 1, 8}) {
      const Batch batch = NoiseBatch(count, model_.info.input);
      const Parity parity =
          CompareLogits(reference->Run(batch.view()), backend->Run(batch.view()), "fp32");
      EXPECT_TRUE(parity.passed) << spec << " with a batch of " << count << ": " << parity.reason;
    }
  }
}

TEST_P(EveryNetwork, AnswersARowOfABatchAsItAnswersItAlone) {
  const Batch batch = NoiseBatch(4, model_.info.input);
  const size_t stride = batch.values.size() / 4;
  for (const char* spec : {"torch", "torch_frozen", "opencv_dnn"}) {
    const auto backend = MakeBackend(spec, model_);
    const std::vector<float> together = backend->Run(batch.view());
    TensorView last{batch.values.data() + 3 * stride, batch.shape};
    last.shape[0] = 1;
    const std::vector<float> alone = backend->Run(last);
    ASSERT_EQ(together.size(), 4 * alone.size()) << spec;
    EXPECT_TRUE(CompareLogits(alone, std::span(together).last(alone.size()), "fp32").passed)
        << spec;
  }
}

TEST_P(EveryNetwork, AttributesALogitToThePlacesOfItsLastMaps) {
  const auto backend = MakeBackend("torch", model_);
  const Batch batch = NoiseBatch(2, model_.info.input);
  const auto attribution = backend->Attribute(batch.view());
  if (model_.info.answer == Answer::kPicture) {
    EXPECT_FALSE(attribution.has_value()) << "a picture has no one answer";
    return;
  }
  ASSERT_TRUE(attribution.has_value());
  const auto& [rows, cols, values, kind] = *attribution;
  EXPECT_EQ(kind, Attribution::Kind::kHiResCam);
  EXPECT_EQ(rows, cols);
  EXPECT_GT(rows * cols, 1);
  EXPECT_LT(rows, model_.info.input.size);
  ASSERT_EQ(values.size(), 2u * static_cast<size_t>(rows * cols));
  for (const float value : values) EXPECT_TRUE(std::isfinite(value));
  EXPECT_GT(std::ranges::count_if(values, [](float value) { return value != 0; }), 2);
}

// Where the mean over the places and one linear layer follow: the map leaves nothing out. An
// untrained layer's bias is 0.
TEST(Attribution, SumsToTheLogit) {
  for (const char* network : {"small_resnet:size=64,width=8", "efficientnet:size=64",
                              "resnet:size=64,depth=18", "xception:size=71"}) {
    TemporaryFolder folder;
    const auto backend = MakeBackend("torch", UntrainedModel(folder, network));
    const Batch batch = NoiseBatch(1, ReadModel(folder / "model").info.input);
    const auto attribution = backend->Attribute(batch.view());
    ASSERT_TRUE(attribution.has_value()) << network;
    double sum = 0, size = 0;
    for (const float value : attribution->values) {
      sum += value;
      size += std::abs(value);
    }
    EXPECT_NEAR(sum, backend->Run(batch.view()).at(0), 1e-4 * size) << network;
  }
}

double MeanProbability(std::span<const float> logits) {
  double sum = 0;
  for (const float logit : logits) sum += 1 / (1 + std::exp(-double{logit}));
  return sum / static_cast<double>(logits.size());
}

// Face X-ray answers by a linear layer on the mean of the seam that it draws: three pictures lie on
// one line. Untrained it has no shifts, so its logits grow with its input: noise that is faint
// enough leaves them where the mean tells pictures apart.
TEST(Attribution, IsTheSeamOfANetworkThatDrawsOne) {
  TemporaryFolder folder;
  const Model model = UntrainedModel(folder, "face_xray:size=64,width=8");
  constexpr size_t kPlaces = 64 * 64;
  Batch batch = NoiseBatch(3, model.info.input);
  const auto loud = MakeBackend("torch", model)->Attribute(batch.view());
  ASSERT_TRUE(loud.has_value());
  const float largest = std::abs(
      *std::ranges::max_element(loud->values, {}, [](float logit) { return std::abs(logit); }));
  for (float& value : batch.values) value /= largest;
  for (const char* spec : {"torch", "torch:layout=nhwc"}) {
    const auto backend = MakeBackend(spec, model);
    const auto seam = backend->Attribute(batch.view());
    ASSERT_TRUE(seam.has_value());
    EXPECT_EQ(seam->kind, Attribution::Kind::kSeam);
    EXPECT_EQ(seam->rows, 64);
    EXPECT_EQ(seam->cols, 64);
    ASSERT_EQ(seam->values.size(), 3 * kPlaces);
    std::vector<double> mean;
    for (size_t i = 0; i < 3; ++i)
      mean.push_back(MeanProbability(std::span(seam->values).subspan(i * kPlaces, kPlaces)));
    const std::vector<float> answers = backend->Run(batch.view());
    ASSERT_GT(std::abs(mean[1] - mean[0]), 1e-4);
    const double slope = (double{answers[1]} - answers[0]) / (mean[1] - mean[0]);
    EXPECT_NEAR(answers[2], answers[0] + slope * (mean[2] - mean[0]), 1e-2);
  }
}

TEST(Backend, ReportsTheThreadsItReallyUses) {
  TemporaryFolder folder;
  const Model model = UntrainedModel(folder, "meso4:size=64");
  for (const char* spec : {"torch:threads=2", "torch_frozen:threads=2", "opencv_dnn:threads=2"})
    EXPECT_EQ(MakeBackend(spec, model)->traits().threads, 2) << spec;
  for (const char* spec : {"torch", "torch_frozen", "opencv_dnn", "null"})
    EXPECT_EQ(MakeBackend(spec, model)->traits().threads, 1) << spec;
}

TEST(Backend, KnowsTwoRuntimesThatAgreeFromTwoThatDoNot) {
  TemporaryFolder folder;
  const Model model = UntrainedModel(folder, "meso4:size=64");
  const Batch batch = NoiseBatch(2, model.info.input);
  const auto agreeing = MakeBackend("check:a=[torch:threads=1],b=opencv_dnn", model);
  EXPECT_EQ(agreeing->Run(batch.view()), MakeBackend("torch", model)->Run(batch.view()));
  const auto differing = MakeBackend("check:a=torch,b=null", model);
  EXPECT_THAT(ErrorOf([&] { differing->Run(batch.view()); }), testing::HasSubstr("disagree"));
}

TEST(Backend, NullAnswersZeroToEveryFaceAndIsMarkedAsAControl) {
  TemporaryFolder folder;
  Model model = UntrainedModel(folder, "meso4:size=64");
  const auto backend = MakeBackend("null", model);
  EXPECT_TRUE(backend->traits().control);
  EXPECT_EQ(backend->Run(NoiseBatch(3, model.info.input).view()), std::vector<float>(3, 0));
  model.info.answer = Answer::kPicture;
  const Batch batch = NoiseBatch(2, model.info.input);
  EXPECT_EQ(MakeBackend("null", model)->Run(batch.view()).size(), batch.values.size());
}

}  // namespace
}  // namespace swapbench

#else

TEST(Backend, NeedsModels) { GTEST_SKIP() << "a model to test with needs LibTorch"; }

#endif
