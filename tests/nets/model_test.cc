// SPDX-License-Identifier: Apache-2.0
#include "nets/model.h"

#include <cmath>
#include <fstream>

#include "core/file.h"
#include "core/hash.h"
#include "support.h"

namespace swapbench {
namespace {

using testing::HasSubstr;

ModelInfo Example() {
  ModelInfo info;
  info.network = Spec::Parse("meso4:leaky=true,size=256,variant=keras");
  info.input = {128, "nearest_exact", {.1, .2, .3}, {.4, .5, .6}};
  info.threshold = -.25;
  info.temperature = 1.5;
  info.trained_on = "abc";
  info.ledger = R"({"note":"a # and \"quotes\" = [kept]","history":[1,2]})";
  return info;
}

TEST(ModelTest, ReadsWhatItWrote) {
  const TemporaryFolder folder;
  PublishFile(folder / "weights.safetensors", "weights");
  WriteModelInfo(folder.path(), Example());
  const Model model = ReadModel(folder.path());
  EXPECT_EQ(model.info.network, Example().network);
  EXPECT_EQ(model.info.input.size, 128);
  EXPECT_EQ(model.info.input.resize, "nearest_exact");
  EXPECT_EQ(model.info.input.mean, Example().input.mean);
  EXPECT_EQ(model.info.input.sd, Example().input.sd);
  EXPECT_EQ(model.info.threshold, -.25);
  EXPECT_EQ(model.info.temperature, 1.5);
  EXPECT_EQ(model.info.trained_on, "abc");
  EXPECT_EQ(model.info.ledger, R"({"note":"a \u0023 and \"quotes\" = [kept]","history":[1,2]})");
  EXPECT_EQ(model.weights_sha256, Sha256("weights"));
}

TEST(ModelTest, AnUnknownThresholdStaysUnknown) {
  const TemporaryFolder folder;
  PublishFile(folder / "weights.safetensors", "weights");
  ModelInfo info = Example();
  info.threshold = std::nan("");
  WriteModelInfo(folder.path(), info);
  EXPECT_TRUE(std::isnan(ReadModel(folder.path()).info.threshold));
}

TEST(ModelTest, OfALinearFitIsNoNetwork) {
  const TemporaryFolder folder;
  PublishFile(folder / "weights.safetensors", "weights");
  ModelInfo info = Example();
  info.network = {};
  info.features = Spec::Parse("spectrum_fit:bins=32");
  WriteModelInfo(folder.path(), info);
  EXPECT_EQ(ReadModel(folder.path()).info.features, info.features);
  EXPECT_EQ(ReadModel(folder.path()).info.threshold, info.threshold);
  EXPECT_THAT(ErrorOf([&] { ReadNetwork(folder.path()); }),
              HasSubstr("a linear fit of spectrum_fit, but a network is needed here"));
  EXPECT_THAT(ErrorOf([&] { ReadModel(folder.path(), Answer::kLogit); }),
              HasSubstr("linear:model=" + folder.path().string()));
}

TEST(ModelTest, SaysWhatIsMissingOrWrong) {
  const TemporaryFolder folder;
  EXPECT_THAT(ErrorOf([&] { ReadModel(folder / "none"); }), HasSubstr("no model folder"));
  EXPECT_THAT(ErrorOf([&] { ReadModel(folder.path()); }), HasSubstr("no model.ini"));
  EXPECT_THAT(ErrorOf([&] { WriteModelInfo(folder.path(), Example()); }), HasSubstr("weights"));
  PublishFile(folder / "weights.safetensors", "weights");
  WriteModelInfo(folder.path(), Example());
  PublishFile(folder / "weights.safetensors", "weighty");
  EXPECT_THAT(ErrorOf([&] { ReadModel(folder.path()); }), HasSubstr("SHA-256 differs"));
  std::filesystem::remove(folder / "weights.safetensors");
  EXPECT_THAT(ErrorOf([&] { ReadModel(folder.path()); }), HasSubstr("no weights.safetensors"));
  for (const auto& [text, fault] : {std::pair{"[model]\nnetwork = a:b\n", "key=value"},
                                    {"[model]\ntrained_on = x\n", "'network' is missing"},
                                    {"[model]\nnetwork = a\nfeatures = b\n", "only one of"},
                                    {"[model]\nnetwork = a\n[input]\nmean = [1,2]\n", "three"},
                                    {"[model]\nnetwork = a\n[input]\nsd = [0,1,1]\n", "sd"},
                                    {"[modell]\nnetwork = a\n", "modell"}}) {
    PublishFile(folder / "model.ini", text);
    EXPECT_THAT(ErrorOf([&] { ReadModel(folder.path()); }), HasSubstr(fault)) << text;
  }
}

}  // namespace
}  // namespace swapbench
