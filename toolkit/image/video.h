// SPDX-License-Identifier: Apache-2.0
/// Videos, of which some frames are kept. Read forwards only: a frame that is not kept is decoded,
/// for the next ones are coded as changes of it, but never converted to pixels. A seek would begin
/// at a key frame each time (every 250th is common) and does not always land where it should.
///
/// Frames are counted from 0 in the order in which they are shown, whatever the frame rate does: a
/// variable rate changes the times, never the numbers. They come upright: a rotation that the file
/// states, as telephones write it, is carried out. Decoding gives the same picture everywhere, but
/// FFmpeg's conversion of it from YUV may round differently on another kind of processor.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <memory>
#include <opencv2/core.hpp>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace cv {
class VideoCapture;
}

namespace swapbench {

/// By the extension, in either case: .mp4, .avi, .mov, .mkv, .webm and the like.
bool IsVideoName(std::string_view file);

class Video {
 public:
  /// Throws Error beginning with `where`: no such file, not a video, cut off (image/container.h),
  /// frames above kMaxPixels.
  Video(const std::filesystem::path& path, std::string where);
  ~Video();
  Video(const Video&) = delete;
  Video& operator=(const Video&) = delete;

  /// How many frames the file states; some formats only estimate it from the duration. 0: unknown.
  size_t stated_frames() const { return stated_; }
  cv::Size size() const { return size_; }  // upright

  /// Goes on to the next frame; false behind the last one. Throws Error beginning with `where`
  /// where a frame cannot be decoded and a later one can. Damage that the decoder conceals is not
  /// seen.
  bool Next();

  size_t read() const { return read_; }        // how many frames Next() has gone to
  size_t number() const { return read_ - 1; }  // of the current frame
  /// When it is shown, counted from the first, in whole milliseconds: the number times the interval
  /// for as long as the frame rate is constant, else what the file states.
  double seconds() const;
  cv::Mat Image() const;  // CV_8UC3, BGR, of its own memory

 private:
  std::string where_;
  std::unique_ptr<cv::VideoCapture> capture_;
  size_t stated_ = 0, read_ = 0;
  cv::Size size_;
  int turns_ = 0;  // clockwise quarters
  double interval_ = 0, seconds_ = 0;
  bool constant_ = true;  // the frame rate, as far as it has been read
};

/// Which frames of a clip are kept.
struct FrameChoice {
  size_t count = 32;  // that many, evenly from the first to the last
  size_t every = 0;   // where not 0, instead: frames 0, every, 2 * every ...
};

/// Their numbers, rising. `count` follows numpy.linspace(0, frames - 1, count, dtype=int), the
/// choice of DeepfakeBench, each once where the clip is shorter.
std::vector<size_t> ChooseFrames(size_t frames, const FrameChoice& choice);

namespace video_internal {
void ReadChosen(const std::filesystem::path& path, const std::string& where,
                const FrameChoice& choice, const std::function<void()>& begin,
                const std::function<void(const Video&)>& take);
}

/// look(video) for each chosen frame, in order. `look` may be asked anew from the beginning: where
/// a file states more frames than it has, the choice is made again among those there are. Throws
/// Error as Video does, where there is no frame at all, and where an MP4 or MOV file lacks more
/// than a tenth of the frames that it is to show.
template <class Look>
auto EachChosenFrame(const std::filesystem::path& path, const std::string& where,
                     const FrameChoice& choice, Look look) {
  std::vector<std::invoke_result_t<Look, const Video&>> seen;
  video_internal::ReadChosen(
      path, where, choice, [&] { seen.clear(); },
      [&](const Video& video) { seen.push_back(look(video)); });
  return seen;
}

}  // namespace swapbench
