// SPDX-License-Identifier: Apache-2.0
#include "data/clip_reader.h"

#include <algorithm>
#include <atomic>
#include <deque>

#include "core/error.h"
#include "core/interrupt.h"
#include "core/parallel.h"
#include "image/video.h"

namespace swapbench {

/// A clip and the frames of it that were read last.
struct ClipReader::Opened {
  Opened(size_t which, const Clip& read) : index(which), clip(read) {}

  cv::Mat Frame(size_t kept, size_t window) {
    const std::lock_guard lock(mutex);
    if (kept < next - recent.size() || (!video && kept >= next)) {
      video = std::make_unique<Video>(clip.path, clip.where);
      recent.clear();
      next = 0;
    }
    while (next <= kept) ReadNext(kept, window);
    held = recent.size();
    return recent[recent.size() - (next - kept)];
  }

  const size_t index;
  std::atomic<size_t> held{0};  // frames in memory

 private:
  void ReadNext(size_t kept, size_t window) {
    while (video->read() <= clip.frames[next]) {
      ThrowIfStopped();
      Check(video->Next(), clip.where, ": frame ", clip.frames[next],
            " was there when faces were looked for, and is no longer.");
    }
    ++next;
    // Nobody who asks for this one asks for those far behind it.
    recent.push_back(next + window > kept ? video->Image() : cv::Mat());
    if (recent.size() > window) recent.pop_front();
    if (next == clip.frames.size()) video.reset();
  }

  const Clip& clip;
  std::mutex mutex;
  std::unique_ptr<Video> video;  // stands before frames[next]; none: not opened, or read to its end
  size_t next = 0;               // the kept frame that is read next
  std::deque<cv::Mat> recent;    // the kept frames before it
};

// As many as OrderedPipeline has under way.
ClipReader::ClipReader(std::vector<Clip> clips, int threads)
    : clips_(std::move(clips)),
      window_(static_cast<size_t>(2 * (threads > 0 ? threads : AvailableThreads()) + 2)) {}

ClipReader::~ClipReader() = default;

cv::Mat ClipReader::Frame(size_t clip, size_t kept) const {
  const std::shared_ptr<Opened> opened = Open(clip);
  const cv::Mat frame = opened->Frame(kept, window_);
  CloseSpare();
  return frame;
}

std::shared_ptr<ClipReader::Opened> ClipReader::Open(size_t clip) const {
  const std::lock_guard lock(mutex_);
  const auto found = std::ranges::find(opened_, clip, &Opened::index);
  if (found == opened_.end()) opened_.push_front(std::make_shared<Opened>(clip, clips_.at(clip)));
  else opened_.splice(opened_.begin(), opened_, found);
  return opened_.front();
}

/// Leaves as many frames as may still be asked for, from the clips used last.
void ClipReader::CloseSpare() const {
  const std::lock_guard lock(mutex_);
  size_t held = 0;
  for (const auto& opened : opened_) held += opened->held;
  while (opened_.size() > 1 && (held > 2 * window_ || opened_.size() > window_)) {
    held -= opened_.back()->held;
    opened_.pop_back();
  }
}

}  // namespace swapbench
