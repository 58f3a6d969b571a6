// SPDX-License-Identifier: Apache-2.0
#include "backend/export.h"

#include <cstdlib>

#include "backend/ir.h"
#include "backend/onnx.h"
#include "core/file.h"
#include "support.h"

#if SWAPBENCH_WITH_TORCH
#include "backend/models.h"
#endif

namespace swapbench {
namespace {

/// y = max(x . w + b, 0) of two numbers, written by hand.
IrGraph TinyGraph() {
  IrGraph graph;
  graph.input_shape = {2};
  graph.constants = {{"w", {1, 2}, {3, -1}, {}}, {"b", {1}, {.5}, {}}};
  graph.nodes = {{"Gemm", {"input", "w", "b"}, "gemm_1", {}, {{"transB", 1}}, {}},
                 {"Relu", {"gemm_1"}, "relu_1", {}, {}, {}},
                 {"Reshape", {"relu_1", "shape_1"}, "logit", {}, {}, {}}};
  graph.constants.push_back({"shape_1", {1}, {}, {-1}});
  return graph;
}

bool PythonHasOnnx() { return std::system("/usr/bin/python3 -c 'import onnx' 2>/dev/null") == 0; }

/// Exit status of ONNX's own checker, shape inference included.
int CheckWithOnnx(const std::filesystem::path& file) {
  const std::string command =
      "/usr/bin/python3 -c 'import onnx, sys; onnx.checker.check_model(sys.argv[1], "
      "full_check=True)' " +
      file.string() + " 2>/dev/null";
  return std::system(command.c_str());
}

TEST(Onnx, PassesTheOfficialChecker) {
  if (!PythonHasOnnx()) GTEST_SKIP() << "install python3-onnx";
  TemporaryFolder folder;
  PublishFile(folder / "tiny.onnx", WriteOnnx(TinyGraph(), "tiny", {}));
  EXPECT_EQ(CheckWithOnnx(folder / "tiny.onnx"), 0);
  IrGraph broken = TinyGraph();
  broken.nodes[1].inputs = {"nothing"};
  PublishFile(folder / "broken.onnx", WriteOnnx(broken, "tiny", {}));
  EXPECT_NE(CheckWithOnnx(folder / "broken.onnx"), 0);
}

TEST(Onnx, GivesEqualBytesForEqualGraphsAndKeepsItsMetadata) {
  const std::string bytes = WriteOnnx(TinyGraph(), "tiny", {{"mean", "0,0,0"}, {"a", "b"}});
  EXPECT_EQ(bytes, WriteOnnx(TinyGraph(), "tiny", {{"a", "b"}, {"mean", "0,0,0"}}));
  EXPECT_EQ(ReadOnnxMetadata(bytes, "mean", "here"), "0,0,0");
  EXPECT_EQ(ReadOnnxMetadata(bytes, "sd", "here"), "");
  EXPECT_THAT(ErrorOf([] { ReadOnnxMetadata("rubbish", "mean", "here"); }),
              testing::HasSubstr("here is not an ONNX model"));
}

#if SWAPBENCH_WITH_TORCH

TEST(Export, WritesOnnxThatTheOfficialCheckerAccepts) {
  if (!PythonHasOnnx()) GTEST_SKIP() << "install python3-onnx";
  for (const std::string& network : SmallNetworks()) {
    TemporaryFolder folder;
    const Model model = UntrainedModel(folder, network);
    ExportOnnx(model, folder / "model.onnx");
    EXPECT_EQ(CheckWithOnnx(folder / "model.onnx"), 0) << network;
  }
}

TEST(Export, NamesTheWeightsItWasMadeFromAndIsRepeatable) {
  TemporaryFolder folder;
  const Model model = UntrainedModel(folder, "meso4:size=64");
  const std::string bytes = OnnxOf(model);
  EXPECT_EQ(bytes, OnnxOf(model));
  EXPECT_EQ(ReadOnnxMetadata(bytes, "weights_sha256", "here"), model.weights_sha256);
  EXPECT_EQ(ReadOnnxMetadata(bytes, "input_size", "here"), "64");
  EXPECT_NE(bytes.find("conv1.weight"), std::string::npos);
}

TEST(Export, CopiesSafetensorsAndWritesTorchScript) {
  TemporaryFolder folder;
  const Model model = UntrainedModel(folder, "meso4:size=64");
  ExportSafetensors(model, folder / "copy.safetensors");
  EXPECT_EQ(ReadFile(folder / "copy.safetensors"), ReadFile(model.folder / "weights.safetensors"));
  ExportTorchScript(model, folder / "model.pt");
  EXPECT_EQ(ReadFile(folder / "model.pt").substr(0, 2), "PK");  // LibTorch's archives are ZIP
}

#else

TEST(Export, AsksForAnExportedFileWhereNothingCanBeTraced) {
  TemporaryFolder folder;
  Model model;
  model.folder = folder.path();
  model.weights_sha256 = "abc";
  EXPECT_THAT(ErrorOf([&] { OnnxOf(model); }), testing::HasSubstr("model.onnx"));
  PublishFile(folder / "model.onnx", WriteOnnx(TinyGraph(), "tiny", {{"weights_sha256", "other"}}));
  EXPECT_THAT(ErrorOf([&] { OnnxOf(model); }), testing::HasSubstr("not made from the weights"));
  PublishFile(folder / "model.onnx", WriteOnnx(TinyGraph(), "tiny", {{"weights_sha256", "abc"}}));
  EXPECT_EQ(OnnxOf(model), ReadFile(folder / "model.onnx"));
}

#endif

}  // namespace
}  // namespace swapbench
