// SPDX-License-Identifier: Apache-2.0
/// The folder that a training writes its model to. Internal to train.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "core/file.h"

namespace swapbench {

/// True where the folder holds the model that `request` asks for: everything that decides the
/// result, whose hash is the ledger's "request_sha256". Throws Error where it holds another one.
bool IsFinished(const std::filesystem::path& folder, const std::string& request);

/// Makes the folder, keeps other trainings out of it, and clears what killed ones left
/// half-written. Throws Error where another process trains in it.
std::unique_ptr<FileLock> ClaimFolder(const std::filesystem::path& folder);

/// Removes the lock's file.
void LeaveFolder(const std::filesystem::path& folder);

}  // namespace swapbench
