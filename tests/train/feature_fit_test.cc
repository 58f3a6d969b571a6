// SPDX-License-Identifier: Apache-2.0
// From a dataset and a feature extractor to a model folder that scores.
#include "train/feature_fit.h"

#include "core/file.h"
#include "detect/detector.h"
#include "nets/model.h"
#include "nets/reliability.h"
#include "train/toy.h"

namespace swapbench {
namespace {

using testing::HasSubstr;

const Spec kSpectrum = Spec::Parse("spectrum_fit:bins=16");

Model Fit(const Dataset& dataset, const Spec& features, const TrainOptions& options,
          const std::filesystem::path& folder) {
  FitModel(dataset, "fingerprint", features, options, folder);
  return ReadModel(folder);
}

double ValidationAuc(const Dataset& dataset, const Model& model) {
  const auto detector = Detectors().Make({"linear", {{"model", model.folder.string()}}});
  EXPECT_EQ(detector->threshold(), model.info.threshold);
  EXPECT_EQ(detector->model()->ledger, model.info.ledger);
  double above = 0, pairs = 0;
  std::vector<float> reals, fakes;
  for (size_t i = 0; i < dataset.size(); ++i) {
    if (dataset.info(i).split != "val") continue;
    const Face face = dataset.Get(i).face;
    (dataset.info(i).label == Label::kFake ? fakes : reals)
        .push_back(detector->Score({&face, 1}).at(0).score);
  }
  for (const float fake : fakes)
    for (const float real : reals) {
      above += fake > real ? 1 : fake == real ? .5 : 0;
      ++pairs;
    }
  return above / pairs;
}

/// The number behind "key": in the ledger.
double InLedger(const Model& model, const std::string& key) {
  const std::string mark = "\"" + key + "\":";
  const size_t at = model.info.ledger.find(mark);
  EXPECT_NE(at, std::string::npos) << key;
  return std::stod(model.info.ledger.substr(at + mark.size()));
}

TEST(FeatureFitTest, LearnsWhatShowsInTheFeaturesAndScoresWithIt) {
  const TemporaryFolder folder;
  const ToyDataset dataset(Toy::kChequered, {40, 20, 2});
  for (const Spec& features : {kSpectrum, Spec::Parse("noise_residual:step=16,truncation=1")}) {
    const Model model = Fit(dataset, features, {}, folder / features.name);
    EXPECT_EQ(model.info.features.name, features.name);
    EXPECT_GT(ValidationAuc(dataset, model), .95) << features.name;
    EXPECT_TRUE(std::isfinite(model.info.threshold));
    EXPECT_EQ(model.info.trained_on, "fingerprint");
    EXPECT_EQ(InLedger(model, "training_reals"), 40);
    EXPECT_EQ(InLedger(model, "training_fakes"), 40);
    EXPECT_EQ(InLedger(model, "validation_records"), 40);
    const auto stated = ReadReliability(model.info.ledger);
    ASSERT_TRUE(stated);
    EXPECT_EQ(stated->false_alarms.of, 20U);
    EXPECT_LT(stated->misses.count, 3U);
    EXPECT_FALSE(std::filesystem::exists(model.folder / ".lock"));
  }
}

TEST(FeatureFitTest, HoldsBackWhereThereIsNothingToLearn) {
  const TemporaryFolder folder;
  const ToyDataset dataset(Toy::kRandomLabels, {40, 40, 2});
  const Model model = Fit(dataset, kSpectrum, {}, folder / "model");
  EXPECT_GE(InLedger(model, "strength"), .1);
}

TEST(FeatureFitTest, GivesTheSameBytesWithAnyNumberOfThreads) {
  const TemporaryFolder folder;
  const ToyDataset dataset(Toy::kChequered, {20, 10, 2});
  TrainOptions options;
  options.threads = 1;
  const Model one = Fit(dataset, kSpectrum, options, folder / "one");
  options.threads = 3;
  const Model three = Fit(dataset, kSpectrum, options, folder / "three");
  EXPECT_EQ(one.weights_sha256, three.weights_sha256);
  EXPECT_EQ(one.info.threshold, three.info.threshold);
  EXPECT_EQ(one.info.temperature, three.info.temperature);
}

TEST(FeatureFitTest, TakesFakesOfOneMethodOnly) {
  const TemporaryFolder folder;
  const ToyDataset dataset(Toy::kChequered, {20, 10, 2});
  TrainOptions options;
  options.method = "one";
  EXPECT_EQ(InLedger(Fit(dataset, kSpectrum, options, folder / "model"), "training_fakes"), 10);
}

TEST(FeatureFitTest, LeavesAFinishedFolderAlone) {
  const TemporaryFolder folder;
  const ToyDataset dataset(Toy::kChequered, {20, 10, 2});
  TrainOptions options;
  Fit(dataset, kSpectrum, options, folder / "model");
  const std::string before = ReadFile(folder / "model" / "model.ini");
  options.threads = 2;  // decides nothing
  Fit(dataset, kSpectrum, options, folder / "model");
  EXPECT_EQ(ReadFile(folder / "model" / "model.ini"), before);
  options.method = "one";
  EXPECT_THAT(ErrorOf([&] { Fit(dataset, kSpectrum, options, folder / "model"); }),
              HasSubstr("other options"));
  EXPECT_EQ(ReadFile(folder / "model" / "model.ini"), before);
}

TEST(FeatureFitTest, RefusesWhatItCannotDoAndLeavesNothing) {
  const TemporaryFolder folder;
  const ToyDataset dataset(Toy::kChequered, {4, 4, 4});
  const auto fault = [&](const Spec& features, const TrainOptions& options) {
    return ErrorOf([&] { Fit(dataset, features, options, folder / "model"); });
  };
  TrainOptions epochs, method, fakes;
  epochs.epochs = 3;
  EXPECT_EQ(fault(kSpectrum, epochs),
            "'epochs' = 3 is an option of networks and means nothing to the linear fit of "
            "spectrum_fit, which has seed, method, fakes, threads: leave it out.");
  method.method = "third";
  EXPECT_THAT(fault(kSpectrum, method), HasSubstr("no fake 'third' record"));
  fakes.fakes = Spec::Parse("self_blend");
  EXPECT_THAT(fault(kSpectrum, fakes), HasSubstr("has no landmarks"));
  EXPECT_THAT(fault(Spec::Parse("spectrum_fit:bin=3"), {}), HasSubstr("did you mean 'bins'"));
  EXPECT_FALSE(std::filesystem::exists(folder / "model"));
}

TEST(FeatureFitTest, IsScoredByLinearAlone) {
  const TemporaryFolder folder;
  const ToyDataset dataset(Toy::kChequered, {20, 10, 2});
  const Model model = Fit(dataset, kSpectrum, {}, folder / "model");
  const auto fault = [&](const char* detector) {
    return ErrorOf([&] { Detectors().Make({detector, {{"model", model.folder.string()}}}); });
  };
  EXPECT_THAT(fault("network"), HasSubstr("linear:model=" + model.folder.string()));
  EXPECT_THAT(ErrorOf([] { Detectors().Make(Spec::Parse("linear")); }),
              HasSubstr("linear:model=FOLDER"));
  std::string ini = ReadFile(model.folder / "model.ini");
  ini.replace(ini.find("bins=16"), 7, "bins=32");
  PublishFile(model.folder / "model.ini", ini);
  EXPECT_THAT(fault("linear"), HasSubstr("has 16 values, the features need 32"));
}

}  // namespace
}  // namespace swapbench
