// SPDX-License-Identifier: Apache-2.0
#include "train/batches.h"

#include <algorithm>
#include <map>

#include "train/augment.h"
#include "train/loader.h"
#include "train/toy.h"

namespace swapbench {
namespace {

TEST(PermutedTest, IsAPermutationThatTheKeyDecides) {
  for (const uint64_t n : {1, 2, 3, 7, 64, 1000}) {
    std::set<uint64_t> seen;
    for (uint64_t i = 0; i < n; ++i) seen.insert(Permuted(i, n, Rng(1, "test", 0)));
    EXPECT_EQ(seen.size(), n);
    EXPECT_LT(*seen.rbegin(), n);
  }
  int same = 0;
  for (uint64_t i = 0; i < 1000; ++i)
    same += Permuted(i, 1000, Rng(1, "test", 0)) == Permuted(i, 1000, Rng(1, "test", 1));
  EXPECT_LT(same, 10);  // one is expected by chance
}

// Each of 10 values stands at each of 10 places in a tenth of 2,000 permutations: sd 13.4.
TEST(PermutedTest, PrefersNoPlace) {
  std::map<std::pair<uint64_t, uint64_t>, int> count;
  for (uint64_t key = 0; key < 2000; ++key)
    for (uint64_t i = 0; i < 10; ++i) ++count[{i, Permuted(i, 10, Rng(3, "test", key))}];
  EXPECT_EQ(count.size(), 100u);
  for (const auto& [pair, n] : count) EXPECT_NEAR(n, 200, 65);
}

TEST(BatchOrderTest, PassesOnceOverTheRealsWithTheirOwnFakesBesideThem) {
  const ToyDataset dataset(Toy::kChequered, {10, 2, 1});
  const TrainingRows rows = ChooseRows(dataset, "");
  const BatchOrder order(rows, 1, 8);
  EXPECT_EQ(order.StepsAfter(1), 3u);
  EXPECT_EQ(order.StepsAfter(2), 5u);
  std::map<uint64_t, std::multiset<size_t>> reals;
  for (size_t step = 0; step < 5; ++step) {
    const auto batch = order.Batch(step);
    ASSERT_EQ(batch.size(), 8u);
    for (size_t i = 0; i < batch.size(); i += 2) {
      EXPECT_FALSE(batch[i].fake);
      EXPECT_TRUE(batch[i + 1].fake);
      EXPECT_EQ(dataset.info(batch[i + 1].record).twin, dataset.info(batch[i].record).id);
      reals[batch[i].epoch].insert(batch[i].record);
    }
  }
  for (const uint64_t epoch : {0, 1})
    EXPECT_EQ(reals[epoch], std::multiset<size_t>(rows.reals.begin(), rows.reals.end()));
}

TEST(BatchOrderTest, WhereNoFakeIsWantedABatchIsFullOfReals) {
  const ToyDataset dataset(Toy::kChequered, {10, 2, 1});
  const TrainingRows rows = ChooseReals(dataset);
  EXPECT_EQ(rows.validation.size(), 2u);
  const BatchOrder order(rows, 1, 5);
  EXPECT_EQ(order.rows_per_step(), 5u);
  EXPECT_EQ(order.StepsAfter(1), 2u);
  std::multiset<size_t> seen;
  for (size_t step = 0; step < 2; ++step)
    for (const BatchRow& row : order.Batch(step)) {
      EXPECT_FALSE(row.fake);
      seen.insert(row.record);
    }
  EXPECT_EQ(seen, std::multiset<size_t>(rows.reals.begin(), rows.reals.end()));
}

TEST(BatchOrderTest, WithoutTwinsAllFakesTakeTheirTurn) {
  ToyDataset dataset(Toy::kChequered, {6, 2, 1});
  for (SampleInfo& info : dataset.infos_) info.twin.clear();
  const TrainingRows rows = ChooseRows(dataset, "");
  const BatchOrder order(rows, 1, 4);
  std::set<size_t> fakes;
  for (size_t step = 0; step < order.StepsAfter(1); ++step)
    for (const BatchRow& row : order.Batch(step))
      if (row.fake) fakes.insert(row.record);
  EXPECT_EQ(fakes.size(), 6u);
}

TEST(BatchOrderTest, AMethodIsTrainedAlone) {
  const ToyDataset dataset(Toy::kChequered, {8, 4, 1});
  const TrainingRows rows = ChooseRows(dataset, "one");
  EXPECT_EQ(rows.fakes.size(), 4u);
  EXPECT_EQ(rows.validation.size(), 6u);
  for (const size_t fake : rows.fakes) EXPECT_EQ(dataset.info(fake).method, "one");
}

TEST(BatchOrderTest, FakesAreNumberedByTheirMethod) {
  const ToyDataset dataset(Toy::kChequered, {8, 4, 1});
  const TrainingRows rows = ChooseRows(dataset, "");
  EXPECT_EQ(rows.CountMethods(), 2);
  const auto batch = BatchOrder(rows, 1, 16).Batch(0);
  for (const BatchRow& row : batch) {
    const SampleInfo& info = dataset.info(row.record);
    EXPECT_EQ(row.method, !row.fake ? 0 : info.method == "one" ? 1 : 2);
  }
  const ImageCache images(dataset, {}, 0, false, 1, SIZE_MAX);
  const TrainingBatch made =
      MakeTrainingBatch(batch, images, nullptr, {{24}, QuickOptions(), {.views = 2}});
  for (size_t i = 0; i < batch.size(); ++i)
    for (const size_t view : {0, 1}) EXPECT_EQ(made.methods[2 * i + view], batch[i].method);
  EXPECT_EQ(ChooseRows(dataset, "other").CountMethods(), 1);
  EXPECT_EQ(ChooseReals(dataset).CountMethods(), 0);
  TrainOptions options = QuickOptions();
  options.fakes = Spec::Parse("self_blend");
  EXPECT_EQ(ChooseRows(dataset, options).CountMethods(), 1);
}

TEST(LoaderTest, GivesTheSameBatchesForAnyNumberOfWorkers) {
  const ToyDataset dataset(Toy::kChequered, {10, 2, 1});
  const TrainingRows rows = ChooseRows(dataset, "");
  const BatchOrder order(rows, 1, 6);
  const ImageCache images(dataset, rows.reals, 0, false, 1,
                          SIZE_MAX);  // the fakes are decoded anew each time
  std::vector<std::vector<float>> first;
  for (const int workers : {0, 1, 3}) {
    Loader loader(order, images, nullptr, {{24}, QuickOptions()}, 2, 12, workers);
    for (size_t step = 0; step < 10; ++step) {
      const TrainingBatch batch = loader.Next();
      EXPECT_EQ(batch.labels, (std::vector<float>{0, 1, 0, 1, 0, 1}));
      if (workers == 0) first.push_back(batch.input.values);
      else EXPECT_EQ(batch.input.values, first[step]) << workers << ' ' << step;
    }
  }
  EXPECT_NE(first[0], first[1]);
}

TEST(LoaderTest, AWorkersErrorReachesTheTrainer) {
  ToyDataset dataset(Toy::kChequered, {4, 2, 1});
  const TrainingRows rows = ChooseRows(dataset, "");
  const BatchOrder order(rows, 1, 4);
  const ImageCache images(dataset, {}, 0, false, 1, SIZE_MAX);
  for (SampleInfo& info : dataset.infos_) info.split = "test";  // from now on Get throws
  Loader loader(order, images, nullptr, {{16}, QuickOptions()}, 0, 4, 2);
  EXPECT_THAT(ErrorOf([&] { loader.Next(); }), testing::HasSubstr("decoded"));
}

TEST(ImageCacheTest, KeepsWhatFitsAndDecodesTheRestAnew) {
  const ToyDataset dataset(Toy::kChequered, {4, 2, 1});
  constexpr size_t kPicture = 32 * 32 * 3;
  for (const auto& [limit, kept] : {std::pair{size_t{0}, size_t{0}},
                                    {kPicture, kPicture},
                                    {2 * kPicture + 1, 3 * kPicture},
                                    {SIZE_MAX, 8 * kPicture}}) {
    const ImageCache images(dataset, {0, 1, 2, 3, 4, 5, 6, 7}, 0, false, 1, limit);
    EXPECT_EQ(images.bytes(), kept);
    for (size_t i = 0; i < 8; ++i)
      EXPECT_EQ(cv::norm(images.Get(i).face.image, dataset.Get(i).face.image, cv::NORM_INF), 0);
  }
}

cv::Mat Changed(const cv::Mat& image, const TrainOptions& options, uint64_t draw) {
  return Augment({{image, {}}, {}}, options, Rng(1, "test", draw)).face.image;
}

TEST(AugmentTest, KeepsThePictureWhereEverythingIsOff) {
  const cv::Mat image = ToyDataset(Toy::kChequered, {1, 1, 1}).Get(0).face.image;
  TrainOptions off;
  off.flip = false;
  off.crop = off.brightness = 0;
  EXPECT_EQ(cv::norm(Changed(image, off, 0), image, cv::NORM_INF), 0);
}

// A mask that is the picture's blue, and no brightening: both must show the same afterwards.
TEST(AugmentTest, TheMaskGoesWithThePicture) {
  const cv::Mat image = ToyDataset(Toy::kChequered, {1, 1, 1}).Get(0).face.image;
  cv::Mat mask;
  cv::extractChannel(image, mask, 0);
  TrainOptions options;
  options.crop = .4;
  options.brightness = 0;
  for (uint64_t draw = 0; draw < 20; ++draw) {
    const Picture changed = Augment({{image, {}}, mask}, options, Rng(1, "test", draw));
    cv::Mat blue;
    cv::extractChannel(changed.face.image, blue, 0);
    ASSERT_EQ(changed.mask.size(), blue.size());
    EXPECT_EQ(cv::norm(changed.mask, blue, cv::NORM_INF), 0) << draw;
  }
}

TEST(LoaderTest, ViewsOfAPictureStandTogetherAndDiffer) {
  const ToyDataset dataset(Toy::kChequered, {4, 2, 1});
  const TrainingRows rows = ChooseRows(dataset, "");
  const BatchOrder order(rows, 1, 4);
  const ImageCache images(dataset, rows.reals, 0, false, 1, SIZE_MAX);
  const TrainingBatch once =
      MakeTrainingBatch(order.Batch(0), images, nullptr, {{24}, QuickOptions()});
  const TrainingBatch twice =
      MakeTrainingBatch(order.Batch(0), images, nullptr, {{24}, QuickOptions(), {.views = 2}});
  EXPECT_EQ(once.labels, (std::vector<float>{0, 1, 0, 1}));
  EXPECT_EQ(twice.labels, (std::vector<float>{0, 0, 1, 1, 0, 0, 1, 1}));
  const auto row = [](const TrainingBatch& batch, size_t i) {
    constexpr size_t kStride = 3 * 24 * 24;
    const float* begin = batch.input.values.data() + i * kStride;
    return std::vector<float>(begin, begin + kStride);
  };
  for (size_t i = 0; i < 4; ++i) {
    EXPECT_EQ(row(once, i), row(twice, 2 * i)) << i;
    EXPECT_NE(row(once, i), row(twice, 2 * i + 1)) << i;
  }
}

TEST(AugmentTest, MirrorsCutsAndBrightensWithinItsBounds) {
  cv::Mat image(40, 60, CV_8UC3);
  for (int y = 0; y < 40; ++y)
    for (int x = 0; x < 60; ++x) image.at<cv::Vec3b>(y, x) = cv::Vec3b::all(100 + x);
  TrainOptions options;
  options.crop = .25;
  options.brightness = .1;
  int mirrored = 0;
  std::set<int> widths;
  for (uint64_t i = 0; i < 400; ++i) {
    const cv::Mat changed = Changed(image, options, i);
    const int left = changed.at<cv::Vec3b>(0, 0)[0];
    const int right = changed.at<cv::Vec3b>(0, changed.cols - 1)[0];
    EXPECT_EQ(std::abs(right - left), changed.cols - 1);
    mirrored += right < left;
    widths.insert(changed.cols);
    EXPECT_NEAR(changed.cols / 60., changed.rows / 40., .03);
    EXPECT_GE(std::min(left, right), 100 - 26);
    EXPECT_LE(std::max(left, right), 159 + 26);
  }
  EXPECT_NEAR(mirrored, 200, 50);  // sd 10
  EXPECT_EQ(*widths.begin(), 45);
  EXPECT_EQ(*widths.rbegin(), 60);
}

}  // namespace
}  // namespace swapbench
