// SPDX-License-Identifier: Apache-2.0
/// A recipe that trains the network of its own swap method.
#if SWAPBENCH_WITH_TORCH
#include <fstream>

#include "lab/corpora.h"
#include "nets/model.h"
#include "nets/untrained.h"
#include "store/corpus.h"
#include "support.h"

namespace swapbench {
namespace {

using testing::HasSubstr;

constexpr const char* kRecipe = R"([card]
name = drawn_again
licence = CC0-1.0
consent = given
[source]
dataset = procedural:size=64,images=1,zoom=1.4
[corpus]
count = 100
seed = 3
[train.painter]
network = autoencoder:size=32,width=4,depth=2
epochs = 2
[swap.resynthesis]
method = resynthesis:model=@painter
splits = test
)";

class Resynthesis : public testing::Test {
 protected:
  std::string Recipe(const std::string& text) {
    std::ofstream(folder_ / "recipe.ini") << text;
    return folder_ / "recipe.ini";
  }
  std::unique_ptr<Corpus> Synthesize(const std::string& out) {
    SynthesizeCorpus({Recipe(kRecipe), "", folder_ / out, {}, 0, 1, ""});
    return OpenCorpus(folder_ / out);
  }
  const TemporaryFolder folder_;
};

TEST_F(Resynthesis, TrainsItsNetworkAndSwapsWithIt) {
  const auto corpus = Synthesize("corpus");
  const Model model = ReadModel(folder_ / "corpus.models" / "painter", Answer::kPicture);
  EXPECT_THAT(corpus->corpus_info().recipe, HasSubstr("painter = " + model.weights_sha256));
  size_t fakes = 0;
  for (size_t i = 0; i < corpus->size(); ++i) {
    if (corpus->info(i).label == Label::kReal) continue;
    ++fakes;
    EXPECT_EQ(corpus->info(i).source, corpus->info(i).target) << "whose face it is stays";
    const std::string provenance = corpus->GetRecord(i).provenance;
    EXPECT_THAT(provenance, HasSubstr("model=@painter")) << "no path of this machine";
    EXPECT_THAT(provenance, HasSubstr(model.weights_sha256));
  }
  EXPECT_EQ(fakes, 20u);
}

TEST_F(Resynthesis, GivesTheSameCorpusAgainOnTheSameMachine) {
  EXPECT_EQ(Synthesize("one")->corpus_info().fingerprint,
            Synthesize("two")->corpus_info().fingerprint);
}

TEST_F(Resynthesis, WithOtherWeightsInAFolderIsAnotherCorpus) {
  const std::string model = folder_ / "model";
  std::string text = kRecipe;
  text.replace(text.find("[train.painter]"), text.find("[swap.") - text.find("[train."), "");
  text.replace(text.find("@painter"), 8, model);
  const Spec network = Spec::Parse("autoencoder:size=32,width=4,depth=2");
  const auto synthesize = [&] {
    SynthesizeCorpus({Recipe(text), "", folder_ / "corpus", {}, 0, 1, ""});
  };
  WriteUntrainedModel(network, 1, model);
  synthesize();
  synthesize();
  std::filesystem::remove_all(model);
  WriteUntrainedModel(network, 2, model);
  EXPECT_THAT(ErrorOf(synthesize), HasSubstr("made with another recipe"));
}

TEST_F(Resynthesis, RefusesATrainingThatCannotBeBeforeAnybodyIsDrawn) {
  const auto fault_with = [&](const std::string& from, const std::string& to) {
    std::string text = kRecipe;
    text.replace(text.find(from), from.size(), to);
    return ErrorOf([&] { SynthesizeCorpus({Recipe(text), "", folder_ / "corpus", {}, 0, 1, ""}); });
  };
  EXPECT_THAT(fault_with("autoencoder", "autoencodr"), HasSubstr("did you mean 'autoencoder'"));
  EXPECT_THAT(fault_with("epochs = 2", "optimiser = sdg"), HasSubstr("did you mean 'sgd'"));
  EXPECT_THAT(fault_with("epochs = 2", "init = @panter"),
              HasSubstr("section [train.painter]: init = @panter names no [train.NAME]"));
  EXPECT_FALSE(std::filesystem::exists(folder_ / "corpus.models"));
}

TEST_F(Resynthesis, NamesTheSectionThatIsMissing) {
  std::string text = kRecipe;
  text.replace(text.find("[train.painter]"), 15, "[train.paynter]");
  EXPECT_THAT(
      ErrorOf([&] {
        SynthesizeCorpus({Recipe(text), "", folder_ / "corpus", {}, 0, 1, ""});
      }),
      HasSubstr("no network called @painter in this recipe; add a section [train.painter]"));
}

}  // namespace
}  // namespace swapbench
#endif
