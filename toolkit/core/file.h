// SPDX-License-Identifier: Apache-2.0
/// Reading whole files, and publishing them so that a crash, a kill or a full disk leaves the old
/// file or none.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace swapbench {

/// Throws Error naming the path where the file is missing, a folder or unreadable.
std::string ReadFile(const std::filesystem::path& path);

/// Temporary file in the same folder, write, fsync, close checked, rename, fsync of the folder.
/// Makes the folders above `path`. Throws Error (disk full, path below a file, no permission) and
/// leaves nothing behind.
void PublishFile(const std::filesystem::path& path, std::string_view bytes);

struct NewFile {
  std::filesystem::path path;
  std::string bytes;
};

/// All of them, or none where one cannot be written: every temporary file is complete before the
/// first rename.
void PublishFiles(std::span<const NewFile> files);

/// Throws Error where the file `path` could not be published, before work is spent on it: it is a
/// folder, or its nearest folder that exists is a file or may not be written. Makes nothing.
void CheckPlace(const std::filesystem::path& path);

/// Whether both names lead to one file, links followed; false where either does not exist.
bool IsSameFile(const std::filesystem::path& a, const std::filesystem::path& b);

/// What a person brought is never replaced by what we write: throws Error where `out` is `input`.
/// `what` it holds, in the plural: "scores".
void CheckKeeps(const std::filesystem::path& input, const std::filesystem::path& out,
                std::string_view what);

/// create_directories with a sentence for the person where it fails.
void MakeFolder(const std::filesystem::path& path);

/// Makes folders and those above them; they are gone again, where empty, unless Release().
class MadeFolders {
 public:
  MadeFolders() = default;
  ~MadeFolders();
  MadeFolders(const MadeFolders&) = delete;
  MadeFolders& operator=(const MadeFolders&) = delete;

  void Add(const std::filesystem::path& folder);  // throws as MakeFolder does
  void Release() { made_.clear(); }

 private:
  std::vector<std::filesystem::path> made_;  // what lies in another comes after it
};

/// A folder that is filled whole or not at all. It must be new or empty: the constructor throws
/// Error where it is not.
class NewFolder {
 public:
  explicit NewFolder(std::filesystem::path folder);
  ~NewFolder();  // removes what lies in path(), and the folder where it was made
  NewFolder(const NewFolder&) = delete;
  NewFolder& operator=(const NewFolder&) = delete;

  /// Where to write: a hidden folder inside, and so on the same disk.
  const std::filesystem::path& path() const { return path_; }
  /// Moves all of it up, files last: what lists the rest comes after it.
  void Publish();

 private:
  std::filesystem::path folder_, path_;
  MadeFolders made_;
};

/// Removes what a process no longer alive left in `folder`: temporary files of PublishFile and
/// folders of NewFolder.
void RemoveStaleTemporaries(const std::filesystem::path& folder);

/// An advisory lock (flock) on a file, held until destruction; released by the kernel if the
/// process dies. The file itself stays and is empty.
class FileLock {
 public:
  explicit FileLock(const std::filesystem::path& path);  // does not wait; held() tells
  ~FileLock();
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;
  bool held() const { return held_; }

 private:
  int descriptor_ = -1;
  bool held_ = false;
};

}  // namespace swapbench
