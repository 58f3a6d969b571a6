// SPDX-License-Identifier: Apache-2.0
/// The folder of a corpus while it is being written: locks, temporary files, and the summary at the
/// end.
#pragma once

#include <filesystem>
#include <string>

namespace swapbench {

/// The file whose lock keeps two processes off `what`, a file of the corpus.
std::filesystem::path LockPath(const std::filesystem::path& folder, const std::string& what);

/// What a killed process left of the file `of`. Only for whoever holds its lock.
void RemoveTemporaries(const std::filesystem::path& folder, const std::string& of);

/// A corpus is not poured over somebody's files: throws Error naming the first that is no part of
/// one.
void CheckFolderIsOurs(const std::filesystem::path& folder);

/// Publishes papers and manifest from the side-cars, all of which are there, and clears locks and
/// temporary files away. Several processes may call it at once.
void PublishSummary(const std::filesystem::path& folder, size_t shards);

}  // namespace swapbench
