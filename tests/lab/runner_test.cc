// SPDX-License-Identifier: Apache-2.0
#include "lab/runner.h"

#include "bench/latency.h"
#include "lab/modelling.h"
#include "nets/model.h"
#include "store/records.h"
#include "support.h"

namespace swapbench {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

class WithValidation : public TestPlan {
 public:
  using TestPlan::TestPlan;
  Record Make(size_t i) const override {
    Record record = TestPlan::Make(i);
    if (i / 2 % 5 == 1) record.info.split = "val";
    return record;
  }
};

/// A corpus of noise, and experiments that hardly do more than score it.
class Runner : public testing::Test {
 protected:
  Runner() {
    WriteOptions options;
    options.threads = 1;
    WriteCorpus(WithValidation(60), TestHeader(), folder_ / "corpus", options);
  }

  std::string Run(const std::string& detector, const std::string& training = "") {
    PublishFile(
        folder_ / "recipe.ini",
        Concat("[corpus]\npath = ", (folder_ / "corpus").string(), "\n", training,
               "[score]\nsplits = test\ndetector = ", detector, "\n[evaluate]\nreplicates = 50\n"));
    return ReadFile(RunExperiment(LoadExperiment(folder_ / "recipe.ini", {}), folder_ / "run", 1));
  }

  /// A model that the backend `null` accepts, which looks at no weight.
  std::string WriteModel(const std::string& weights) {
    const fs::path model = folder_ / "model";
    PublishFile(model / "weights.safetensors", weights);
    ModelInfo info;
    info.network = Spec::Parse("meso4:size=32");
    info.input.size = 32;
    info.trained_on = "nothing";
    info.ledger = "{}";
    WriteModelInfo(model, info);
    return model.string();
  }

  size_t ScoreStages() const {
    const std::string ledger = ReadFile(folder_ / "run" / "ledger.jsonl");
    size_t count = 0;
    for (size_t at = 0; (at = ledger.find("\"kind\":\"score\"", at)) != std::string::npos; ++at)
      ++count;
    return count;
  }

  const TemporaryFolder folder_;
};

TEST_F(Runner, ReportsNoLatencyOfAnEarlierRecipe) {
  LatencyRow row;
  row.model = "model_of_yesterday";
  row.backend = "torch:threads=1";
  row.parity = "passed";
  PublishFile(folder_ / "run" / "latency.csv", ToCsv(std::vector{row}));
  EXPECT_THAT(Run("coin"), testing::Not(HasSubstr("model_of_yesterday")));
}

TEST_F(Runner, ScoresAgainWhereTheWeightsInAModelsFolderChanged) {
  const std::string detector = "network:backend=null,model=" + WriteModel("first");
  Run(detector);
  Run(detector);
  EXPECT_EQ(ScoreStages(), 1u);
  WriteModel("second");
  Run(detector);
  EXPECT_EQ(ScoreStages(), 2u);
}

TEST_F(Runner, ScoresWithTheLinearFitThatItTrains) {
  const std::string training = "[train.fit]\nnetwork = spectrum_fit:bins=4\nmethod = paste\n";
  const auto ledger = [&] { return ReadFile(folder_ / "run" / "ledger.jsonl"); };
  EXPECT_THAT(Run("linear:model=@fit", training), HasSubstr("fit"));
  EXPECT_THAT(ReadFile(folder_ / "run" / "estimates.csv"),
              HasSubstr("linear:model=fit,toy,all,auc,"));
  const std::string before = ledger();
  EXPECT_THAT(before, HasSubstr("\"kind\":\"train\""));
  Run("linear:model=@fit", training);
  EXPECT_EQ(ledger(), before) << "nothing is made again";
}

TEST_F(Runner, NoticesAnOutThatCannotBeWrittenBeforeAnythingIsMade) {
  fs::create_directories(folder_ / "run" / "report.html");
  EXPECT_THAT(ErrorOf([&] { Run("coin"); }), HasSubstr("report.html: it is a folder."));
  EXPECT_FALSE(fs::exists(folder_ / "run" / "stages"));
  PublishFile(folder_ / "file", "");
  EXPECT_THAT(ErrorOf([&] {
                TrainOnCorpus("nowhere", Spec::Parse("spectrum_fit"), {}, folder_ / "file" / "out");
              }),
              HasSubstr("file is a file."));
}

#if SWAPBENCH_WITH_TORCH
TEST_F(Runner, BeginsATrainingWithWhatAnotherSectionTrained) {
  const std::string network = "network = small_resnet:blocks=1,size=32,width=8\nepochs = 1\n";
  const std::string first = "[train.first]\n" + network,
                    second =
                        "[train.second]\n" + network + "init = @first\nfrozen = stem, stem_bn\n";
  const auto model = [&](const std::string& name) {
    for (const auto& stage : fs::directory_iterator(folder_ / "run" / "stages"))
      if (fs::exists(stage.path() / name / "model.ini")) return ReadModel(stage.path() / name);
    return Model{};
  };
  Run("network:model=@second", first + second);
  const std::string weights = model("first").weights_sha256;
  EXPECT_THAT(model("second").info.ledger,
              HasSubstr("\"initial_weights\":{\"sha256\":\"" + weights));
  EXPECT_THAT(ReadFile(model("second").folder / "card.md"),
              AllOf(HasSubstr("SHA-256 " + weights), HasSubstr("as they were: stem,stem_bn\n")));
  const std::string ledger = ReadFile(folder_ / "run" / "ledger.jsonl");
  EXPECT_THAT(ledger, HasSubstr("\",\"" + weights + "\"],\"seed\"")) << "an input of the stage";
  Run("network:model=@second", first + second);
  EXPECT_EQ(ReadFile(folder_ / "run" / "ledger.jsonl"), ledger) << "nothing is made again";
  EXPECT_THAT(ErrorOf([&] { Run("coin", second + first); }),
              HasSubstr("section [train.second]: init = @first is trained later; write its section "
                        "above this one."));
  EXPECT_THAT(ErrorOf([&] { Run("coin", second); }),
              HasSubstr("init = @first names no [train.NAME] of this recipe."));
}
#endif

}  // namespace
}  // namespace swapbench
