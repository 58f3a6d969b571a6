// SPDX-License-Identifier: Apache-2.0
#if SWAPBENCH_WITH_TORCH
#include "train/trainer.h"

#include <signal.h>
#include <sys/wait.h>

#include <algorithm>
#include <cmath>
#include <thread>

#include "core/file.h"
#include "core/interrupt.h"
#include "nets/model.h"
#include "nets/reliability.h"
#include "nets/safetensors.h"
#include "nets/seen_methods.h"
#include "nets/untrained.h"
#include "train/toy.h"
#include "train/training_log.h"

namespace swapbench {
namespace {

using testing::HasSubstr;

/// The numbers of one list of the ledger's history.
std::vector<double> History(const Model& model, const std::string& key) {
  const std::string& ledger = model.info.ledger;
  const size_t begin = ledger.find('[', ledger.find("\"" + key + "\"")) + 1;
  std::vector<double> numbers;
  for (const std::string& part :
       SplitTopLevel(ledger.substr(begin, ledger.find(']', begin) - begin), ','))
    numbers.push_back(ParseDouble(part).value());
  return numbers;
}

Model Train(const Dataset& dataset, const TrainOptions& options,
            const std::filesystem::path& folder) {
  TrainModel(dataset, "fingerprint", kQuickNetwork, options, folder);
  return ReadModel(folder);
}

std::string WeightsOf(const std::filesystem::path& folder) {
  return ReadFile(folder / "weights.safetensors");
}

TEST(TrainerTest, LearnsInHalfThePrecisionAndKeepsWeightsInSingle) {
  const TemporaryFolder folder;
  const ToyDataset dataset(Toy::kChequered, {64, 32, 8});
  TrainOptions options = QuickOptions();
  const Model single = Train(dataset, options, folder / "fp32");
  options.precision = "bf16";
  const Model half = Train(dataset, options, folder / "bf16");
  EXPECT_GT(History(half, "validation_auc").back(), .99);
  // Three digits of each product: the same way down, not the same numbers.
  const auto losses = History(half, "training_loss"), exact = History(single, "training_loss");
  EXPECT_NE(losses[0], exact[0]);
  EXPECT_NEAR(losses[0], exact[0], .05 * exact[0]);
  ReadSafetensors(half.folder / "weights.safetensors");  // refuses all but F32
}

// The data set throws where a test record is decoded, so this also shows that none is.
TEST(TrainerTest, LearnsWhatCanBeLearntWithoutTheTestSplit) {
  const TemporaryFolder folder;
  const ToyDataset dataset(Toy::kChequered, {64, 32, 8});
  const Model model = Train(dataset, QuickOptions(), folder / "model");
  EXPECT_GT(History(model, "validation_auc").back(), .99);
  EXPECT_LT(History(model, "training_loss").back(), History(model, "training_loss").front() / 2);
  EXPECT_EQ(History(model, "validation_auc").size(), 4u);
  const auto log = ReadTrainingLog(model.folder / "log.csv");
  ASSERT_EQ(log.size(), 4u);
  for (size_t i = 0; i < 4; ++i) {
    EXPECT_EQ(log[i].step, static_cast<int64_t>(8 * (i + 1)));  // 64 reals, 8 a step
    EXPECT_EQ(log[i].training_loss, History(model, "training_loss")[i]);
    EXPECT_EQ(log[i].validation_loss, History(model, "validation_loss")[i]);
    EXPECT_EQ(log[i].validation_auc, History(model, "validation_auc")[i]);
    EXPECT_GT(log[i].images_per_second, 0);
    EXPECT_TRUE(log[i].loader_share > 0 && log[i].loader_share < 1);
  }
  EXPECT_EQ(log[0].learning_rate, QuickOptions().learning_rate) << "the end of the warm-up";
  EXPECT_LT(log[3].learning_rate, log[2].learning_rate);
  EXPECT_EQ(model.info.trained_on, "fingerprint");
  EXPECT_TRUE(std::isfinite(model.info.threshold));
  EXPECT_FALSE(std::filesystem::exists(folder / "model" / "checkpoint"));
  const auto stated = ReadReliability(model.info.ledger);
  ASSERT_TRUE(stated.has_value());
  EXPECT_EQ(stated->false_alarms.of, 32u);
  EXPECT_LT(stated->false_alarms.count + stated->misses.count, 4u);
  EXPECT_EQ(stated->tested.side->low, 32);
}

// Noise of 60 to 160 around 110: whoever draws its mean everywhere is off by 25.25 of 255, which is
// .198 of an input between -1 and 1. A network that looks must beat that clearly.
TEST(TrainerTest, AnAutoencoderLearnsToDrawRealPicturesAgain) {
  const TemporaryFolder folder;
  const ToyDataset dataset(Toy::kChequered, {512, 16, 8});
  TrainOptions options = QuickOptions();
  options.epochs = 20;
  const Spec network = Spec::Parse("autoencoder:depth=1,size=32,width=16");
  TrainModel(dataset, "fingerprint", network, options, folder / "model");
  const Model model = ReadModel(folder / "model", Answer::kPicture);
  const auto loss = History(model, "validation_loss");
  EXPECT_EQ(loss.size(), 20u);
  EXPECT_LT(*std::ranges::min_element(loss), .17);
  EXPECT_TRUE(std::isnan(model.info.threshold));
  EXPECT_EQ(model.info.ledger.find("validation_auc"), std::string::npos);
  EXPECT_EQ(model.info.ledger.find("\"training_fakes\":0,") == std::string::npos, false);
  EXPECT_THAT(ErrorOf([&] { ReadModel(folder / "model", Answer::kLogit); }),
              HasSubstr("answers with a picture, but a logit is needed"));
}

// 128 reals against 128 fakes at chance: the AUC's standard deviation is .036.
TEST(TrainerTest, LearnsNothingWhereThereIsNothing) {
  const TemporaryFolder folder;
  const ToyDataset dataset(Toy::kRandomLabels, {64, 128, 8});
  const auto auc = History(Train(dataset, QuickOptions(), folder / "model"), "validation_auc");
  EXPECT_NEAR(auc.back(), .5, .15);
}

TEST(TrainerTest, SeedDecidesTheWeights) {
  const TemporaryFolder folder;
  const ToyDataset dataset(Toy::kChequered, {16, 8, 2});
  TrainOptions options = QuickOptions();
  options.epochs = 2;
  Train(dataset, options, folder / "a");
  Train(dataset, options, folder / "b");
  EXPECT_EQ(WeightsOf(folder / "a"), WeightsOf(folder / "b"));
  options.seed = 2;
  Train(dataset, options, folder / "c");
  EXPECT_NE(WeightsOf(folder / "a"), WeightsOf(folder / "c"));
}

/// Runs until a checkpoint file exists, then asks the process to stop.
void TrainUntilStopped(const Dataset& dataset, const TrainOptions& options,
                       const std::filesystem::path& folder) {
  const pid_t child = fork();
  if (child == 0) {
    CatchStopSignals();
    try {
      TrainModel(dataset, "fingerprint", kQuickNetwork, options, folder);
      _exit(0);
    } catch (const Interrupted&) {
      _exit(75);
    } catch (...) {
      _exit(2);
    }
  }
  const auto checkpoint = folder / "checkpoint" / "state.safetensors";
  while (!std::filesystem::exists(checkpoint) && !std::filesystem::exists(folder / "model.ini"))
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  kill(child, SIGTERM);
  int status = 0;
  waitpid(child, &status, 0);
  ASSERT_TRUE(WIFEXITED(status));
  ASSERT_EQ(WEXITSTATUS(status), 75);
}

/// AdamW, and everything that leaves something behind in a checkpoint.
class StoppedTraining : public testing::TestWithParam<std::string> {};

TEST_P(StoppedTraining, ContinuesBitForBit) {
  const TemporaryFolder folder;
  const ToyDataset dataset(Toy::kChequered, {32, 8, 2});
  TrainOptions options = QuickOptions();
  options.optimiser = Spec::Parse(GetParam());
  if (GetParam() != "adamw") options.ema = .9;
  options.epochs = 30;
  options.checkpoint_steps = 3;
  // The stopped one first: a child of fork must not inherit LibTorch's threads.
  TrainUntilStopped(dataset, options, folder / "stopped");
  EXPECT_FALSE(std::filesystem::exists(folder / "stopped" / "model.ini"));
  TrainOptions other = options;
  other.learning_rate = .5;
  EXPECT_THAT(ErrorOf([&] { Train(dataset, other, folder / "stopped"); }),
              HasSubstr("other options"));
  const Model continued = Train(dataset, options, folder / "stopped");
  const Model whole = Train(dataset, options, folder / "whole");
  EXPECT_EQ(continued.weights_sha256, whole.weights_sha256);
  EXPECT_EQ(continued.info.threshold, whole.info.threshold);
  EXPECT_EQ(History(continued, "training_loss"), History(whole, "training_loss"));
  const auto log = ReadTrainingLog(continued.folder / "log.csv"),
             other_log = ReadTrainingLog(whole.folder / "log.csv");
  ASSERT_EQ(log.size(), 30u);  // one line an epoch
  ASSERT_EQ(other_log.size(), 30u);
  for (size_t i = 0; i < log.size(); ++i) {
    EXPECT_EQ(log[i].step, other_log[i].step);
    EXPECT_EQ(log[i].learning_rate, other_log[i].learning_rate);
    EXPECT_EQ(log[i].validation_auc, other_log[i].validation_auc);
  }
}

INSTANTIATE_TEST_SUITE_P(Optimiser, StoppedTraining,
                         testing::Values("adamw", "sgd", "sam:base=[sgd:momentum=.8]"),
                         [](const auto& test) {
                           return test.param.substr(0, test.param.find(':'));
                         });

TensorFile TensorsOf(const std::filesystem::path& folder) {
  return ReadSafetensors(folder / "weights.safetensors");
}

/// Random weights that another training may begin with.
std::filesystem::path WriteInitial(const std::filesystem::path& folder, const Spec& network) {
  WriteUntrainedModel(network, 5, folder);
  return folder;
}

const std::vector<std::string> kFrozen = {"stem", "stem_bn", "stage1_1.conv1", "stage1_1.bn1"};

/// Whether it was frozen, by hand.
bool InFrozen(const std::string& tensor) {
  return tensor.starts_with("stem") || tensor.starts_with("stage1_1.conv1.") ||
         tensor.starts_with("stage1_1.bn1.");
}

// With decay, momentum and a moving average, all of which would move what has no gradient.
TEST(TrainerTest, FrozenPartsStayBitForBitAndTheRestMoves) {
  const TemporaryFolder folder;
  const ToyDataset dataset(Toy::kChequered, {32, 8, 2});
  TrainOptions options = QuickOptions();
  options.init = WriteInitial(folder / "initial", kQuickNetwork);
  options.frozen = kFrozen;
  options.epochs = 2;
  options.ema = .9;
  const TensorFile before = TensorsOf(folder / "initial");
  for (const char* optimiser : {"adamw:weight_decay=.1", "sgd:momentum=.9,weight_decay=.1",
                                "sam:base=[sgd:weight_decay=.1]"}) {
    options.optimiser = Spec::Parse(optimiser);
    const auto out = folder / options.optimiser.name;
    const Model model = Train(dataset, options, out);
    for (const NamedTensor& tensor : TensorsOf(out).tensors)
      EXPECT_EQ(tensor == before.At(tensor.name),
                InFrozen(tensor.name) || tensor.name == "residue")  // a fixed kernel
          << optimiser << ' ' << tensor.name;
  }
}

TEST(TrainerTest, ATrainingWithFrozenPartsContinuesBitForBit) {
  const TemporaryFolder folder;
  const ToyDataset dataset(Toy::kChequered, {32, 8, 2});
  TrainOptions options = QuickOptions();
  options.init = WriteInitial(folder / "initial", kQuickNetwork);
  options.frozen = kFrozen;
  options.ema = .9;
  options.epochs = 30;
  options.checkpoint_steps = 3;
  TrainUntilStopped(dataset, options, folder / "stopped");
  TrainOptions other = options;
  other.init = folder / "other";
  WriteUntrainedModel(kQuickNetwork, 6, other.init);
  EXPECT_THAT(ErrorOf([&] { Train(dataset, other, folder / "stopped"); }),
              HasSubstr("other options"));
  // The same weights elsewhere are the same training.
  std::filesystem::rename(folder / "initial", folder / "moved");
  options.init = folder / "moved";
  const Model continued = Train(dataset, options, folder / "stopped");
  const Model whole = Train(dataset, options, folder / "whole");
  EXPECT_EQ(continued.weights_sha256, whole.weights_sha256);
  EXPECT_EQ(History(continued, "training_loss"), History(whole, "training_loss"));
}

// Without a step size the weights are those that were begun with.
TEST(TrainerTest, BeginsWithAnotherModelsWeightsWhoseLastLayerMayHaveOtherClasses) {
  const TemporaryFolder folder;
  const ToyDataset dataset(Toy::kChequered, {8, 4, 2});
  TrainOptions options = QuickOptions();
  options.init = WriteInitial(folder / "two", Spec::Parse("vit:classes=2,depth=1,size=32"));
  options.epochs = 1;
  options.learning_rate = 0;
  const Spec network = Spec::Parse("vit:depth=1,size=32");
  TrainModel(dataset, "fingerprint", network, options, folder / "one");
  const TensorFile two = TensorsOf(folder / "two"), one = TensorsOf(folder / "one");
  EXPECT_EQ(one.tensors.size(), two.tensors.size());
  for (const NamedTensor& tensor : one.tensors)
    EXPECT_EQ(tensor == two.At(tensor.name), !tensor.name.starts_with("head.")) << tensor.name;
  const Model begun = ReadModel(folder / "two"), model = ReadModel(folder / "one");
  EXPECT_THAT(model.info.ledger,
              HasSubstr(Concat("\"initial_weights\":{\"sha256\":\"", begun.weights_sha256,
                               "\",\"network\":\"", begun.info.network.ToString(),
                               "\",\"trained_on\":\"", begun.info.trained_on,
                               "\",\"begun_anew\":[\"head.bias\",\"head.weight\"]}")));
  EXPECT_THAT(model.info.ledger, HasSubstr("\"init\":\"two\"")) << "no path of this machine";
}

TEST(TrainerTest, NamesTheMethodsThatItOrTheInitialTrainingSaw) {
  const TemporaryFolder folder;
  const ToyDataset dataset(Toy::kChequered, {8, 4, 2});
  const auto seen = [&](const std::string& method, const std::string& init,
                        const std::string& name) {
    TrainOptions options = QuickOptions();
    options.epochs = 1;
    options.method = method;
    if (!init.empty()) options.init = folder / init;
    return ReadSeenMethods(Train(dataset, options, folder / name).info.ledger);
  };
  using testing::ElementsAre;
  EXPECT_THAT(seen("", "", "both"), ElementsAre("one", "other"));
  EXPECT_THAT(seen("other", "", "first"), ElementsAre("other"));
  EXPECT_THAT(seen("one", "first", "second"), ElementsAre("one", "other"));
  WriteInitial(folder / "unknown", kQuickNetwork);
  EXPECT_THAT(seen("one", "unknown", "third"), ElementsAre()) << "what that one saw is not known";
}

TEST(TrainerTest, ScalesPicturesAsTheInitialModelsWere) {
  const TemporaryFolder folder;
  const ToyDataset dataset(Toy::kChequered, {8, 4, 2});
  TrainOptions options = QuickOptions();
  options.init = WriteInitial(folder / "initial", kQuickNetwork);
  options.epochs = 1;
  const Model usual = Train(dataset, options, folder / "usual");
  ModelInfo info = ReadModel(options.init).info;
  info.input.mean = {.1, .2, .3};
  WriteModelInfo(options.init, info);
  const Model scaled = Train(dataset, options, folder / "scaled");
  EXPECT_EQ(scaled.info.input.mean, info.input.mean);
  EXPECT_EQ(scaled.info.input.size, 32);
  EXPECT_NE(scaled.weights_sha256, usual.weights_sha256);
}

TEST(TrainerTest, RefusesWeightsThatDoNotFitAndPartsThatAreNotThere) {
  const TemporaryFolder folder;
  const ToyDataset dataset(Toy::kChequered, {4, 4, 4});
  const auto fault = [&](const std::filesystem::path& init, std::vector<std::string> frozen) {
    TrainOptions options = QuickOptions();
    options.init = init;
    options.frozen = std::move(frozen);
    const std::string said = ErrorOf([&] { Train(dataset, options, folder / "model"); });
    EXPECT_EQ(said, ErrorOf([&] { CheckTrainOptions(kQuickNetwork, options); }));
    return said;
  };
  const auto wide = WriteInitial(folder / "wide", Spec::Parse("small_resnet:blocks=1,size=32"));
  EXPECT_THAT(fault(wide, {}),
              AllOf(HasSubstr("The weights in " + wide.string() +
                              " (small_resnet:blocks=1,size=32,width=16) do not fit the network, "
                              "of which only the last layer may have another number of classes: "),
                    HasSubstr(" are of another shape (last.weight [1, 128] instead of [1, 64], "
                              "stage1_1.bn1.bias [16] instead of [8], "),
                    HasSubstr(" more).")));
  const auto deep = WriteInitial(folder / "deep", Spec::Parse("small_resnet:size=32,width=8"));
  EXPECT_THAT(fault(deep, {}), HasSubstr(" there have no place in it (stage1_2.bn1.bias, "));
  EXPECT_EQ(fault("", {"stage1"}),
            "'frozen' = stage1 names no tensor of this network, whose parts are last, residue, "
            "stage1_1, stage2_1, stage3_1, stage4_1, stem, stem_bn: give one of them, or more of a "
            "tensor's name up to a dot.");
  EXPECT_THAT(
      fault("", {"last", "stage1_1", "stage2_1", "stage3_1", "stage4_1", "stem", "stem_bn"}),
      HasSubstr("leaves nothing to train"));
  EXPECT_THAT(fault(folder / "nowhere", {}), HasSubstr("There is no model folder"));
  EXPECT_FALSE(std::filesystem::exists(folder / "model"));
}

TEST(TrainerTest, EndsEarlyWhereNothingGetsBetter) {
  const TemporaryFolder folder;
  const ToyDataset dataset(Toy::kRandomLabels, {16, 8, 2});
  TrainOptions options = QuickOptions();
  options.learning_rate = 0;  // statistics settle, weights do not move
  options.epochs = 40;
  options.patience = 3;
  const Model model = Train(dataset, options, folder / "model");
  const auto auc = History(model, "validation_auc"), loss = History(model, "validation_loss");
  size_t best = 0;
  for (size_t i = 1; i < auc.size(); ++i)
    if (std::pair(auc[i], -loss[i]) > std::pair(auc[best], -loss[best])) best = i;
  EXPECT_LT(auc.size(), 40u);
  EXPECT_EQ(auc.size(), best + 1 + 3);
}

// With a share s of each label given away no loss is below the entropy of s / 2.
TEST(TrainerTest, SmoothedLabelsCannotBeLearntByHeart) {
  const TemporaryFolder folder;
  const ToyDataset dataset(Toy::kChequered, {64, 16, 2});
  TrainOptions options = QuickOptions();
  options.epochs = 12;
  options.objective = Spec::Parse("cross_entropy:smoothing=.2");
  const double floor = -(.1 * std::log(.1) + .9 * std::log(.9));
  const auto loss = History(Train(dataset, options, folder / "model"), "training_loss");
  EXPECT_GT(loss.back(), floor);
  EXPECT_LT(loss.back(), floor + .15);
}

// A network without statistics of its batches.
TEST(TrainerTest, RowsThatGoThroughInPartsGiveTheSameGradients) {
  const TemporaryFolder folder;
  const ToyDataset dataset(Toy::kChequered, {32, 8, 2});
  const Spec network = Spec::Parse("vit:depth=1,size=32");
  TrainOptions options = QuickOptions();
  options.epochs = 3;
  options.learning_rate = 1e-3;
  options.optimiser = Spec::Parse("sgd");  // AdamW would enlarge last digits
  std::vector<std::vector<double>> losses;
  for (const int rows : {0, 6, 16}) {  // 6 leaves a part of 4
    options.rows_at_once = rows;
    TrainModel(dataset, "fingerprint", network, options, folder / ToText(rows));
    losses.push_back(History(ReadModel(folder / ToText(rows)), "training_loss"));
  }
  EXPECT_EQ(losses[0], losses[2]);
  for (size_t i = 0; i < losses[0].size(); ++i) EXPECT_NEAR(losses[0][i], losses[1][i], 1e-6);
  EXPECT_LT(losses[0].back(), losses[0].front());
}

TEST(TrainerTest, DegradationsOfTrainingPicturesDecideTheWeights) {
  const TemporaryFolder folder;
  const ToyDataset dataset(Toy::kChequered, {16, 8, 2});
  TrainOptions options = QuickOptions();
  options.epochs = 1;
  const std::string plain = Train(dataset, options, folder / "plain").weights_sha256;
  options.augment = {"noise:sigma=5-20@.5"};
  const Model model = Train(dataset, options, folder / "noisy");
  EXPECT_NE(model.weights_sha256, plain);
  options.augment = {"noise:sigma=5-20@.50"};  // the same in other words
  Train(dataset, options, folder / "noisy");
  options.augment = {"noise:sigma=5-20@.6"};
  EXPECT_THAT(ErrorOf([&] { Train(dataset, options, folder / "noisy"); }),
              HasSubstr("other options"));
}

TEST(TrainerTest, AnObjectiveThatTheNetworkCannotServeIsRefusedBeforeAnythingIsRead) {
  const TemporaryFolder folder;
  const ToyDataset dataset(Toy::kChequered, {4, 4, 4});
  TrainOptions options = QuickOptions();
  for (const auto& [objective, sentence] : {std::pair{"boundary", "take face_xray"},
                                            {"consistency", "take core"},
                                            {"am_softmax", "classes=2,scale=30"},
                                            {"reconstruction", "take autoencoder"},
                                            {"reconstruction_classification", "take recce"},
                                            {"disentangling", "take ucf"},
                                            {"cross_entrpy", "'cross_entropy'"}}) {
    options.objective = Spec::Parse(objective);
    EXPECT_THAT(ErrorOf([&] { Train(dataset, options, folder / "model"); }), HasSubstr(sentence));
  }
  EXPECT_FALSE(std::filesystem::exists(folder / "model"));
}

TEST(TrainerTest, WhatDrawsLearnsByItsOwnObjective) {
  const TemporaryFolder folder;
  const ToyDataset dataset(Toy::kChequered, {2, 1, 1});
  TrainOptions options = QuickOptions();
  options.epochs = 2;
  options.batch = 4;
  options.learning_rate = 1e-3;
  options.warm_up = 0;
  for (const char* network : {"recce:size=71", "ucf:methods=2,size=71"}) {
    TrainModel(dataset, "fingerprint", Spec::Parse(network), options, folder / network);
    const auto losses = History(ReadModel(folder / network), "training_loss");
    EXPECT_LT(losses.back(), losses.front()) << network;
  }
}

TEST(TrainerTest, SwapMethodsThatTheNetworkDoesNotKnowAreRefusedBeforeAnythingIsRead) {
  const TemporaryFolder folder;
  const ToyDataset dataset(Toy::kChequered, {4, 4, 4});  // methods "one" and "other"
  TrainOptions options = QuickOptions();
  EXPECT_THAT(ErrorOf([&] {
                TrainModel(dataset, "fingerprint", Spec::Parse("ucf:methods=1,size=71"), options,
                           folder / "model");
              }),
              HasSubstr("fakes of 2 swap methods, but the network tells 1 apart: give it "
                        "methods=2, or choose one with 'method'"));
  EXPECT_FALSE(std::filesystem::exists(folder / "model"));
}

TEST(TrainerTest, RowsThatAreComparedAreNotTrainedOnInParts) {
  const TemporaryFolder folder;
  const ToyDataset dataset(Toy::kChequered, {2, 2, 2});
  TrainOptions options = QuickOptions();
  options.rows_at_once = 2;
  for (const char* network : {"recce:size=71", "ucf:methods=2,size=71"})
    EXPECT_THAT(ErrorOf([&] {
                  TrainModel(dataset, "fingerprint", Spec::Parse(network), options,
                             folder / "model");
                }),
                HasSubstr("compares the rows of a batch with one another"));
  EXPECT_FALSE(std::filesystem::exists(folder / "model"));
}

TEST(TrainerTest, AFinishedFolderIsLeftAlone) {
  const TemporaryFolder folder;
  const ToyDataset dataset(Toy::kChequered, {16, 8, 2});
  TrainOptions options = QuickOptions();
  options.epochs = 1;
  Train(dataset, options, folder / "model");
  const std::string before = ReadFile(folder / "model" / "model.ini");
  Train(dataset, options, folder / "model");
  EXPECT_EQ(ReadFile(folder / "model" / "model.ini"), before);
  options.cache = 0;  // decides nothing
  Train(dataset, options, folder / "model");
  options.epochs = 2;
  EXPECT_THAT(ErrorOf([&] { Train(dataset, options, folder / "model"); }),
              HasSubstr("other options"));
  EXPECT_EQ(ReadFile(folder / "model" / "model.ini"), before);
}

TEST(TrainingLogTest, ReadsBackWhatItWritesAndNamesWhatIsWrong) {
  const TemporaryFolder folder;
  const std::vector<EpochResult> history = {
      {.7, .69, .5, 3, 1e-3, 120.5, .25},
      {.6, .65, std::numeric_limits<double>::quiet_NaN(), 6, 5e-4, 130, 0}};
  const std::string text = ToCsv(history);
  EXPECT_EQ(text,
            "epoch,step,learning_rate,training_loss,validation_loss,validation_auc,"
            "images_per_second,loader_share\n"
            "1,3,0.001,0.7,0.69,0.5,120.5,0.25\n"
            "2,6,5e-04,0.6,0.65,nan,130,0\n");
  PublishFile(folder / "log.csv", text);
  EXPECT_EQ(ToCsv(ReadTrainingLog(folder / "log.csv")), text);
  PublishFile(folder / "log.csv", text + "2,6,5e-04,0.6,0.65,nan,130,0\n");
  EXPECT_THAT(ErrorOf([&] { ReadTrainingLog(folder / "log.csv"); }),
              HasSubstr("line 4, column 'epoch': the epochs of a training follow each other"));
}

TEST(TrainerTest, SaysWhatTheCorpusLacks) {
  const TemporaryFolder folder;
  const auto fault = [&](ToyDataset dataset, const TrainOptions& options, auto change) {
    for (SampleInfo& info : dataset.infos_) change(info);
    return ErrorOf([&] { Train(dataset, options, folder / "model"); });
  };
  const ToyDataset dataset(Toy::kChequered, {4, 4, 4});
  EXPECT_THAT(fault(dataset, QuickOptions(),
                    [](SampleInfo& i) {
                      if (i.split == "val") i.split = "test";
                    }),
              HasSubstr("no real record in split val"));
  EXPECT_THAT(fault(dataset, QuickOptions(),
                    [](SampleInfo& i) {
                      if (i.split == "train") i.label = Label::kReal;
                    }),
              HasSubstr("no fake record in split train"));
  TrainOptions options = QuickOptions();
  options.method = "third";
  EXPECT_THAT(fault(dataset, options, [](SampleInfo&) {}), HasSubstr("'third'"));
  EXPECT_FALSE(std::filesystem::exists(folder / "model"));
}

}  // namespace
}  // namespace swapbench
#endif
