// SPDX-License-Identifier: Apache-2.0
#include "image/video.h"

#include <numeric>
#include <tuple>

#include "core/file.h"
#include "image/mp4_boxes.h"
#include "image/mp4_frames.h"
#include "image/pictures.h"
#include "image/videos.h"
#include "support.h"

namespace swapbench {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

struct Kind {
  std::string file, fourcc;
};

/// Intra only, no B-frames, B-frames (shown in another order than stored), a rounded clock.
const std::vector<Kind> kKinds = {
    {"a.avi", "MJPG"}, {"b.mp4", "mp4v"}, {"c.mp4", "avc1"}, {"d.mkv", "avc1"}, {"e.webm", "VP80"}};

std::vector<size_t> UpTo(size_t count) {
  std::vector<size_t> numbers(count);
  std::iota(numbers.begin(), numbers.end(), size_t{0});
  return numbers;
}

/// The numbers that the chosen frames show.
std::vector<size_t> Shown(const std::filesystem::path& path, const FrameChoice& choice) {
  return EachChosenFrame(path, "clip", choice, [](const Video& video) {
    const auto shown = static_cast<size_t>(NumberIn(video.Image()));
    EXPECT_EQ(shown, video.number());
    return shown;
  });
}

TEST(Video, ShowsEveryFrameOnceInOrder) {
  const TemporaryFolder folder;
  for (const auto& [file, fourcc] : kKinds) {
    WriteNumbered(folder / file, 80, fourcc);
    Video video(folder / file, file);
    EXPECT_EQ(video.stated_frames(), 80U) << file;
    EXPECT_EQ(video.size(), cv::Size(160, 96)) << file;
    int next = 0;
    for (; video.Next(); ++next) {
      EXPECT_EQ(NumberIn(video.Image()), next) << file;
      EXPECT_EQ(video.seconds(), next * 40 / 1000.) << file;
    }
    EXPECT_EQ(next, 80) << file;
    EXPECT_FALSE(video.Next());
  }
}

TEST(Video, FramesThatAreNotKeptDoNotShiftThoseThatAre) {
  const TemporaryFolder folder;
  for (const auto& [file, fourcc] : kKinds) {
    WriteNumbered(folder / file, 80, fourcc);
    EXPECT_THAT(Shown(folder / file, {.count = 5, .every = 0}), ElementsAre(0, 19, 39, 59, 79));
    EXPECT_THAT(Shown(folder / file, {.count = 32, .every = 30}), ElementsAre(0, 30, 60)) << file;
    EXPECT_EQ(Shown(folder / file, {.count = 500, .every = 0}), UpTo(80)) << file;
  }
}

// numpy 1.24: numpy.linspace(0, frames - 1, count, dtype=int)
TEST(Video, ChoosesFramesAsNumpyDoes) {
  const auto choose = [](size_t frames, size_t count) {
    return ChooseFrames(frames, {.count = count, .every = 0});
  };
  EXPECT_THAT(choose(300, 32), ElementsAre(0, 9, 19, 28, 38, 48, 57, 67, 77, 86, 96, 106, 115, 125,
                                           135, 144, 154, 163, 173, 183, 192, 202, 212, 221, 231,
                                           241, 250, 260, 270, 279, 289, 299));
  EXPECT_THAT(choose(10, 4), ElementsAre(0, 3, 6, 9));
  EXPECT_THAT(choose(5, 9), ElementsAre(0, 1, 2, 3, 4));
  EXPECT_THAT(choose(7, 1), ElementsAre(0));
  EXPECT_THAT(choose(1, 3), ElementsAre(0));
  EXPECT_TRUE(choose(0, 3).empty());
  // 21 * (119 / 49) is a little less than 51, and numpy cuts it.
  EXPECT_EQ(choose(120, 50)[21], 50U);
  EXPECT_EQ(choose(120, 50)[42], 101U);
  EXPECT_THAT(ChooseFrames(7, {.count = 2, .every = 3}), ElementsAre(0, 3, 6));
}

// ISO/IEC 14496-12, 6.2.2: the matrix takes a point that lies to the right to one that lies below.
TEST(Video, IsTurnedUprightAsTheFileStates) {
  const TemporaryFolder folder;
  WriteNumbered(folder / "lying.mp4", 3);
  Video lying(folder / "lying.mp4", "lying");
  ASSERT_TRUE(lying.Next());
  for (const auto& [quarters, code, size] : std::vector<std::tuple<int, int, cv::Size>>{
           {1, cv::ROTATE_90_CLOCKWISE, {96, 160}},
           {2, cv::ROTATE_180, {160, 96}},
           {3, cv::ROTATE_90_COUNTERCLOCKWISE, {96, 160}}}) {
    Mp4 file(folder / "lying.mp4");
    file.Turn(quarters);
    file.Save(folder / "turned.mp4");
    Video turned(folder / "turned.mp4", "turned");
    ASSERT_TRUE(turned.Next());
    EXPECT_EQ(turned.size(), size) << quarters;
    cv::Mat expected;
    cv::rotate(lying.Image(), expected, code);
    EXPECT_TRUE(SamePixels(turned.Image(), expected)) << quarters;
  }
}

TEST(Video, WithAVariableRateKeepsItsNumbersAndTellsItsTimes) {
  const TemporaryFolder folder;
  WriteNumbered(folder / "even.mp4", 60);
  Mp4 file(folder / "even.mp4");
  file.SlowDown(20, 5);  // frame n is shown at n * .04 s up to 20, then every .2 s
  file.Save(folder / "uneven.mp4");
  EXPECT_EQ(Shown(folder / "uneven.mp4", {.count = 100, .every = 0}), UpTo(60));
  const auto times = EachChosenFrame(folder / "uneven.mp4", "uneven", {.count = 60, .every = 0},
                                     [](const Video& video) { return video.seconds(); });
  EXPECT_EQ(times[10], .4);
  EXPECT_EQ(times[20], .8);
  EXPECT_EQ(times[40], 4.8);
  EXPECT_TRUE(std::ranges::is_sorted(times));
}

TEST(Video, FramesThatTheFileHidesAreNotThere) {
  const TemporaryFolder folder;
  WriteNumbered(folder / "whole.mp4", 60, "avc1");
  Mp4 file(folder / "whole.mp4");
  file.HideBefore(.8);
  file.Save(folder / "hidden.mp4");
  Video video(folder / "hidden.mp4", "hidden");
  EXPECT_EQ(video.stated_frames(), 60U);
  const auto shown = EachChosenFrame(folder / "hidden.mp4", "hidden", {.count = 5, .every = 0},
                                     [](const Video& each) { return NumberIn(each.Image()); });
  EXPECT_THAT(shown, ElementsAre(20, 29, 39, 49, 59)) << "the choice is made among the 40 shown";
  const auto every = EachChosenFrame(folder / "hidden.mp4", "hidden", {.count = 1, .every = 15},
                                     [](const Video& each) { return NumberIn(each.Image()); });
  EXPECT_THAT(every, ElementsAre(20, 35, 50));
  Mp4 trimmed(folder / "whole.mp4");
  trimmed.HideBehind(.5);
  trimmed.Save(folder / "trimmed.mp4");
  EXPECT_THAT(Shown(folder / "trimmed.mp4", {.count = 2, .every = 0}), ElementsAre(0, 29));
}

std::string ErrorOfReading(const std::filesystem::path& path) {
  return ErrorOf([&] { Shown(path, {.count = 8, .every = 0}); });
}

TEST(Video, BadFilesAreOneSentence) {
  const TemporaryFolder folder;
  PublishFile(folder / "text.mp4", "not a video at all, but a few words of text in a row");
  PublishFile(folder / "nothing.mp4", "");
  WriteNumbered(folder / "empty.avi", 0, "MJPG");
  EXPECT_THAT(ErrorOfReading(folder / "text.mp4"), HasSubstr("not a video"));
  EXPECT_THAT(ErrorOfReading(folder / "nothing.mp4"), HasSubstr("zero bytes"));
  EXPECT_THAT(ErrorOfReading(folder / "none.mp4"), HasSubstr("no such file"));
  EXPECT_THAT(ErrorOfReading(folder / "empty.avi"), HasSubstr("no frames"));
  EXPECT_THAT(ErrorOfReading(folder.path()), HasSubstr("no such file"));
}

TEST(Video, ThatLacksItsEndIsRefusedHoweverLittleIsMissing) {
  const TemporaryFolder folder;
  for (const auto& [file, fourcc] : kKinds) {
    WriteNumbered(folder / file, 30, fourcc);
    const std::string whole = ReadFile(folder / file);
    for (const size_t missing : {size_t{1}, size_t{200}, whole.size() / 2}) {
      PublishFile(folder / ("cut_" + file), whole.substr(0, whole.size() - missing));
      EXPECT_THAT(ErrorOfReading(folder / ("cut_" + file)), HasSubstr("cut off"))
          << file << missing;
    }
    PublishFile(folder / ("more_" + file), whole + std::string(100, '\0'));
    EXPECT_EQ(Shown(folder / ("more_" + file), {.count = 30, .every = 0}), UpTo(30)) << file;
  }
}

/// The file with zeros from one share of its coded pictures to another.
void Damage(const std::filesystem::path& good, double from, double to,
            const std::filesystem::path& bad) {
  std::string bytes = ReadFile(good);
  const size_t pictures = bytes.find("mdat") + 4, size = bytes.find("moov") - 8 - pictures;
  const auto begin = static_cast<size_t>(from * static_cast<double>(size));
  const size_t length = static_cast<size_t>(to * static_cast<double>(size)) - begin;
  bytes.replace(pictures + begin, length, length, '\0');
  PublishFile(bad, bytes);
}

TEST(Video, DamageInTheMiddleIsOneSentenceHoweverLongItIs) {
  const TemporaryFolder folder;
  for (const std::string fourcc : {"mp4v", "avc1"})
    for (const int frames : {60, 300}) {
      WriteNumbered(folder / "good.mp4", frames, fourcc);
      for (const double half : {.05, .15, .3}) {
        Damage(folder / "good.mp4", .5 - half, .5 + half, folder / "bad.mp4");
        EXPECT_THAT(ErrorOfReading(folder / "bad.mp4"),
                    AllOf(HasSubstr(Concat(" of ", frames, " cannot be decoded")),
                          HasSubstr("fetch the file again, or remove it.")))
            << fourcc << half;
      }
    }
}

TEST(Video, OfWhichTheEndIsDamagedIsNotTakenForAShorterOne) {
  const TemporaryFolder folder;
  WriteNumbered(folder / "good.mp4", 300);
  for (const double from : {.3, .5, .8}) {
    Damage(folder / "good.mp4", from, 1, folder / "bad.mp4");
    EXPECT_THAT(ErrorOfReading(folder / "bad.mp4"),
                AllOf(HasSubstr("clip: only "), HasSubstr(" of the 300 frames that it states"),
                      HasSubstr("fetch the file again, or remove it.")));
  }
}

TEST(Video, MayLackATenthOfItsFramesAtItsEnd) {
  const TemporaryFolder folder;
  WriteNumbered(folder / "good.mp4", 60);
  Damage(folder / "good.mp4", .97, 1, folder / "bad.mp4");
  const auto numbers = EachChosenFrame(folder / "bad.mp4", "bad", {.count = 500, .every = 0},
                                       [](const Video& video) { return video.number(); });
  EXPECT_GE(numbers.size(), 54U);
  EXPECT_LT(numbers.size(), 60U);
}

TEST(Video, KnowsHowManyFramesAnEditListShows) {
  const TemporaryFolder folder;
  WriteNumbered(folder / "whole.mp4", 60);
  WriteNumbered(folder / "no.avi", 60, "MJPG");
  EXPECT_EQ(CountShownFrames(folder / "whole.mp4"), 60U);
  EXPECT_EQ(CountShownFrames(folder / "no.avi"), 0U);
  const auto shown = [&](auto change) {
    Mp4 file(folder / "whole.mp4");
    change(file);
    file.Save(folder / "edited.mp4");
    return CountShownFrames(folder / "edited.mp4");
  };
  EXPECT_EQ(shown([](Mp4& file) { file.HideBefore(.8); }), 40U);
  EXPECT_EQ(shown([](Mp4& file) { file.HideBehind(.5); }), 30U);
  EXPECT_EQ(shown([](Mp4& file) { file.SlowDown(20, 5); }), 60U);
}

TEST(Video, IsToldByItsName) {
  for (const std::string name : {"a.mp4", "b/c.AVI", "x.y.webm", "m.MoV"})
    EXPECT_TRUE(IsVideoName(name)) << name;
  for (const std::string name : {"a.jpg", "mp4", "a.mp4/b.png", "a.mp4.txt", ""})
    EXPECT_FALSE(IsVideoName(name)) << name;
}

TEST(Video, KeptFramesOfRealVideosAreThoseOfSequentialDecoding) {
  const auto data = RealData("dfdc_videos");
  if (!data) GTEST_SKIP() << "set SWAPBENCH_REAL_DATA";
  const auto path = *data / "dfdc_train_part_0/lynaeydofd.mp4";
  std::vector<cv::Mat> kept =
      EachChosenFrame(path, "real", {.count = 5, .every = 0},
                      [](const Video& video) { return video.Image().rowRange(500, 520).clone(); });
  cv::VideoCapture capture(path.string(), cv::CAP_FFMPEG);
  cv::Mat frame;
  const std::vector<size_t> numbers = ChooseFrames(300, {.count = 5, .every = 0});
  ASSERT_EQ(kept.size(), numbers.size());
  for (size_t number = 0, next = 0; capture.read(frame); ++number)
    if (next < numbers.size() && numbers[next] == number) {
      EXPECT_TRUE(SamePixels(kept[next], frame.rowRange(500, 520).clone())) << number;
      ++next;
    }
}

}  // namespace
}  // namespace swapbench
