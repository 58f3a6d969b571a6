// SPDX-License-Identifier: Apache-2.0
#include "train/degrading.h"

#include <algorithm>

#include "train/loader.h"
#include "train/toy.h"

namespace swapbench {
namespace {

using testing::HasSubstr;

bool Same(const cv::Mat& a, const cv::Mat& b) { return cv::norm(a, b, cv::NORM_INF) == 0; }

cv::Mat SomePicture() { return ToyDataset(Toy::kChequered, {1, 1, 1}).Get(0).face.image; }

// 400 draws: sd 8.
TEST(DegraderTest, APictureMeetsADegradationWithItsProbability) {
  const cv::Mat image = SomePicture();
  for (const auto& [text, wanted] :
       {std::pair{"blur:sigma=1@.2", 80}, {"blur@0", 0}, {"blur@1", 400}, {"blur", 400}}) {
    const Degrader degrader({text});
    int degraded = 0;
    for (uint64_t i = 0; i < 400; ++i)
      degraded += !Same(degrader.Degrade(image, Rng(1, "test", i)), image);
    EXPECT_NEAR(degraded, wanted, wanted == 80 ? 40 : 0) << text;
  }
}

TEST(DegraderTest, AppliesThemInTheirOrderEachWithDrawsOfItsOwn) {
  const cv::Mat image = SomePicture();
  const Rng rng(1, "test", 3);
  const cv::Mat noisy = Degrader({"noise:sigma=2-9"}).Degrade(image, rng);
  EXPECT_FALSE(Same(noisy, image));
  EXPECT_TRUE(Same(Degrader({"noise:sigma=2-9", "blur:sigma=2"}).Degrade(image, rng),
                   Degrader({"blur:sigma=2"}).Degrade(noisy, rng)));
  EXPECT_FALSE(Same(Degrader({"noise:sigma=5", "blur:sigma=2"}).Degrade(image, rng),
                    Degrader({"blur:sigma=2", "noise:sigma=5"}).Degrade(image, rng)));
  EXPECT_TRUE(Same(Degrader().Degrade(image, rng), image));
}

TEST(DegraderTest, WritesOutWhatWasGiven) {
  EXPECT_THAT(Degrader({"jpeg:quality=50-95@.5", "blur"}).canonical(),
              testing::ElementsAre("jpeg:quality=50-95@0.5", "blur:sigma=1@1"));
}

TEST(DegraderTest, SaysWhatIsWrong) {
  const auto fault = [](const char* text) { return ErrorOf([&] { Degrader({text}); }); };
  EXPECT_EQ(fault("jpeg@1.5"),
            "'augment' = jpeg@1.5: behind the @ stands the probability, a number from 0 to 1, as "
            "in jpeg:quality=50-95@.5.");
  EXPECT_THAT(fault("jpeg@often"), HasSubstr("a number from 0 to 1"));
  EXPECT_THAT(fault("jpg@.5"), HasSubstr("no degradation called 'jpg' (did you mean 'jpeg'?)"));
  EXPECT_THAT(fault("jpeg:quality=0-9@.5"), HasSubstr("0 is outside 1 to 100"));
}

// (seed, epoch, record) decide, whoever makes the batch.
TEST(DegraderTest, GivesTheSameBatchesForAnyNumberOfWorkers) {
  const ToyDataset dataset(Toy::kChequered, {10, 2, 1});
  const TrainingRows rows = ChooseRows(dataset, "");
  const BatchOrder order(rows, 1, 6);
  const ImageCache images(dataset, rows.reals, 0, false, 1, SIZE_MAX);
  const Degrader degrader({"noise:sigma=3-20@.7", "jpeg:quality=20-60@.5"});
  const BatchPlan plain{{24}, QuickOptions()}, degraded{{24}, QuickOptions(), {}, {}, &degrader};
  std::vector<std::vector<float>> first;
  size_t changed = 0;
  for (const int workers : {0, 1, 3}) {
    Loader loader(order, images, nullptr, degraded, 2, 12, workers);
    for (size_t step = 2; step < 12; ++step) {
      const TrainingBatch batch = loader.Next();
      if (workers == 0) {
        changed += batch.input.values !=
                   MakeTrainingBatch(order.Batch(step), images, nullptr, plain).input.values;
        first.push_back(batch.input.values);
      } else {
        EXPECT_EQ(batch.input.values, first[step - 2]) << workers << ' ' << step;
      }
    }
  }
  EXPECT_EQ(changed, 10u);
}

/// A row of a batch of 24 px pictures.
std::vector<float> RowOf(const TrainingBatch& batch, size_t i) {
  constexpr size_t kStride = 3 * 24 * 24;
  const float* begin = batch.input.values.data() + i * kStride;
  return {begin, begin + kStride};
}

/// A swap's mask is the picture's blue.
class MaskedToys : public ToyDataset {
 public:
  using ToyDataset::ToyDataset;
  Sample Get(size_t i) const override {
    Sample sample = ToyDataset::Get(i);
    if (sample.info.label == Label::kFake) cv::extractChannel(sample.face.image, sample.mask, 0);
    return sample;
  }
};

TEST(DegraderTest, ViewsOfAPictureMeetDrawsOfTheirOwnAndMasksStay) {
  const MaskedToys dataset(Toy::kChequered, {4, 2, 1});
  const TrainingRows rows = ChooseRows(dataset, "");
  const BatchOrder order(rows, 1, 4);
  const ImageCache images(dataset, rows.reals, 0, true, 1, SIZE_MAX);
  TrainOptions options = QuickOptions();  // the degradation alone tells views apart
  options.flip = false;
  options.crop = options.brightness = 0;
  const Degrader degrader({"noise:sigma=10"});
  const BatchWishes wishes{.masks = true, .views = 2};
  const TrainingBatch plain =
      MakeTrainingBatch(order.Batch(0), images, nullptr, {{24}, options, wishes});
  const TrainingBatch batch =
      MakeTrainingBatch(order.Batch(0), images, nullptr, {{24}, options, wishes, {}, &degrader});
  EXPECT_EQ(batch.masks, plain.masks);
  EXPECT_GT(*std::ranges::max_element(plain.masks), .2);
  for (size_t i = 0; i < 8; i += 2) {
    EXPECT_EQ(RowOf(plain, i), RowOf(plain, i + 1));
    EXPECT_NE(RowOf(batch, i), RowOf(batch, i + 1));
    EXPECT_NE(RowOf(batch, i), RowOf(plain, i));
  }
}

}  // namespace
}  // namespace swapbench
