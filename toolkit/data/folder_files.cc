// SPDX-License-Identifier: Apache-2.0
#include "data/folder_files.h"

#include <algorithm>

#include "core/error.h"
#include "core/interrupt.h"
#include "core/text.h"

namespace swapbench {
namespace fs = std::filesystem;
namespace {

constexpr size_t kNamed = 5;

/// Is `folder` a link to a folder above itself?
bool LeadsBack(const fs::path& folder, const fs::path& root) {
  std::error_code ignored;
  for (fs::path above = folder.parent_path();; above = above.parent_path()) {
    if (fs::equivalent(folder, above, ignored)) return true;
    if (above == root || above.empty() || above == above.root_path()) return false;
  }
}

}  // namespace

std::vector<std::string> FilesBelow(const fs::path& root) {
  Check(fs::is_directory(root), "There is no folder ", root.string(),
        "; name the folder of the media with --root.");
  std::vector<std::string> files;
  try {
    fs::recursive_directory_iterator walk(root, fs::directory_options::follow_directory_symlink);
    for (; walk != fs::recursive_directory_iterator(); ++walk) {
      ThrowIfStopped();
      if (walk->is_regular_file())
        files.push_back(walk->path().lexically_relative(root).generic_string());
      else if (walk->is_symlink() && walk->is_directory() && LeadsBack(walk->path(), root))
        walk.disable_recursion_pending();
    }
  } catch (const fs::filesystem_error& error) {
    Fail("The folder ", error.path1().string(), " cannot be read: ", error.code().message(), ".");
  }
  std::ranges::sort(files);
  return files;
}

std::string NameSome(std::span<const std::string> files) {
  const size_t named = std::min(files.size(), kNamed);
  const size_t more = files.size() - named;
  return Join(files.first(named), ", ") + (more > 0 ? Concat(" and ", more, " more") : "");
}

std::string WithoutExtension(const std::string& file) {
  return fs::path(file).replace_extension().generic_string();
}

}  // namespace swapbench
