// SPDX-License-Identifier: Apache-2.0
// Bad input gets one clear sentence and exit code 2.
#include <algorithm>
#include <fstream>

#include "cli/verb.h"
#include "core/file.h"
#include "end_to_end/command.h"
#include "stats/estimate.h"
#include "support.h"

namespace swapbench {
namespace {

using testing::HasSubstr;

/// Exit code 2, nothing on stdout, one line on stderr that holds `expected`.
void ExpectRefusal(const std::string& arguments, const std::string& expected) {
  const CommandResult result = Swapbench(arguments);
  EXPECT_EQ(result.code, 2) << arguments;
  EXPECT_EQ(result.out, "") << arguments;
  EXPECT_THAT(result.err, HasSubstr("swapbench: error: ")) << arguments;
  EXPECT_THAT(result.err, HasSubstr(expected)) << arguments;
  EXPECT_EQ(std::ranges::count(result.err, '\n'), 1) << result.err;
}

struct Sides {
  std::vector<int> sides = {7};

  template <class V>
  void Describe(V& v) {
    v("sides", sides, "pixels", Between{1, 9});
  }
};

TEST(CommandLine, ExplainsEveryVerb) {
  EXPECT_EQ(Swapbench("--help").code, 0);
  for (const VerbEntry& verb : Verbs()) {
    const CommandResult help = Swapbench(verb.name + " --help");
    EXPECT_EQ(help.code, 0) << verb.name;
    EXPECT_THAT(help.out, HasSubstr("Example: swapbench " + verb.name));
  }
  EXPECT_THAT(Swapbench("--version").out, HasSubstr("swapbench 0."));
}

TEST(CommandLine, NamesTheNearestWord) {
  ExpectRefusal("scroe", "did you mean 'score'");
  ExpectRefusal("verify x --thread 2", "did you mean '--threads'");
  ExpectRefusal("score --corpus x --out y.h5 --detector coin --outt z", "'--outt'");
  ExpectRefusal("score --corpus x --detector coin", "--out OUT");
  ExpectRefusal("verify", "CORPUS is missing");
  ExpectRefusal("verify a b", "'b' is one too many");
  ExpectRefusal("verify a --threads two", "'two' is not a whole number");
}

TEST(CommandLine, EnforcesTheRulesThatRecipesKeep) {
  const std::string train = "train --corpus x --net small_resnet --out y ";
  ExpectRefusal(train + "--batch 1", "option '--batch': 1 is outside 2 to 4096");
  ExpectRefusal(train + "--checkpoint-steps 0", "option '--checkpoint-steps': 0 is outside 1 to ");
  ExpectRefusal(train + "--crop 1", "option '--crop': 1 is outside 0 to 0.5");
  ExpectRefusal(train + "--crop nan", "option '--crop'");
  ExpectRefusal("train --corpus x --net noise_residual --out y --epochs 3",
                "'epochs' = 3 is an option of networks");
  for (const char* level : {"95", "1", "0", "nan"})
    ExpectRefusal(std::string("evaluate x.csv --out y.csv --level ") + level,
                  std::string("option '--level': ") + level + " is outside");
  ExpectRefusal("evaluate x.csv --out y.csv --replicates 0", "option '--replicates': 0 is outside");
}

TEST(CommandLine, ReadsAListAsARecipeDoes) {
  Sides options;
  CommandLine line;
  line.Struct(options);
  line.Parse({"--sides", "1,2", "--sides", "3"});
  EXPECT_THAT(options.sides, testing::ElementsAre(1, 2, 3));
  EXPECT_THAT(ErrorOf([&] {
                line.Parse({"--sides", "10"});
              }),
              HasSubstr("On the command line, option '--sides': 10 is outside 1 to 9."));
}

TEST(CommandLine, ImportsPublishedWeightsAsTheyWereTrained) {
  for (const std::string& text :
       {Swapbench("model --help").out, ReadFile(SWAPBENCH_SOURCE_DIR "/README.md")})
    EXPECT_THAT(text, HasSubstr("--keras Meso4_DF.h5 --net meso4:leaky=false"));
}

// Somebody who knows nothing of pickles reads why, and what to type.
TEST(CommandLine, ImportsAPthOnlyOnRequest) {
  const TemporaryFolder folder;
  const std::string import = "model import --weights " + Golden("weights/small.pth").string() +
                             " --net meso4 --out " + (folder / "model").string();
  const bool torch = SWAPBENCH_WITH_TORCH;
  ExpectRefusal(import, torch ? "say --i-trust-this-file if you know where it comes from"
                              : "has no LibTorch and cannot import weights");
  ExpectRefusal(import + " --i-trust-this-file",
                torch ? "10 of the file's have no place there: brain, " : "has no LibTorch");
  ExpectRefusal(import + " --keras a.h5", "not both");
  ExpectRefusal("model import --net meso4 --out x", "needs --weights FILE");
  EXPECT_THAT(Swapbench("model --help").out, HasSubstr("Nothing in it is run"));
  EXPECT_EQ(CountFiles(folder.path()), 0u);
}

TEST(Folders, ThatAreMissingOrEmptyAreNamed) {
  const TemporaryFolder folder;
  ExpectRefusal("info " + (folder / "nowhere").string(), (folder / "nowhere").string());
  ExpectRefusal("verify " + folder.path().string(), folder.path().string());
  ExpectRefusal("score --corpus " + folder.path().string() + " --detector coin --out " +
                    (folder / "s.h5").string(),
                folder.path().string());
  ExpectRefusal("import " SWAPBENCH_SOURCE_DIR "/datasets/dfdc_faces.ini --root " +
                    (folder / "nowhere").string() + " --out " + (folder / "corpus").string(),
                (folder / "nowhere").string());
  EXPECT_FALSE(std::filesystem::exists(folder / "corpus")) << "nothing half-written is left";
}

TEST(ScoreTables, AreRefusedWithTheLine) {
  const TemporaryFolder folder;
  const auto evaluate = [&](const std::string& csv) {
    std::ofstream(folder / "scores.csv") << csv;
    return "evaluate " + (folder / "scores.csv").string() + " --out " +
           (folder / "estimates.csv").string();
  };
  ExpectRefusal(evaluate("id,score\na,1\n"), "label");
  ExpectRefusal(evaluate("id,label,score\na,real,0.5\nb,fake,nan\n"), "3");
  ExpectRefusal(evaluate("id,label,score\na,real,0.5\nb,real,0.7\n"), "class");
  ExpectRefusal(evaluate(""), "scores.csv");
  EXPECT_FALSE(std::filesystem::exists(folder / "estimates.csv"));
}

TEST(Outputs, BelowAFileOrInPlaceOfTheInputAreRefused) {
  const TemporaryFolder folder;
  std::ofstream(folder / "file") << "x";
  std::ofstream(folder / "scores.csv") << "id,label,score\na,real,0.5\nb,fake,0.7\n";
  ExpectRefusal(
      "evaluate " + (folder / "scores.csv").string() + " --out " + (folder / "scores.csv").string(),
      "would be replaced: give --out another name");
  ExpectRefusal("evaluate " + (folder / "scores.csv").string() + " --out " +
                    (folder / "file" / "e.csv").string(),
                (folder / "file").string());
  PublishFile(folder / "e.csv", ToCsv(std::vector<Estimate>(1)));
  const std::string estimates = (folder / "e.csv").string();
  ExpectRefusal("report --estimates " + estimates + " --out " + estimates,
                "The estimates in " + estimates + " would be replaced: give --out another name.");
  ExpectRefusal("report --estimates " + estimates + " --latency " +
                    (folder / "scores.csv").string() + " --out " + (folder / "scores.csv").string(),
                "The latencies in ");
  EXPECT_FALSE(std::filesystem::exists(folder / "tables"));
}

TEST(Folders, OfAnExperimentWhoseCorpusIsMissingAreNotMade) {
  const TemporaryFolder folder;
  for (const char* corpus : {"recipe = nowhere", "path = nowhere"}) {
    std::ofstream(folder / "e.ini") << "[corpus]\n" << corpus << "\n[score]\ndetector = coin\n";
    ExpectRefusal("run " + (folder / "e.ini").string() + " --out " + (folder / "run").string(),
                  "nowhere");
    EXPECT_FALSE(std::filesystem::exists(folder / "run"));
  }
}

TEST(Outputs, ThatCannotBeWrittenAreNoticedBeforeTheWork) {
  const TemporaryFolder folder;
  std::ofstream(folder / "file") << "x";
  const std::string nowhere = (folder / "nowhere").string();
  const std::string out = " --out " + (folder / "file").string();
  const std::string expected = ": " + (folder / "file").string() + " is a file.";
  ExpectRefusal("score --corpus " + nowhere + " --detector coin" + out + "/s.h5", expected);
  ExpectRefusal("bench --corpus " + nowhere + " --model m --backend null" + out + "/l.csv",
                expected);
  ExpectRefusal("evaluate " + nowhere + ".csv" + out + "/e.csv", expected);
  ExpectRefusal("report --estimates " + nowhere + out + "/r.html", expected);
  ExpectRefusal("import " SWAPBENCH_SOURCE_DIR "/datasets/dfdc_faces.ini --root " + nowhere + out,
                expected);
  ExpectRefusal("synthesize " + nowhere + ".ini" + out, expected);
}

}  // namespace
}  // namespace swapbench
