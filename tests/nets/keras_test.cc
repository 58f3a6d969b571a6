// SPDX-License-Identifier: Apache-2.0
#if SWAPBENCH_WITH_TORCH
#include "nets/keras.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fstream>

#include "core/file.h"
#include "core/text.h"
#include "image/codec.h"
#include "nets/fixtures.h"
#include "support.h"

namespace swapbench {
namespace {

using testing::HasSubstr;

NamedTensor Filled(const std::string& name, std::vector<int64_t> shape, float value) {
  int64_t count = 1;
  for (const int64_t side : shape) count *= side;
  return {name, std::move(shape), std::vector<float>(static_cast<size_t>(count), value)};
}

/// A Meso4 of Keras whose values count upwards, with the layer numbers of the published files.
std::vector<NamedTensor> CountingMeso4() {
  std::vector<NamedTensor> arrays;
  const std::vector<int64_t> width = {3, 8, 8, 16, 16};
  for (int64_t i = 0; i < 4; ++i) {
    const int64_t side = i == 0 ? 3 : 5, in = width[i], out = width[i + 1];
    const std::string conv = Concat("conv2d_", i + 9, "/conv2d_", i + 9, "/");
    const std::string norm =
        Concat("batch_normalization_", i + 5, "/batch_normalization_", i + 5, "/");
    arrays.push_back(Filled(conv + "kernel:0", {side, side, in, out}, 0));
    arrays.push_back(Filled(conv + "bias:0", {out}, static_cast<float>(i)));
    for (const char* weight : {"gamma:0", "beta:0", "moving_mean:0", "moving_variance:0"})
      arrays.push_back(Filled(norm + weight, {out}, 1));
  }
  arrays.push_back(Filled("dense_3/dense_3/kernel:0", {1024, 16}, 0));
  arrays.push_back(Filled("dense_3/dense_3/bias:0", {16}, 0));
  arrays.push_back(Filled("dense_4/dense_4/kernel:0", {16, 1}, 2));
  arrays.push_back(Filled("dense_4/dense_4/bias:0", {1}, 3));
  for (NamedTensor& array : arrays)
    if (array.name.ends_with("kernel:0") && !array.name.starts_with("dense_4"))
      for (size_t i = 0; i < array.values.size(); ++i) array.values[i] = static_cast<float>(i);
  return arrays;
}

TEST(KerasTest, TurnsKernelsAroundAndNegatesTheLastLayer) {
  const TemporaryFolder folder;
  ImportKeras(CountingMeso4(), Spec::Parse("meso4"), "a test", folder.path());
  const auto file = ReadSafetensors(folder / "weights.safetensors");
  // Layer 10 sorts behind 9 though "10" < "9": numbers, not texts.
  EXPECT_THAT(file.At("conv1.bias").values, testing::Each(0));
  EXPECT_THAT(file.At("conv2.bias").values, testing::Each(1));
  // Keras' conv2 kernel[y][x][in][out] counts ((y * 5 + x) * 8 + in) * 8 + out.
  const NamedTensor& kernel = file.At("conv2.weight");
  EXPECT_EQ(kernel.shape, (std::vector<int64_t>{8, 8, 5, 5}));
  const auto at = [&](size_t out, size_t in, size_t y, size_t x) {
    return kernel.values[((out * 8 + in) * 5 + y) * 5 + x];
  };
  EXPECT_EQ(at(3, 2, 1, 4), ((1 * 5 + 4) * 8 + 2) * 8 + 3);
  EXPECT_EQ(file.At("fc1.weight").shape, (std::vector<int64_t>{16, 1024}));
  EXPECT_EQ(file.At("fc1.weight").values[1], 16);
  EXPECT_THAT(file.At("fc2.weight").values, testing::Each(-2));
  EXPECT_THAT(file.At("fc2.bias").values, testing::Each(-3));
  EXPECT_TRUE(std::isnan(ReadModel(folder.path()).info.threshold));
  EXPECT_EQ(ReadModel(folder.path()).info.input.resize, "nearest_exact");
}

TEST(KerasTest, NamesTheLayerThatDoesNotFit) {
  const TemporaryFolder folder;
  const auto fault = [&](const std::vector<NamedTensor>& arrays, const char* network) {
    return ErrorOf([&] { ImportKeras(arrays, Spec::Parse(network), "w.h5", folder.path()); });
  };
  EXPECT_THAT(fault(CountingMeso4(), "mesoinception4"), HasSubstr("4 conv2d layers"));
  EXPECT_THAT(fault(CountingMeso4(), "meso4:size=128"), HasSubstr("fc1.weight"));
  EXPECT_THAT(fault(CountingMeso4(), "meso4:variant=dfb"), HasSubstr("variant=keras"));
  EXPECT_THAT(fault(CountingMeso4(), "small_resnet"), HasSubstr("not for small_resnet"));
  auto arrays = CountingMeso4();
  arrays.push_back(Filled("lstm_1/lstm_1/kernel:0", {1}, 0));
  EXPECT_THAT(fault(arrays, "meso4"), HasSubstr("lstm_1"));
  arrays.pop_back();
  std::erase_if(arrays, [](const NamedTensor& a) { return a.name.ends_with("10/bias:0"); });
  EXPECT_THAT(fault(arrays, "meso4"), HasSubstr("conv2.bias"));
  EXPECT_FALSE(std::filesystem::exists(folder / "model.ini"));
}

struct PublishedCase {
  std::string weights, network, golden;

  friend std::ostream& operator<<(std::ostream& out, const PublishedCase& published) {
    return out << published.weights << " as " << published.network;
  }
};

class PublishedWeights : public testing::TestWithParam<PublishedCase> {};

// 1,200 pictures, answered by an independent implementation in Python.
TEST_P(PublishedWeights, AnswerAsTheirAuthorsNetwork) {
  const auto weights = RealData("mesonet_weights"), faces = RealData("dfdc_faces");
  if (!weights || !faces) GTEST_SKIP() << "set SWAPBENCH_REAL_DATA";
  const TemporaryFolder folder;
  const std::string script = std::string(SWAPBENCH_SOURCE_DIR) + "/tests/nets/keras_arrays.py";
  const std::string command = "/usr/bin/python3 '" + script + "' '" +
                              (*weights / (GetParam().weights + ".h5")).string() + "' '" +
                              (folder / "arrays").string() + "'";
  if (std::system(command.c_str()) != 0) GTEST_SKIP() << "needs python3-h5py";
  ImportKeras(ReadSafetensors(folder / "arrays").tensors, Spec::Parse(GetParam().network),
              GetParam().weights, folder / "model");
  const Model model = ReadModel(folder / "model");

  std::ifstream golden(*faces / "golden" / (GetParam().golden + ".csv"));
  std::string line;
  std::getline(golden, line);
  ASSERT_EQ(Trim(line), "file,score,logit");
  std::vector<Face> chunk;
  std::vector<double> expected;
  size_t compared = 0;
  double worst = 0;
  const auto compare = [&] {
    const auto answers = Answers(model, MakeInput(chunk, model.info.input));
    for (size_t i = 0; i < answers.size(); ++i)
      worst = std::max(worst, std::abs(answers[i] - expected[i]) / (1 + std::abs(expected[i])));
    compared += answers.size();
    chunk.clear();
    expected.clear();
  };
  while (std::getline(golden, line)) {
    const std::string file = line.substr(0, line.find(','));
    chunk.push_back({DecodeImage(ReadFile(*faces / file), file), {}});
    expected.push_back(std::stod(line.substr(line.rfind(',') + 1)));
    if (chunk.size() == 50) compare();
  }
  EXPECT_TRUE(chunk.empty());
  EXPECT_EQ(compared, 1200u);
  EXPECT_LE(worst, 1e-3);
  RecordProperty("worst", std::to_string(worst));
}

INSTANTIATE_TEST_SUITE_P(
    KerasTest, PublishedWeights,
    testing::Values(PublishedCase{"Meso4_DF", "meso4:leaky=false", "Meso4_DF.meso4"},
                    PublishedCase{"Meso4_DF", "meso4:leaky=true", "Meso4_DF.meso4_lrelu"},
                    PublishedCase{"MesoInception_DF", "mesoinception4",
                                  "MesoInception_DF.inception"}),
    [](const auto& published) {
      std::string name = published.param.golden;
      std::ranges::replace(name, '.', '_');
      return name;
    });

}  // namespace
}  // namespace swapbench
#endif
