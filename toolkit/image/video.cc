// SPDX-License-Identifier: Apache-2.0
#include "image/video.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <cstdlib>
#include <opencv2/core/version.hpp>
#include <opencv2/videoio.hpp>
#include <utility>

#include "core/error.h"
#include "core/interrupt.h"
#include "image/codec.h"
#include "image/container.h"
#include "image/mp4_frames.h"

namespace swapbench {
namespace fs = std::filesystem;
namespace {

// FFmpeg comments on damaged files; ours is one sentence. Before main: setenv beside threads is not
// safe.
[[maybe_unused]] const int kQuietFfmpeg = ::setenv("OPENCV_FFMPEG_LOGLEVEL", "-8", 0);

constexpr std::array<std::string_view, 12> kExtensions = {".mp4",  ".avi", ".mov", ".mkv",
                                                          ".webm", ".m4v", ".mpg", ".mpeg",
                                                          ".wmv",  ".flv", ".ts",  ".3gp"};

// Behind a frame that fails, each attempt passes over one more that does: is it the end, or damage?
constexpr size_t kFewestAttempts = 8, kMostAttempts = 100'000;
constexpr double kMostFrames = 1e8;  // a header that states more is not believed
constexpr const char* kRemedy = "fetch the file again, or remove it.";

/// Quarter turns, clockwise, that bring the frames upright. OpenCV 4.6 (its issue 22088) reads the
/// angle the other way round and turns accordingly, so we turn them ourselves.
int QuarterTurns(const cv::VideoCapture& capture) {
  constexpr bool kReversed = CV_VERSION_MAJOR == 4 && CV_VERSION_MINOR == 6;
  const double angle = capture.get(cv::CAP_PROP_ORIENTATION_META);
  const int turns = static_cast<int>(std::floor(angle / 90 + .5)) & 3;
  return kReversed ? (4 - turns) & 3 : turns;
}

/// Healthy files may hold a few frames fewer than they state.
bool LacksMany(size_t read, size_t stated) {
  const size_t missing = stated - std::min(read, stated);
  return missing > 2 && missing > stated / 10;
}

size_t CountFrames(const fs::path& path, const std::string& where) {
  Video video(path, where);
  while (video.Next()) ThrowIfStopped();
  return video.read();
}

}  // namespace

bool IsVideoName(std::string_view file) {
  std::string extension = fs::path(file).extension().string();
  std::ranges::transform(extension, extension.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return std::ranges::find(kExtensions, extension) != kExtensions.end();
}

Video::Video(const fs::path& path, std::string where) : where_(std::move(where)) {
  Check(fs::is_regular_file(path), where_, ": there is no such file.");
  Check(fs::file_size(path) > 0, where_, ": the video has zero bytes.");
  Check(!IsCutOff(path), where_,
        ": the video is cut off: its header states more bytes than it has.");
  // An absolute path: no part of it can be taken for a protocol.
  capture_ = std::make_unique<cv::VideoCapture>(fs::absolute(path).string(), cv::CAP_FFMPEG);
  Check(capture_->isOpened(), where_,
        ": this is not a video that FFmpeg reads, or its header is damaged.");
  capture_->set(cv::CAP_PROP_ORIENTATION_AUTO, 0);
  turns_ = QuarterTurns(*capture_);
  const auto stated = [&](int property) { return capture_->get(property); };
  size_ = {static_cast<int>(stated(cv::CAP_PROP_FRAME_WIDTH)),
           static_cast<int>(stated(cv::CAP_PROP_FRAME_HEIGHT))};
  if (turns_ % 2 == 1) std::swap(size_.width, size_.height);
  Check(size_.width > 0 && size_.height > 0 && size_.width <= kMaxPixels / size_.height, where_,
        ": the video states frames of ", size_.width, "x", size_.height, " pixels.");
  const double frames = stated(cv::CAP_PROP_FRAME_COUNT), rate = stated(cv::CAP_PROP_FPS);
  if (frames > 0 && frames < kMostFrames) stated_ = static_cast<size_t>(frames);
  if (rate > 0 && std::isfinite(rate)) interval_ = 1 / rate;
}

Video::~Video() = default;

bool Video::Next() {
  if (!capture_->grab()) {
    const size_t unread = stated_ - std::min(read_, stated_);
    const size_t attempts = std::clamp(unread, kFewestAttempts, kMostAttempts);
    for (size_t i = 0; i < attempts; ++i)
      Check(!capture_->grab(), where_, ": frame ", read_, unread > 0 ? Concat(" of ", stated_) : "",
            " cannot be decoded: the stream is damaged; ", kRemedy);
    return false;
  }
  // The frame rate where it is constant: times that the file rounds, and those of the last frames,
  // which OpenCV loses while the decoder is emptied, then do not matter.
  const double stamp = capture_->get(cv::CAP_PROP_POS_MSEC) / 1000;
  const double nominal = static_cast<double>(read_) * interval_;
  const bool lost = read_ > 0 && !(stamp > 0);
  if (!lost && !(std::fabs(stamp - nominal) < .25 * interval_)) constant_ = false;
  seconds_ = constant_ ? nominal : lost ? seconds_ + interval_ : stamp;
  ++read_;
  return true;
}

double Video::seconds() const { return std::floor(seconds_ * 1000 + .5) / 1000; }

cv::Mat Video::Image() const {
  cv::Mat image;
  Check(capture_->retrieve(image) && image.type() == CV_8UC3, where_, ": frame ", number(),
        " cannot be converted to pixels.");
  constexpr std::array<int, 4> kTurns = {0, cv::ROTATE_90_CLOCKWISE, cv::ROTATE_180,
                                         cv::ROTATE_90_COUNTERCLOCKWISE};
  if (turns_ == 0) return image;
  cv::Mat upright;
  cv::rotate(image, upright, kTurns[static_cast<size_t>(turns_)]);
  return upright;
}

std::vector<size_t> ChooseFrames(size_t frames, const FrameChoice& choice) {
  std::vector<size_t> chosen;
  if (choice.every > 0)
    for (size_t i = 0; i < frames; i += choice.every) chosen.push_back(i);
  if (choice.every > 0 || frames == 0) return chosen;
  // numpy multiplies by a rounded step: the exact quotient now and then gives one frame more.
  const double last = static_cast<double>(frames - 1);
  const double step = choice.count > 1 ? last / static_cast<double>(choice.count - 1) : 0;
  for (size_t i = 0; i < choice.count; ++i) {
    const bool at_end = choice.count > 1 && i + 1 == choice.count;
    const auto frame =
        at_end ? frames - 1 : static_cast<size_t>(std::floor(static_cast<double>(i) * step));
    if (chosen.empty() || frame > chosen.back()) chosen.push_back(frame);
  }
  return chosen;
}

namespace video_internal {

void ReadChosen(const fs::path& path, const std::string& where, const FrameChoice& choice,
                const std::function<void()>& begin, const std::function<void(const Video&)>& take) {
  size_t frames = 0;
  while (true) {
    Video video(path, where);
    if (frames == 0) frames = video.stated_frames();
    if (frames == 0) frames = CountFrames(path, where);
    begin();
    std::vector<size_t> taken;
    const std::vector<size_t> chosen = ChooseFrames(frames, choice);
    while (taken.size() < chosen.size() && video.Next()) {
      ThrowIfStopped();
      if (video.number() != chosen[taken.size()]) continue;
      take(video);
      taken.push_back(video.number());
    }
    if (taken.size() == chosen.size() && !chosen.empty()) return;
    const size_t shown = CountShownFrames(path);
    Check(!LacksMany(video.read(), shown), where, ": only ", video.read(), " of the ", shown,
          " frames that it states can be decoded: the stream is damaged or cut off; ", kRemedy);
    Check(video.read() > 0, where, ": the video holds no frames.");
    frames = video.read();
    if (taken == ChooseFrames(frames, choice)) return;
  }
}

}  // namespace video_internal
}  // namespace swapbench
