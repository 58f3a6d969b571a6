// SPDX-License-Identifier: Apache-2.0
/// Kept frames of videos, asked for by number in about the order in which a corpus is written:
/// each video is then decoded once, forwards, whoever asks. Thread-safe; out of order it is right
/// as well, but slow.
#pragma once

#include <filesystem>
#include <list>
#include <memory>
#include <mutex>
#include <opencv2/core.hpp>
#include <string>
#include <vector>

namespace swapbench {

class ClipReader {
 public:
  struct Clip {
    std::filesystem::path path;
    std::string where;           // begins every message
    std::vector<size_t> frames;  // those that are asked for, rising
  };

  /// `threads` (0: every CPU) ask at once, for records near each other.
  ClipReader(std::vector<Clip> clips, int threads);
  ~ClipReader();

  /// Frame clips[clip].frames[kept]; CV_8UC3. Shared: do not write into it. Throws Error where it
  /// cannot be decoded.
  cv::Mat Frame(size_t clip, size_t kept) const;

 private:
  struct Opened;

  std::shared_ptr<Opened> Open(size_t clip) const;
  void CloseSpare() const;

  std::vector<Clip> clips_;
  size_t window_;  // frames that may be asked for at about the same time
  mutable std::mutex mutex_;
  mutable std::list<std::shared_ptr<Opened>> opened_;  // the last used first
};

}  // namespace swapbench
