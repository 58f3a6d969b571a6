// SPDX-License-Identifier: Apache-2.0
// What OpenCV makes of our ONNX, on photographs and at full size.
#include "support.h"

#if SWAPBENCH_WITH_TORCH

#include "backend/models.h"
#include "backend/parity.h"
#include "core/file.h"
#include "image/codec.h"

namespace swapbench {
namespace {

std::vector<Face> SomeFaces(const std::filesystem::path& folder, size_t count) {
  std::vector<Face> faces;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.path().extension() != ".jpg") continue;
    faces.push_back({DecodeImage(ReadFile(entry.path()), entry.path().string()), {}});
    if (faces.size() == count) break;
  }
  return faces;
}

TEST(RealFaces, GetTheSameAnswersFromOpencvAndFrozenLibTorchAsFromEagerLibTorch) {
  const auto folder = RealData("dfdc_faces");
  if (!folder) GTEST_SKIP() << "set SWAPBENCH_REAL_DATA";
  const std::vector<Face> faces = SomeFaces(*folder, 16);
  ASSERT_EQ(faces.size(), 16u);
  for (const char* network : {"meso4", "meso4:variant=dfb", "mesoinception4",
                              "mesoinception4:variant=dfb", "small_resnet"}) {
    TemporaryFolder models;
    const Model model = UntrainedModel(models, network);
    const Batch input = MakeInput(faces, model.info.input);
    const std::vector<float> expected = MakeBackend("torch", model)->Run(input.view());
    for (const char* spec : {"opencv_dnn", "torch_frozen"}) {
      const Parity parity =
          CompareLogits(expected, MakeBackend(spec, model)->Run(input.view()), "fp32");
      EXPECT_TRUE(parity.passed) << network << " on " << spec << ": " << parity.reason;
    }
  }
}

}  // namespace
}  // namespace swapbench

#else

TEST(RealFaces, NeedModels) { GTEST_SKIP() << "a model to test with needs LibTorch"; }

#endif
