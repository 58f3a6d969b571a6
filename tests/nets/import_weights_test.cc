// SPDX-License-Identifier: Apache-2.0
// Weight files of others become models: torchvision's answer as theirs, and every naming finds its
// tensors. The files are written by PyTorch itself.
#if SWAPBENCH_WITH_TORCH
#include "nets/import_weights.h"

#include <cmath>
#include <cstdlib>

#include "core/file.h"
#include "core/text.h"
#include "nets/fixtures.h"
#include "nets/untrained.h"
#include "support.h"

namespace swapbench {
namespace {

using testing::HasSubstr;

/// Runs torch_files.py; false where there is no torchvision.
bool Wrote(const std::vector<std::string>& arguments) {
  std::string command = "/usr/bin/python3 '" SWAPBENCH_SOURCE_DIR "/tests/nets/torch_files.py'";
  for (const std::string& argument : arguments) command += " '" + argument + "'";
  const int status = std::system(command.c_str());
  if (WEXITSTATUS(status) == 3) return false;
  EXPECT_EQ(status, 0) << command;
  return true;
}

ImportedWeights Import(const std::filesystem::path& file, const std::string& network,
                       const std::filesystem::path& out) {
  return ImportWeights(ReadForeign(file), Spec::Parse(network), file.filename().string(),
                       file.string(), out);
}

struct Theirs {
  std::string name, network;
  friend std::ostream& operator<<(std::ostream& out, const Theirs& t) { return out << t.name; }
};

class Torchvision : public testing::TestWithParam<Theirs> {};

TEST_P(Torchvision, AnswersTheSameOnceImported) {
  const TemporaryFolder folder;
  if (!Wrote({"network", GetParam().name, folder / "w.pth", folder / "case"}))
    GTEST_SKIP() << "needs python3-torchvision";
  Import(folder / "w.pth", GetParam().network, folder / "model");
  const TensorFile expected = ReadSafetensors(folder / "case");
  const NamedTensor &input = expected.At("input"), &answers = expected.At("answers");
  const Batch pictures{input.values,
                       {input.shape[0], input.shape[1], input.shape[2], input.shape[3]}};
  const std::vector<double> ours = PreciseLogits(ReadModel(folder / "model"), pictures);
  ASSERT_EQ(ours.size(), answers.values.size());
  EXPECT_GT(std::abs(answers.values[0] - answers.values[1]), .01);  // the picture matters
  for (size_t i = 0; i < ours.size(); ++i) EXPECT_NEAR(ours[i], answers.values[i], 1e-5) << i;
}

INSTANTIATE_TEST_SUITE_P(ImportWeights, Torchvision,
                         testing::Values(Theirs{"resnet18", "resnet:classes=2"},
                                         Theirs{"resnet34", "resnet:classes=2,depth=34"},
                                         Theirs{"resnet50", "resnet:classes=2,depth=50"},
                                         Theirs{"efficientnet_b0", "efficientnet:classes=2"},
                                         Theirs{"efficientnet_b4",
                                                "efficientnet:classes=2,variant=b4"}),
                         [](const auto& test) { return test.param.name; });

struct Naming {
  std::string style, network, canonical;
  double mean, sd;      // of red, as the input is scaled
  size_t left_out = 0;  // names
  friend std::ostream& operator<<(std::ostream& out, const Naming& n) { return out << n.style; }
};

class NamedAsIn : public testing::TestWithParam<Naming> {};

// Each tensor holds numbers of its own: one in another's place, or turned, would be seen.
TEST_P(NamedAsIn, EveryTensorFindsItsPlace) {
  const Naming& naming = GetParam();
  const TemporaryFolder folder;
  WriteAnyWeights(naming.canonical, folder / "ours");
  if (!Wrote({"named", naming.style, folder / "ours", folder / "theirs", folder / "expected"}))
    GTEST_SKIP() << "needs python3-torchvision";
  const ImportedWeights imported = Import(folder / "theirs", naming.network, folder / "model");
  EXPECT_EQ(imported.network.ToString(), naming.canonical);
  EXPECT_EQ(imported.left_out.size(), naming.left_out) << Join(imported.left_out, ", ");
  const Model model = ReadModel(folder / "model");
  EXPECT_EQ(model.info.network.ToString(), naming.canonical);
  EXPECT_EQ(model.info.trained_on, "imported from theirs");
  EXPECT_TRUE(std::isnan(model.info.threshold));
  EXPECT_EQ(model.info.input.mean[0], naming.mean);
  EXPECT_EQ(model.info.input.sd[0], naming.sd);
  const TensorFile expected = ReadSafetensors(folder / "expected"),
                   ours = ReadSafetensors(folder / "model" / "weights.safetensors");
  EXPECT_EQ(ours.tensors.size(), expected.tensors.size());
  for (const NamedTensor& tensor : ours.tensors)
    EXPECT_TRUE(tensor == expected.At(tensor.name)) << tensor.name;
}

INSTANTIATE_TEST_SUITE_P(
    ImportWeights, NamedAsIn,
    testing::Values(
        Naming{"resnet34_deepfakebench", "resnet", "resnet:classes=2,depth=34,size=256", .5, .5},
        Naming{"resnet_wrapped", "resnet:depth=50", "resnet:classes=1,depth=50,size=224", .485,
               .229},
        Naming{"xception_deepfakebench", "xception", "xception:classes=2,scale=0,size=256", .5, .5,
               6},
        Naming{"xception_dropout", "xception:size=299", "xception:classes=2,scale=0,size=299", .5,
               .5, 6},
        Naming{"xception_old", "xception", "xception:classes=1,scale=0,size=256", .5, .5},
        Naming{"meso4_deepfakebench", "meso4", "meso4:leaky=true,size=256,variant=dfb", .5, .5},
        Naming{"mesoinception4_deepfakebench", "mesoinception4",
               "mesoinception4:size=256,variant=dfb", .5, .5},
        Naming{"f3net_deepfakebench", "f3net", "f3net:classes=2,dropout=0.5,size=256", .5, .5, 6},
        Naming{"spsl_deepfakebench", "spsl", "spsl:classes=2,scale=0,size=256", .5, .5, 6},
        Naming{"srm_deepfakebench", "srm", "srm:classes=2,scale=0,size=256", .5, .5, 15},
        Naming{"recce_deepfakebench", "recce", "recce:classes=2,dropout=0.2,noise=1e-06,size=256",
               .5, .5, 3},
        Naming{"ucf_deepfakebench", "ucf",
               "ucf:classes=2,decoder_dropout=0.3,dropout=0.2,methods=4,size=256", .5, .5, 2},
        Naming{"efficientnet_deepfakebench", "efficientnet:padding=old",
               "efficientnet:classes=2,padding=old,size=256,stem_padding=false,variant=b4", .5, .5},
        Naming{"efficientnet_sbi", "efficientnet",
               "efficientnet:classes=2,padding=same,size=380,stem_padding=true,variant=b4", 0, 1},
        Naming{"efficientnet_timm", "efficientnet:variant=b4",
               "efficientnet:classes=1,padding=symmetric,size=224,stem_padding=true,variant=b4",
               .485, .229},
        Naming{"efficientnet_timm_safetensors", "efficientnet:variant=b4,padding=same",
               "efficientnet:classes=1,padding=same,size=224,stem_padding=true,variant=b4", .485,
               .229}),
    [](const auto& test) { return test.param.style; });

TEST(ImportWeights, NamesEverythingThatDoesNotFit) {
  const TemporaryFolder folder;
  if (!Wrote({"bad", folder.path(), folder / "marker"}))
    GTEST_SKIP() << "needs python3-torchvision";
  const auto fault = [&](const std::string& kind, const std::string& network = "resnet:classes=2") {
    return ErrorOf([&] { Import(folder / (kind + ".pth"), network, folder / "model"); });
  };
  EXPECT_THAT(
      fault("missing"),
      HasSubstr("missing.pth does not fit resnet:classes=2,depth=18,size=224 (its tensors named as "
                "in torchvision and timm): 2 of the network's are missing: conv1.weight, "
                "layer3.0.bn1.bias."));
  EXPECT_THAT(fault("extra"),
              HasSubstr("2 of the file's have no place there: aux.bias, layer5.weight."));
  EXPECT_THAT(fault("shape"), HasSubstr("1 are of another shape: layer1.0.conv1.weight [64, 64, 1, "
                                        "1] instead of [64, 64, 3, 3]."));
  EXPECT_THAT(fault("extra", "resnet"),
              HasSubstr("fc.bias [2] instead of [1], fc.weight [2, 512] instead of [1, 512]; "
                        "classes=2 in --net"));
  EXPECT_THAT(fault("nan"), HasSubstr("tensor 'layer1.0.bn1.running_mean': holds a value that is "
                                      "not a finite number."));
  EXPECT_THAT(fault("double_overflow"), HasSubstr("tensor 'bn1.bias': holds a value that is not"));
  EXPECT_THAT(fault("whole_numbers"), HasSubstr("tensor 'bn1.bias': holds numbers of kind I64"));
  EXPECT_THAT(fault("whole_model"), HasSubstr("\"torchvision.models.resnet.ResNet\""));
  EXPECT_THAT(fault("program"), HasSubstr("\"posix.system\""));
  EXPECT_FALSE(std::filesystem::exists(folder / "marker"));
  EXPECT_FALSE(std::filesystem::exists(folder / "model"));
}

TEST(ImportWeights, OurOwnWeightsComeBack) {
  const TemporaryFolder folder;
  WriteUntrainedModel(Spec::Parse("small_resnet"), 3, folder / "model");
  const std::filesystem::path weights = folder / "model" / "weights.safetensors";
  const ImportedWeights imported = Import(weights, "small_resnet", folder / "again");
  EXPECT_EQ(imported.naming, "this toolkit");
  EXPECT_EQ(ReadFile(folder / "again" / "weights.safetensors"), ReadFile(weights));
}

TEST(ImportWeights, TheFormatIsTheContentsNotTheNames) {
  const TemporaryFolder folder;
  PublishFile(folder / "a.pth", std::string("\x89HDF\r\n\x1a\n", 8) + "...");
  EXPECT_EQ(WeightFormatOf(folder / "a.pth"), WeightFormat::kHdf5);
  EXPECT_THAT(ErrorOf([&] { ReadForeign(folder / "a.pth"); }), HasSubstr("HDF5"));
  PublishFile(folder / "b.h5", ReadFile(Golden("weights/small.pth")));
  EXPECT_EQ(WeightFormatOf(folder / "b.h5"), WeightFormat::kPyTorch);
  PublishFile(folder / "c.pth", "");
  EXPECT_EQ(WeightFormatOf(folder / "c.pth"), WeightFormat::kSafetensors);
  EXPECT_THAT(ErrorOf([&] { ReadForeign(folder / "c.pth"); }), HasSubstr("too short"));
  EXPECT_THAT(ErrorOf([&] { ReadForeign(folder / "nowhere"); }),
              HasSubstr("There is no weight file"));
}

}  // namespace
}  // namespace swapbench
#endif
