// SPDX-License-Identifier: Apache-2.0
/// What a search for faces leaves behind: which faces are where, without any pixels. Finding them
/// takes long, cutting them out does not: so this is kept, and the pictures are read again.
#pragma once

#include <filesystem>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "faces/locate.h"

namespace swapbench {

/// An image, or a frame of a video, that was looked at.
struct FoundPicture {
  size_t frame = 0;    // of a video
  double seconds = 0;  // of a video: when the frame is shown
  cv::Size size;
  std::vector<LocatedFace> faces;  // those that are kept, the largest first

  bool operator==(const FoundPicture&) const = default;
};

/// A file of JSON lines, one a file that was searched, so that a search goes on where it was
/// stopped. Lines of another search (`key`), of files that have changed since, and torn ones count
/// for nothing. Thread-safe.
class FoundJournal {
 public:
  /// `path` may be empty: then nothing is kept. Throws Error where it cannot be written.
  FoundJournal(std::filesystem::path path, const std::string& key);

  /// What was found in `file`, which lies at `place`.
  std::optional<std::vector<FoundPicture>> Find(const std::string& file,
                                                const std::filesystem::path& place) const;
  void Add(const std::string& file, const std::filesystem::path& place,
           const std::vector<FoundPicture>& pictures);

 private:
  std::filesystem::path path_;
  std::map<std::string, std::string> lines_;  // file -> its line
  std::mutex mutex_;
};

}  // namespace swapbench
