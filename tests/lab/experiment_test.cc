// SPDX-License-Identifier: Apache-2.0
#include "lab/experiment.h"

#include <fstream>

#include "lab/modelling.h"
#include "support.h"

namespace swapbench {
namespace {

constexpr const char* kPeople = R"([card]
name = people
licence = CC0-1.0
consent = given
[source]
dataset = procedural
[swap.self_blend]
method = self_blend
[swap.pasted]
method = paste
)";

std::filesystem::path WriteRecipe(const TemporaryFolder& folder, const std::string& text) {
  std::ofstream(folder / "people.ini") << kPeople;
  std::ofstream(folder / "recipe.ini") << text;
  return folder / "recipe.ini";
}

constexpr const char* kRecipe = R"([experiment]
title = Small
seed = 4
[corpus]
recipe = people.ini
[train.a]
network = small_resnet
epochs = 3
[train.b]
network = meso4:size=128
method = pasted
seed = 9
[score]
detector = coin
detector = network:model=@a
[bench]
model = b
backend = null
)";

TEST(Experiment, ReadsSectionsAndHandsItsSeedDown) {
  const TemporaryFolder folder;
  const Experiment e = LoadExperiment(WriteRecipe(folder, kRecipe), {});
  EXPECT_EQ(e.experiment.title, "Small");
  ASSERT_EQ(e.train.size(), 2U);
  EXPECT_EQ(e.train[0].name, "a");
  EXPECT_EQ(e.train[0].options.epochs, 3);
  EXPECT_EQ(e.train[0].options.seed, 4U);
  EXPECT_EQ(e.train[1].options.seed, 9U) << "a seed that the section states is kept";
  EXPECT_EQ(LoadExperiment(folder / "recipe.ini", 7).train[0].options.seed, 7U);
}

TEST(Experiment, RefusesWhatItCouldOnlyFailAtLater) {
  const TemporaryFolder folder;
  const auto error_with = [&](const std::string& from, const std::string& to) {
    std::string text = kRecipe;
    text.replace(text.find(from), from.size(), to);
    return ErrorOf([&] { LoadExperiment(WriteRecipe(folder, text), {}); });
  };
  EXPECT_THAT(error_with("@a", "@aa"),
              testing::HasSubstr("there is no [train.aa] (did you mean 'a'?)"));
  EXPECT_THAT(error_with("model = b", "model = c"), testing::HasSubstr("[bench]"));
  EXPECT_THAT(error_with("detector = coin", "detector = coyn"),
              testing::HasSubstr("did you mean 'coin'"));
  EXPECT_THAT(error_with("epochs", "epoch"), testing::HasSubstr("did you mean 'epochs'"));
  EXPECT_THAT(error_with("[bench]", "[bensch]"), testing::HasSubstr("did you mean 'bench'"));
  EXPECT_THAT(error_with("recipe = people.ini", "count = 3"), testing::HasSubstr("[corpus]"));
  EXPECT_THAT(error_with("epochs = 3", "batch = 1"),
              testing::HasSubstr("option 'batch': 1 is outside 2 to 4096"));
  EXPECT_THAT(error_with("people.ini", "peple.ini"),
              testing::HasSubstr("Cannot read " + (folder / "peple.ini").string()));
  EXPECT_EQ(error_with("epochs = 3", "method = paste"),
            Concat("In ", (folder / "recipe.ini").string(),
                   ", section [train.a]: method = paste is no [swap.NAME] of ",
                   (folder / "people.ini").string(), ", which has self_blend, pasted."));
}

TEST(Experiment, KeepsNetworksAndLinearFitsApart) {
  const TemporaryFolder folder;
  const auto error_with = [&](const std::string& training, const std::string& rest) {
    return ErrorOf([&] {
      LoadExperiment(WriteRecipe(folder, "[corpus]\nrecipe = people.ini\n[train.a]\nnetwork = " +
                                             training + "\n[score]\ndetector = " + rest + "\n"),
                     {});
    });
  };
  const std::string where =
      Concat("In ", (folder / "recipe.ini").string(), ", section [train.a]: ");
  EXPECT_EQ(error_with("spectrum_fit", "network:model=@a"),
            where +
                "spectrum_fit is the feature extractor of a linear fit, which linear:model=@a "
                "scores, not network.");
  EXPECT_EQ(error_with("small_resnet", "linear:model=@a"),
            where + "small_resnet is a network, which network:model=@a scores, not linear.");
  EXPECT_THAT(error_with("noise_residual", "coin\n[bench]\nmodel = a\nbackend = null"),
              testing::HasSubstr("which no runtime carries out"));
  EXPECT_THAT(error_with("noise_residual\nepochs = 2", "coin"),
              testing::HasSubstr("'epochs' = 2 is an option of networks"));
  EXPECT_THAT(error_with("noise_residual:stepp=2", "coin"),
              testing::HasSubstr("did you mean 'step'"));
}

TEST(Experiment, RefusesANetworkThatDoesNotExist) {
  if (LearningPlugins().empty()) GTEST_SKIP() << "this build has no LibTorch and knows no network";
  const TemporaryFolder folder;
  const auto error_with = [&](const std::string& network) {
    return ErrorOf([&] {
      LoadExperiment(WriteRecipe(folder,
                                 "[corpus]\nrecipe = people.ini\n[score]\ndetector = coin\n"
                                 "[train.a]\nnetwork = " +
                                     network + "\n"),
                     {});
    });
  };
  EXPECT_THAT(error_with("smal_resnet"), testing::HasSubstr("did you mean 'small_resnet'"));
  EXPECT_THAT(error_with("spectum_fit"), testing::HasSubstr("did you mean 'spectrum_fit'"));
  EXPECT_THAT(error_with("meso4:sise=128"), testing::HasSubstr("did you mean 'size'"));
  // And what its training would only stumble over once the corpus is drawn.
  for (const auto& [option, sentence] :
       {std::pair{"optimiser = adamv", "did you mean 'adamw'"},
        {"optimiser = sam:base=[sdg]", "did you mean 'sgd'"},
        {"schedule = cosin", "did you mean 'cosine'"},
        {"objective = cross_entropi", "did you mean 'cross_entropy'"},
        {"objective = boundary", "take face_xray"},
        {"fakes = self_blent", "did you mean 'self_blend'"},
        {"augment = jpgg@.5", "did you mean 'jpeg'"},
        {"frozen = conv9", "whose parts are bn1, bn2, "},
        {"init = nowhere", "There is no model folder nowhere"}})
    EXPECT_THAT(error_with(std::string("meso4:size=64\n") + option), testing::HasSubstr(sentence))
        << option;
}

}  // namespace
}  // namespace swapbench
