// SPDX-License-Identifier: Apache-2.0
// Fakes that a training makes itself.
#include "train/fakes.h"

#include "core/file.h"
#include "nets/model.h"
#include "nets/reliability.h"
#include "nets/seen_methods.h"
#include "portrait/portrait.h"
#include "train/feature_fit.h"
#include "train/loader.h"
#include "train/toy.h"

namespace swapbench {
namespace {

using testing::HasSubstr;

/// People who do not exist, 64 px, reals alone; `people` in train and val.
class DrawnFaces : public Dataset {
 public:
  explicit DrawnFaces(std::array<size_t, 2> people) {
    const std::array<std::string, 2> splits = {"train", "val"};
    for (size_t split = 0; split < 2; ++split)
      for (size_t i = 0; i < people[split]; ++i) {
        SampleInfo info;
        info.id = Concat("drawn/", splits[split], "/", i);
        info.split = splits[split];
        infos_.push_back(info);
        PortraitOptions options;
        options.size = 64;
        const Portrait portrait = DrawPortrait(3, infos_.size(), 0, options);
        faces_.push_back({portrait.image, portrait.landmarks});
      }
  }
  size_t size() const override { return infos_.size(); }
  const SampleInfo& info(size_t i) const override { return infos_[i]; }
  Record GetRecord(size_t i) const override {
    Record record;
    record.info = infos_[i];
    record.image = EncodePng(Get(i).face.image);
    return record;
  }
  Sample Get(size_t i) const override { return {infos_[i], faces_[i], {}}; }

 private:
  std::vector<SampleInfo> infos_;
  std::vector<Face> faces_;
};

const Spec kBlend = Spec::Parse("self_blend");

double Difference(const cv::Mat& a, const cv::Mat& b) { return cv::norm(a, b, cv::NORM_INF); }

TEST(FakesTest, FollowFromTheFaceAndTheStreamAlone) {
  const DrawnFaces faces({2, 0});
  const auto maker = MakerOfFakes(kBlend);
  const Face face = faces.Get(0).face;
  const cv::Mat made = maker->Make(face, Rng(1, "test"), "a").image;
  EXPECT_GT(Difference(made, face.image), 0);
  EXPECT_EQ(Difference(made, maker->Make(face, Rng(1, "test"), "a").image), 0);
  EXPECT_GT(Difference(made, maker->Make(face, Rng(2, "test"), "a").image), 0);
  EXPECT_EQ(MakerOfFakes(Spec{"corpus", {}}), nullptr);
}

TEST(FakesTest, AreSwapsWithNobodyElse) {
  EXPECT_THAT(ErrorOf([] { MakerOfFakes(Spec{"paste", {}}); }), HasSubstr("needs another one"));
  EXPECT_THAT(ErrorOf([] { MakerOfFakes(Spec{"identity", {}}); }), HasSubstr("needs another one"));
  EXPECT_THAT(ErrorOf([] { MakerOfFakes(Spec{"self_blnd", {}}); }), HasSubstr("'self_blend'"));
  const Face plain{cv::Mat(64, 64, CV_8UC3, cv::Scalar(9, 9, 9)), {}};
  EXPECT_THAT(ErrorOf([&] { MakerOfFakes(kBlend)->Make(plain, Rng(1, "test"), "toy/7"); }),
              HasSubstr("toy/7 has no landmarks"));
}

TEST(FakesTest, StandBesideTheirRealsForAnyNumberOfWorkers) {
  const DrawnFaces faces({6, 0});
  TrainingRows rows;
  rows.reals = {0, 1, 2, 3, 4, 5};
  rows.made_by = "self_blend";
  TrainOptions options = QuickOptions();
  options.crop = options.brightness = 0;
  options.flip = false;
  const BatchOrder order(rows, 1, 4);
  EXPECT_EQ(order.rows_per_step(), 4u);
  EXPECT_EQ(order.StepsAfter(1), 3u);
  const ImageCache images(faces, rows.reals, 0, false, 1, SIZE_MAX);
  const auto maker = MakerOfFakes(kBlend);
  std::vector<std::vector<float>> first, masks;
  for (const int workers : {0, 1, 3}) {
    Loader loader(order, images, maker.get(), {{64}, options, {.masks = true}}, 0, 6, workers);
    for (size_t step = 0; step < 6; ++step) {
      const TrainingBatch batch = loader.Next();
      EXPECT_EQ(batch.labels, (std::vector<float>{0, 1, 0, 1}));
      ASSERT_EQ(batch.masks.size(), 4u * 64 * 64);
      if (workers == 0) masks.push_back(batch.masks), first.push_back(batch.input.values);
      else EXPECT_EQ(batch.input.values, first[step]) << workers << ' ' << step;
      EXPECT_EQ(batch.masks, masks[step]);
    }
  }
  // A fake equals its real outside the region, and is another one in the next epoch.
  const auto row = [&](size_t step, size_t i) {
    const size_t stride = first[step].size() / 4;
    const auto begin = first[step].begin() + static_cast<long>(i * stride);
    return std::vector<float>(begin, begin + static_cast<long>(stride));
  };
  const std::vector<float> real = row(0, 0), fake = row(0, 1);
  EXPECT_EQ(real.front(), fake.front()) << "a corner of the picture";
  EXPECT_NE(real, fake);
  // Where the mask is 0 nothing was swapped, and the mask of a real is 0 everywhere.
  constexpr size_t kPixels = 64 * 64;
  size_t inside = 0;
  for (size_t i = 0; i < kPixels; ++i) {
    EXPECT_EQ(masks[0][i], 0);
    inside += masks[0][kPixels + i] > 0;
    for (size_t c = 0; c < 3 && masks[0][kPixels + i] == 0; ++c)
      ASSERT_EQ(real[c * kPixels + i], fake[c * kPixels + i]);
  }
  EXPECT_GT(inside, kPixels / 20);
  for (size_t step = 3; step < 6; ++step)
    for (const size_t i : {0, 2}) EXPECT_FALSE(row(step, i) == real && row(step, i + 1) == fake);
}

TEST(FakesTest, LandmarksGoWithThePictureThatTheCacheShrinks) {
  const DrawnFaces faces({1, 0});
  const Face whole = faces.Get(0).face,
             small = ImageCache(faces, {0}, 32, false, 1, SIZE_MAX).Get(0).face;
  ASSERT_EQ(small.image.size(), cv::Size(32, 32));
  for (size_t i = 0; i < 68; ++i) {
    EXPECT_NEAR((*small.landmarks)[i].x + .5, ((*whole.landmarks)[i].x + .5) / 2, 1e-4);
    EXPECT_NEAR((*small.landmarks)[i].y + .5, ((*whole.landmarks)[i].y + .5) / 2, 1e-4);
  }
}

#if SWAPBENCH_WITH_TORCH
TEST(FakesTest, AreWhatATrainingOnRealsAloneLearnsFrom) {
  const TemporaryFolder folder;
  const DrawnFaces faces({24, 8});
  TrainOptions options = QuickOptions();
  options.fakes = kBlend;
  options.epochs = 2;
  TrainModel(faces, "fingerprint", Spec::Parse("small_resnet:blocks=1,size=64,width=8"), options,
             folder / "model");
  const Model model = ReadModel(folder / "model");
  EXPECT_THAT(model.info.ledger, HasSubstr("\"fakes\":\"self_blend"));
  EXPECT_THAT(model.info.ledger, HasSubstr("\"training_reals\":24,"));
  EXPECT_THAT(ReadSeenMethods(model.info.ledger), testing::ElementsAre("self_blend"));
  EXPECT_TRUE(std::isfinite(model.info.threshold));
  const auto stated = ReadReliability(model.info.ledger);
  ASSERT_TRUE(stated.has_value());
  EXPECT_EQ(stated->false_alarms.of, 8u);
  EXPECT_EQ(stated->misses.of, 8u) << "a fake of each real";
  EXPECT_THAT(stated->tested.methods, testing::ElementsAre("self_blend"));
  options.method = "paste";
  EXPECT_THAT(
      ErrorOf([&] { TrainModel(faces, "fingerprint", kQuickNetwork, options, folder / "other"); }),
      HasSubstr("give one of the two"));
}
#endif

TEST(FakesTest, AreWhatALinearFitOnRealsAloneLearnsFrom) {
  const TemporaryFolder folder;
  const DrawnFaces faces({24, 8});
  TrainOptions options;
  options.fakes = kBlend;
  const auto fit = [&](const std::string& name) {
    FitModel(faces, "fingerprint", Spec::Parse("spectrum_fit:bins=32"), options, folder / name);
    return ReadModel(folder / name);
  };
  const Model model = fit("model");
  EXPECT_THAT(model.info.ledger, HasSubstr("\"fakes\":\"[self_blend"));
  EXPECT_THAT(model.info.ledger, HasSubstr("\"training_reals\":24,"));
  EXPECT_THAT(ReadSeenMethods(model.info.ledger), testing::ElementsAre("self_blend"));
  EXPECT_TRUE(std::isfinite(model.info.threshold));
  const auto stated = ReadReliability(model.info.ledger);
  ASSERT_TRUE(stated.has_value());
  EXPECT_EQ(stated->misses.of, 8u) << "a fake of each real";
  EXPECT_THAT(stated->tested.methods, testing::ElementsAre("self_blend"));
  options.seed = 2;
  EXPECT_NE(fit("other").weights_sha256, model.weights_sha256) << "other fakes";
}

}  // namespace
}  // namespace swapbench
