// SPDX-License-Identifier: Apache-2.0
#include "core/file.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <deque>
#include <utility>
#include <vector>

#include "core/error.h"
#include "core/text.h"

namespace swapbench {
namespace fs = std::filesystem;
namespace {

constexpr std::string_view kMark = ".swapbench-tmp-";

/// Tells this process from an earlier one of the same number, as containers hand them out again.
const std::string& RunToken() {
  static const std::string token =
      std::to_string(std::chrono::system_clock::now().time_since_epoch().count());
  return token;
}

std::string Reason(int number) {
  if (number == ENOSPC || number == EDQUOT)
    return "the disk is full: free some space and run the command again";
  return std::strerror(number);
}

/// Owns a descriptor and the temporary file behind it until Release().
class TemporaryFile {
 public:
  explicit TemporaryFile(fs::path path) : path_(std::move(path)) {
    descriptor_ = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    Check(descriptor_ >= 0, "Cannot write in ", path_.parent_path().string(), ": ", Reason(errno),
          ".");
  }
  ~TemporaryFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
    if (!released_) ::unlink(path_.c_str());
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;

  void Write(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
      if (written < 0 && errno == EINTR) continue;
      Check(written > 0, "Writing ", path_.string(), " failed: ", Reason(errno), ".");
      bytes.remove_prefix(static_cast<size_t>(written));
    }
  }
  void SyncAndClose() {
    const int synced = ::fsync(descriptor_);
    Check(synced == 0, "Writing ", path_.string(), " failed: ", Reason(errno), ".");
    const int closed = ::close(std::exchange(descriptor_, -1));
    Check(closed == 0, "Closing ", path_.string(), " failed: ", Reason(errno), ".");
  }
  void Release() { released_ = true; }
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
  int descriptor_ = -1;
  bool released_ = false;
};

void SyncFolder(const fs::path& folder) {
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return;
  ::fsync(
      descriptor);  // some file systems refuse it for folders; the rename has happened all the same
  ::close(descriptor);
}

fs::path FolderOf(const fs::path& path) {
  return path.has_parent_path() ? path.parent_path() : fs::path(".");
}

void Rename(const fs::path& from, const fs::path& to) {
  const int renamed = ::rename(from.c_str(), to.c_str());
  Check(renamed == 0, "Cannot publish ", to.string(), ": ", Reason(errno), ".");
}

struct View {
  const fs::path& path;
  std::string_view bytes;
};

void PublishViews(std::span<const View> files) {
  static std::atomic<unsigned> counter{0};
  MadeFolders folders;  // outlives the files in them
  std::deque<TemporaryFile> staged;
  for (const auto& [path, bytes] : files) {
    const fs::path folder = FolderOf(path);
    folders.Add(folder);
    std::error_code unknown;
    Check(!fs::is_directory(path, unknown), "Cannot write ", path.string(), ": it is a folder.");
    TemporaryFile& file =
        staged.emplace_back(folder / Concat('.', path.filename().string(), kMark, ::getpid(), '-',
                                            RunToken(), '-', counter++));
    file.Write(bytes);
    file.SyncAndClose();
  }
  for (size_t i = 0; i < files.size(); ++i) {
    Rename(staged[i].path(), files[i].path);
    staged[i].Release();
    folders.Release();
    SyncFolder(FolderOf(files[i].path));
  }
}

}  // namespace

std::string ReadFile(const fs::path& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  Check(descriptor >= 0, "Cannot read ", path.string(), ": ", std::strerror(errno), ".");
  struct ::stat status {};
  ::fstat(descriptor, &status);
  std::string bytes;
  bytes.resize(S_ISREG(status.st_mode) ? static_cast<size_t>(status.st_size) : 0);
  size_t filled = 0;
  int failure = 0;
  while (true) {
    if (filled == bytes.size()) bytes.resize(filled + 65536);
    const ssize_t got = ::read(descriptor, bytes.data() + filled, bytes.size() - filled);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) failure = errno;
    if (got <= 0) break;
    filled += static_cast<size_t>(got);
  }
  ::close(descriptor);
  Check(failure == 0, "Cannot read ", path.string(), ": ", std::strerror(failure), ".");
  bytes.resize(filled);
  return bytes;
}

void MakeFolder(const fs::path& path) {
  if (path.empty()) return;
  std::error_code failure;
  fs::create_directories(path, failure);
  std::error_code unknown;
  Check(!failure && fs::is_directory(path, unknown), "Cannot make the folder ", path.string(), ": ",
        failure ? Reason(failure.value()) : "a file of that name is in the way", ".");
}

MadeFolders::~MadeFolders() {
  std::error_code not_empty;
  for (auto folder = made_.rbegin(); folder != made_.rend(); ++folder)
    fs::remove(*folder, not_empty);
}

void MadeFolders::Add(const fs::path& folder) {
  std::vector<fs::path> missing;
  std::error_code unknown;
  for (fs::path each = folder; !fs::exists(each, unknown); each = FolderOf(each))
    missing.push_back(each);
  made_.insert(made_.end(), missing.rbegin(), missing.rend());
  MakeFolder(folder);
}

NewFolder::NewFolder(fs::path folder)
    : folder_(std::move(folder)),
      path_(folder_ / Concat(".new", kMark, ::getpid(), '-', RunToken())) {
  made_.Add(folder_);
  RemoveStaleTemporaries(folder_);
  Check(fs::is_empty(folder_), folder_.string(), " is not empty; choose a new folder.");
  made_.Add(path_);
}

NewFolder::~NewFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

void NewFolder::Publish() {
  for (const bool folders : {true, false})
    for (const auto& entry : std::vector(fs::directory_iterator(path_), fs::directory_iterator())) {
      if (entry.is_directory() != folders) continue;
      Rename(entry.path(), folder_ / entry.path().filename());
      made_.Release();
    }
  SyncFolder(folder_);
}

void PublishFile(const fs::path& path, std::string_view bytes) {
  const View file{path, bytes};
  PublishViews({&file, 1});
}

void PublishFiles(std::span<const NewFile> files) {
  std::vector<View> views;
  for (const NewFile& file : files) views.push_back({file.path, file.bytes});
  PublishViews(views);
}

void CheckPlace(const fs::path& path) {
  std::error_code unknown;
  Check(!fs::is_directory(path, unknown), "Cannot write ", path.string(), ": it is a folder.");
  fs::path above = FolderOf(path);
  while (!fs::exists(above, unknown)) above = FolderOf(above);
  Check(fs::is_directory(above, unknown), "Cannot write ", path.string(), ": ", above.string(),
        " is a file.");
  const int allowed = ::access(above.c_str(), W_OK | X_OK);
  Check(allowed == 0, "Cannot write ", path.string(), ": the folder ", above.string(),
        " may not be written (", Reason(errno), ").");
}

bool IsSameFile(const fs::path& a, const fs::path& b) {
  std::error_code missing;
  return fs::equivalent(a, b, missing);
}

void CheckKeeps(const fs::path& input, const fs::path& out, std::string_view what) {
  Check(!IsSameFile(input, out), "The ", what, " in ", input.string(),
        " would be replaced: give --out another name.");
}

void RemoveStaleTemporaries(const fs::path& folder) {
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(folder, ignored)) {
    const std::string name = entry.path().filename().string();
    const size_t mark = name.find(kMark);
    if (mark == std::string::npos) continue;
    const std::string_view rest = std::string_view(name).substr(mark + kMark.size());
    const auto process = ParseInteger(rest.substr(0, rest.find('-')));
    if (!process) continue;
    const bool stale = *process == ::getpid()
                           ? rest.find(RunToken()) == std::string_view::npos
                           : ::kill(static_cast<pid_t>(*process), 0) != 0 && errno == ESRCH;
    if (stale) fs::remove_all(entry.path(), ignored);
  }
}

FileLock::FileLock(const fs::path& path) {
  descriptor_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  Check(descriptor_ >= 0, "Cannot make the lock file ", path.string(), ": ", Reason(errno), ".");
  held_ = ::flock(descriptor_, LOCK_EX | LOCK_NB) == 0;
}

FileLock::~FileLock() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace swapbench
