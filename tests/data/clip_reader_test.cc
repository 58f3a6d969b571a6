// SPDX-License-Identifier: Apache-2.0
#include "data/clip_reader.h"

#include <filesystem>

#include "core/parallel.h"
#include "image/videos.h"
#include "support.h"

namespace swapbench {
namespace {

class Clips : public testing::Test {
 protected:
  Clips() {
    for (const std::string name : {"a.mp4", "b.mp4", "c.mp4"})
      WriteNumbered(folder_ / name, 60, "avc1");
  }

  ClipReader Reader(int threads) const {
    std::vector<ClipReader::Clip> clips;
    for (const std::string name : {"a.mp4", "b.mp4", "c.mp4"})
      clips.push_back({folder_ / name, name, kFrames});
    return {clips, threads};
  }

  const std::vector<size_t> kFrames = {0, 1, 5, 20, 21, 40, 59};
  TemporaryFolder folder_;
};

TEST_F(Clips, GiveTheFrameThatIsAskedForInAnyOrder) {
  const ClipReader reader = Reader(1);
  for (const size_t kept : {0U, 1U, 2U, 6U, 6U, 3U, 5U, 0U, 6U, 4U})
    for (const size_t clip : {0U, 2U})
      EXPECT_EQ(NumberIn(reader.Frame(clip, kept)), static_cast<int>(kFrames[kept]));
}

TEST_F(Clips, GiveTheSameToManyThreads) {
  const ClipReader reader = Reader(4);
  std::vector<int> shown(3 * kFrames.size() * 20);
  ParallelFor(shown.size(), 4, [&](size_t i) {
    const size_t record = i % (3 * kFrames.size());
    shown[i] = NumberIn(reader.Frame(record / kFrames.size(), record % kFrames.size()));
  });
  for (size_t i = 0; i < shown.size(); ++i)
    EXPECT_EQ(shown[i], static_cast<int>(kFrames[i % kFrames.size()]));
}

TEST_F(Clips, ThatHaveChangedSinceAreOneSentence) {
  const ClipReader reader = Reader(1);
  WriteNumbered(folder_ / "b.mp4", 30, "avc1");
  EXPECT_EQ(NumberIn(reader.Frame(1, 3)), 20);
  EXPECT_THAT(ErrorOf([&] { reader.Frame(1, 5); }),
              testing::HasSubstr("frame 40 was there when faces were looked for"));
  std::filesystem::remove(folder_ / "c.mp4");
  EXPECT_THAT(ErrorOf([&] { reader.Frame(2, 0); }), testing::HasSubstr("no such file"));
}

}  // namespace
}  // namespace swapbench
