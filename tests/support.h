// SPDX-License-Identifier: Apache-2.0
/// What several test binaries need: folders that vanish, goldens, and the optional real media.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>

#include "core/error.h"
#include "core/memory.h"

namespace swapbench {

/// As in cli/main.cc; networks are up to ten times slower without.
inline const bool kKeepsFreedMemory = (KeepFreedMemory(), true);

/// A fresh folder that is removed with its content.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string pattern =
        (std::filesystem::temp_directory_path() / "swapbench-test-XXXXXX").string();
    path_ = ::mkdtemp(pattern.data());
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path operator/(const std::string& name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

/// What lies in a folder, not below it.
inline size_t CountFiles(const std::filesystem::path& folder) {
  return static_cast<size_t>(std::distance(std::filesystem::directory_iterator(folder),
                                           std::filesystem::directory_iterator()));
}

/// The repository's tests/golden/<name>.
inline std::filesystem::path Golden(const std::string& name) {
  return std::filesystem::path(SWAPBENCH_SOURCE_DIR) / "tests" / "golden" / name;
}

/// Folder of real media for development, where SWAPBENCH_REAL_DATA names one. Use it as
///   const auto folder = RealData("dfdc_faces"); if (!folder) GTEST_SKIP() << "set
///   SWAPBENCH_REAL_DATA";
inline std::optional<std::filesystem::path> RealData(const std::string& name) {
  const char* root = std::getenv("SWAPBENCH_REAL_DATA");
  if (root == nullptr || !std::filesystem::exists(std::filesystem::path(root) / name)) return {};
  return std::filesystem::path(root) / name;
}

/// The message of the Error that `action` throws; a failure where it throws none.
template <class Action>
std::string ErrorOf(Action action) {
  try {
    action();
  } catch (const Error& error) {
    return error.what();
  }
  ADD_FAILURE() << "expected an Error";
  return "";
}

}  // namespace swapbench
