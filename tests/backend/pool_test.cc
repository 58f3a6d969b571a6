// SPDX-License-Identifier: Apache-2.0
#if SWAPBENCH_WITH_TORCH
#include "backend/pool.h"

#include <thread>

#include "backend/models.h"

namespace swapbench {
namespace {

TEST(BackendPool, GivesManyCallersTheAnswersOfOne) {
  const TemporaryFolder folder;
  BackendPool pool(UsualBackend(), UntrainedModel(folder, "meso4:size=64"));
  const Batch batch = NoiseBatch(1, pool.model().info.input);
  const std::vector<float> alone = pool.Run(batch.view());
  std::vector<std::vector<float>> together(4);
  {
    std::vector<std::jthread> callers;
    for (auto& answer : together)
      callers.emplace_back([&] {
        for (int i = 0; i < 5; ++i) answer = pool.Run(batch.view());
      });
  }
  for (const auto& answer : together) EXPECT_EQ(answer, alone);
}

TEST(BackendPool, SaysAtOnceWhatIsWrong) {
  const TemporaryFolder folder;
  EXPECT_THAT(
      ErrorOf([&] { BackendPool(Spec::Parse("torsh"), UntrainedModel(folder, "meso4:size=64")); }),
      testing::HasSubstr("did you mean 'torch'"));
}

TEST(BackendPool, HandsOutPicturesOfTheInputsShape) {
  const TemporaryFolder folder;
  BackendPool pool(UsualBackend(), UntrainedModel(folder, "autoencoder:size=32,width=4"));
  const Batch batch = NoiseBatch(2, pool.model().info.input);
  EXPECT_EQ(pool.Run(batch.view()).size(), batch.values.size());
}

}  // namespace
}  // namespace swapbench
#endif
