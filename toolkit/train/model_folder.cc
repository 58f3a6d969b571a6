// SPDX-License-Identifier: Apache-2.0
#include "train/model_folder.h"

#include "core/error.h"
#include "core/hash.h"
#include "core/log.h"
#include "nets/model.h"

namespace swapbench {
namespace {

constexpr const char* kLock = ".lock";

}  // namespace

bool IsFinished(const std::filesystem::path& folder, const std::string& request) {
  if (!std::filesystem::exists(folder / "model.ini")) return false;
  const Model model = ReadModel(folder);
  Check(
      model.info.ledger.find("\"request_sha256\":\"" + Sha256(request) + "\"") != std::string::npos,
      folder.string(),
      " holds a model of other options or of another corpus; choose another folder or delete it.");
  log::Info(Concat(folder.string(), " is trained already."));
  return true;
}

std::unique_ptr<FileLock> ClaimFolder(const std::filesystem::path& folder) {
  MakeFolder(folder);
  auto lock = std::make_unique<FileLock>(folder / kLock);
  Check(lock->held(), "Another process is training in ", folder.string(), ".");
  RemoveStaleTemporaries(folder);
  return lock;
}

void LeaveFolder(const std::filesystem::path& folder) { std::filesystem::remove(folder / kLock); }

}  // namespace swapbench
