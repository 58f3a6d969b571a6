// SPDX-License-Identifier: Apache-2.0
// What every runtime keeps, whoever adds it: the answers of eager LibTorch on one thread.
#include <cmath>

#include "backend/backend.h"
#include "contract/fixtures.h"
#include "support.h"

namespace swapbench {
namespace {

#if SWAPBENCH_WITH_TORCH

struct Case {
  std::string backend, network;
};

std::vector<Case> Cases() {
  std::vector<Case> cases;
  for (const std::string& backend : Backends().names())
    for (const char* network :
         {"meso4:size=64", "meso4:leaky=true,size=64,variant=dfb", "mesoinception4:variant=keras",
          "mesoinception4:variant=dfb", "small_resnet", "resnet:classes=2,depth=50,size=64",
          "xception:size=96", "ucf:size=71", "face_xray:size=64,width=8"})
      cases.push_back({backend, network});
  return cases;
}

class BackendContract : public testing::TestWithParam<Case> {};

TEST_P(BackendContract, AnswersAsEagerLibTorchDoes) {
  const Model model = ReadModel(UntrainedModel(GetParam().network));
  const std::vector<Face> faces = DrawnFaces(4, 128);
  const Batch input = MakeInput(faces, model.info.input);
  const auto reference = Backends().Make(Spec::Parse("torch:threads=1"), model);
  const auto backend = Backends().Make(Makeable(GetParam().backend), model);
  const std::vector<float> expected = reference->Run(input.view()),
                           answered = backend->Run(input.view());
  ASSERT_EQ(answered.size(), expected.size());
  ASSERT_EQ(backend->traits().precision, "fp32")
      << "another precision needs its own tolerance here";
  if (backend->traits().control) return;
  for (size_t i = 0; i < expected.size(); ++i)
    EXPECT_LE(std::fabs(answered[i] - expected[i]), 1e-4F * (1 + std::fabs(expected[i])))
        << "face " << i;
}

INSTANTIATE_TEST_SUITE_P(All, BackendContract, testing::ValuesIn(Cases()), [](const auto& test) {
  std::string name = test.param.backend + "_" + test.param.network;
  for (char& c : name)
    if (std::isalnum(static_cast<unsigned char>(c)) == 0) c = '_';
  return name;
});

#else

TEST(BackendContract, NeedsModels) { GTEST_SKIP() << "a model to test with needs LibTorch"; }

#endif

}  // namespace
}  // namespace swapbench
