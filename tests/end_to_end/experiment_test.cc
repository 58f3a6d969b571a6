// SPDX-License-Identifier: Apache-2.0
// A whole experiment, small: two commands a person would type, and what lies in the folder
// afterwards.
#include <algorithm>
#include <fstream>

#include "browser.h"
#include "core/file.h"
#include "core/text.h"
#include "end_to_end/command.h"
#include "stats/estimate.h"
#include "stats/scores.h"
#include "support.h"

namespace swapbench {
namespace {

using testing::HasSubstr;
namespace fs = std::filesystem;

constexpr const char* kPeople = R"([card]
name = tiny
title = A tiny corpus for a test
licence = CC0-1.0
consent = given
[source]
dataset = procedural:images=2,extra=1,size=64,train=.34,val=.33,test=.33
[corpus]
records_per_shard = 64
count = 126
[reals]
per_identity = 2
[swap.self_blend]
method = self_blend
[swap.paste]
method = paste
splits = test
[swap.identity]
method = identity
splits = test
)";

constexpr const char* kExperiment = R"([experiment]
title = A tiny experiment
[corpus]
recipe = people.ini
[train.net]
network = meso4:size=64
method = self_blend
epochs = 1
[score]
detector = coin
detector = spectrum
detector = network:model=@net
[evaluate]
replicates = 200
[bench]
model = net
backend = torch
backend = opencv_dnn
)";

class TinyExperiment : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = new TemporaryFolder;
    std::ofstream(*folder_ / "people.ini") << kPeople;
    std::ofstream(*folder_ / "tiny.ini") << kExperiment;
    first_ = new CommandResult(SWAPBENCH_WITH_TORCH ? Swapbench(Command()) : CommandResult{});
  }
  static void TearDownTestSuite() {
    delete first_;
    delete folder_;
  }
  void SetUp() override {
    if (!SWAPBENCH_WITH_TORCH) GTEST_SKIP() << "training needs LibTorch";
    ASSERT_EQ(first_->code, 0) << first_->err;
  }

  static std::string Command() {
    return "run " + (*folder_ / "tiny.ini").string() + " --out " + (*folder_ / "run").string();
  }
  static fs::path Made(const std::string& name) { return *folder_ / "run" / name; }
  static fs::path StageFolder(const std::string& kind) {
    for (const auto& entry : fs::directory_iterator(Made("stages")))
      if (entry.path().filename().string().starts_with(kind)) return entry.path();
    return {};
  }

  inline static TemporaryFolder* folder_ = nullptr;
  inline static CommandResult* first_ = nullptr;
};

TEST_F(TinyExperiment, WritesReportEstimatesAndLatency) {
  EXPECT_THAT(first_->out, HasSubstr("report.html"));
  EXPECT_THAT(ReadFile(Made("report.html")), HasSubstr("A tiny experiment"));
  EXPECT_TRUE(ReadFile(Made("estimates.csv"))
                  .starts_with("detector,corpus,slice,metric,value,low,high,n,clusters,note"));
  EXPECT_TRUE(ReadFile(Made("latency.csv"))
                  .starts_with("model,backend,scenario,tier,threads,batch,n,p50_ms"));
}

TEST_F(TinyExperiment, OpensWithoutAWordOnTheConsoleOrARequest) {
  if (!HasBrowser()) GTEST_SKIP() << "chromium is not installed";
  const TemporaryFolder folder;
  const BrowserRun run = Open(folder, Made("report.html"));
  EXPECT_THAT(run.log, testing::Not(HasSubstr("CONSOLE"))) << run.log;
  const std::string visible = WithoutScripts(run.dom);
  EXPECT_THAT(visible, testing::Not(HasSubstr("could not be drawn")));
  EXPECT_GT(CountOf(visible, "<svg"), 0u);
  EXPECT_EQ(RequestsOfThePage(run), 0u);
}

TEST_F(TinyExperiment, EstimatesHaveIntervalsAroundTheirValues) {
  size_t with_interval = 0;
  for (const Estimate& e : ReadEstimateCsv(Made("estimates.csv"))) {
    if (e.slice != "all" || e.metric != "auc") continue;
    EXPECT_LE(e.low, e.value);
    EXPECT_GE(e.high, e.value);
    EXPECT_LT(e.low, e.high);
    ++with_interval;
  }
  EXPECT_EQ(with_interval, 3U) << "one AUC a detector";
}

TEST_F(TinyExperiment, SaysWhereItsResultsAre) {
  const std::string folder = (*folder_ / "run").string();
  EXPECT_THAT(first_->out, testing::EndsWith("wrote " + folder + "/report.html, and in " + folder +
                                             " estimates.csv, latency.csv and, as CSV and LaTeX, "
                                             "tables/\n"));
  for (const char* name : {"estimates.csv", "latency.csv", "tables/tables.tex"})
    EXPECT_TRUE(fs::exists(Made(name))) << name;
}

TEST_F(TinyExperiment, DoesNothingTheSecondTime) {
  const std::string ledger = ReadFile(Made("ledger.jsonl"));
  const std::string report = ReadFile(Made("report.html"));
  const CommandResult again = Swapbench(Command());
  EXPECT_EQ(again.code, 0);
  EXPECT_EQ(ReadFile(Made("ledger.jsonl")), ledger);
  EXPECT_EQ(ReadFile(Made("report.html")), report);
  // Corpus, training, three scores, estimates, latency.
  EXPECT_EQ(std::ranges::count(ledger, '\n'), 7);
}

TEST_F(TinyExperiment, ControlIsMadeOfImagesThatOccurNowhereElse) {
  const CommandResult unpacked = Swapbench("unpack " + (StageFolder("corpus") / "corpus").string() +
                                           " --out " + (*folder_ / "unpacked").string());
  ASSERT_EQ(unpacked.code, 0) << unpacked.err;
  const std::string index = ReadFile(*folder_ / "unpacked" / "index.csv");
  EXPECT_THAT(index, HasSubstr("identity"));
  EXPECT_THAT(Swapbench("verify " + (StageFolder("corpus") / "corpus").string()).out,
              HasSubstr("all as written"));
  EXPECT_THAT(Swapbench("info --json " + (StageFolder("corpus") / "corpus").string()).out,
              HasSubstr("\"fingerprint\""));
}

TEST_F(TinyExperiment, ThirdPartyScoresTakePart) {
  const std::string corpus = (StageFolder("corpus") / "corpus").string();
  const ScoreTable ours = ReadScoreCsv(StageFolder("score") / "scores.csv");
  std::ofstream theirs(*folder_ / "theirs.csv");
  theirs << "id,label,score\n";
  for (const ScoreRow& row : ours.rows) theirs << row.id << (row.fake ? ",fake,1\n" : ",real,0\n");
  theirs.close();
  const CommandResult joined =
      Swapbench("score --corpus " + corpus + " --from-csv " + (*folder_ / "theirs.csv").string() +
                " --out " + (*folder_ / "joined.h5").string());
  ASSERT_EQ(joined.code, 0) << joined.err;
  EXPECT_TRUE(ReadFile(*folder_ / "theirs.csv").starts_with("id,label,score\n")) << "left alone";
  const CommandResult evaluated =
      Swapbench("evaluate " + (*folder_ / "joined.h5").string() + " --replicates 200 --out " +
                (*folder_ / "joined_estimates.csv").string());
  ASSERT_EQ(evaluated.code, 0) << evaluated.err;
  for (const Estimate& e : ReadEstimateCsv(*folder_ / "joined_estimates.csv"))
    EXPECT_TRUE(e.metric != "auc" || e.slice != "all" || e.value == 1);
  const CommandResult reported =
      Swapbench("report --estimates " + (*folder_ / "joined_estimates.csv").string() + " --out " +
                (*folder_ / "joined.html").string());
  EXPECT_EQ(reported.code, 0) << reported.err;
  EXPECT_THAT(reported.out, HasSubstr(", and its tables as CSV and LaTeX in " +
                                      (*folder_ / "tables").string() + "\n"));
}

}  // namespace
}  // namespace swapbench
