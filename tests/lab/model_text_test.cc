// SPDX-License-Identifier: Apache-2.0
#include "lab/model_text.h"

#include "core/file.h"
#include "nets/model.h"
#include "nets/untrained.h"
#include "support.h"

namespace swapbench {
namespace {

using testing::HasSubstr;

TEST(ModelText, ListsTheTensorsOfAWeightFile) {
  const std::string text = DescribeModel(Golden("weights/small.pth"));
  EXPECT_THAT(text, testing::StartsWith("brain   BF16  [2]\n"
                                        "count   I64   []\n"
                                        "double  F64   [1]\n"
                                        "empty   F32   [0, 3]\n"));
  EXPECT_THAT(text, HasSubstr("\nturned  F32   [4, 3]\n"
                              "10 tensors of 29 numbers; PyTorch, 0.003 MB, SHA-256 "));
}

TEST(ModelText, NamesWhatIsNeitherModelNorWeights) {
  const TemporaryFolder folder;
  const auto fault = [](const std::filesystem::path& path) {
    return ErrorOf([&] { DescribeModel(path); });
  };
  EXPECT_THAT(fault(folder / "nowhere"), HasSubstr("There is no model folder"));
  EXPECT_THAT(fault(folder.path()), HasSubstr("holds no model.ini"));
  PublishFile(folder / "notes.txt", "nothing of the kind");
  EXPECT_THAT(fault(folder / "notes.txt"), HasSubstr("notes.txt: not a safetensors file"));
}

#if SWAPBENCH_WITH_TORCH
std::string WithLedger(const std::string& ledger) {
  const TemporaryFolder folder;
  WriteUntrainedModel(Spec::Parse("meso4"), 1, folder.path());
  ModelInfo info = ReadModel(folder.path()).info;
  info.ledger = ledger;
  WriteModelInfo(folder.path(), info);
  return DescribeModel(folder.path());
}

TEST(ModelText, SaysWhatAModelIsAndHowItCameToBe) {
  const std::string text = WithLedger(
      R"({"options":{"seed":"1","epochs":"6"},"training_reals":12345,"best_epoch":3,)"
      R"("history":{"validation_loss":[0.8,0.6,0.1,0.2,0.16,0.4567],"short":[1,2]},)"
      R"("bins":[{"low":0}],"datasets":["a","b"],"none":[],"nothing":null,"share":0.123456})");
  EXPECT_THAT(text,
              testing::StartsWith("network             meso4:leaky=true,size=256,variant=keras\n"
                                  "                    four convolutions, Afchar et al. 2018\n"
                                  "parameters          27,977\n"
                                  "input               256 x 256 pixels, resize=nearest_exact\n"
                                  "                    RGB in 0..1, minus 0 0 0, divided by 1 1 1\n"
                                  "answer              logit\n"
                                  "threshold           unknown\n"
                                  "temperature         1\n"
                                  "trained on          nothing: random weights of seed 1\n"
                                  "weights             0.114 MB, SHA-256 "));
  EXPECT_THAT(text,
              testing::EndsWith(
                  "\noptions             seed=1, epochs=6\n"
                  "training reals      12,345\n"
                  "best epoch          3\n"
                  "validation loss     █▆▁▂▂▅  0.8 to 0.457, least 0.1 (3), greatest 0.8 (1)\n"
                  "short               1 2\n"
                  "bins                1 entries in model.ini\n"
                  "datasets            a, b\n"
                  "nothing             unknown\n"
                  "share               0.123\n"));
}

TEST(ModelText, CountsParametersOnceAndDrawsALongHistoryInFortySteps) {
  std::string numbers = "0";
  for (int i = 1; i < 200; ++i) numbers += "," + std::to_string(i);
  const std::string text = WithLedger(R"({"parameters":7,"h":[)" + numbers + "]}");
  EXPECT_THAT(text, testing::Not(HasSubstr("27,977")));
  const size_t begin = text.find("h     "), end = text.find("  0 to 199", begin);
  ASSERT_NE(end, std::string::npos);
  EXPECT_EQ(end - begin, 20 + 40 * std::string("▁").size());
}

TEST(ModelText, ALedgerThatIsNoJsonIsNamed) {
  EXPECT_THAT(ErrorOf([] { WithLedger("[1]"); }), HasSubstr("model.ini: its ledger is not a JSON"));
}
#endif

}  // namespace
}  // namespace swapbench
