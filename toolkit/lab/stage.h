// SPDX-License-Identifier: Apache-2.0
/// Stages of an experiment: what exists is not made again, what was made is in the ledger.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/file.h"

namespace swapbench {

struct Stage {
  std::string kind;                 // "corpus", "train", "score" ...
  std::string name;                 // for people: "small_resnet"
  std::string canonical;            // every option written out
  std::vector<std::string> inputs;  // output hashes of the stages this one reads
  uint64_t seed = 0;                // recorded; part of `canonical` where it matters
};

struct StageResult {
  std::filesystem::path folder;
  std::string output;  // hash of what the stage made
  double seconds = 0;  // wall time when it was made
  bool made_now = false;
};

class StageRunner {
 public:
  /// `folder` is the experiment's; `recipe` is named in the ledger. Throws Error where another
  /// process runs in it.
  StageRunner(std::filesystem::path folder, std::string recipe);

  /// Runs `make` in DIR/stages/<kind>-<key>/ unless that is finished already. The key hashes kind,
  /// canonical, inputs and the toolkit's sources. `make` returns the output's hash; it may find its
  /// own unfinished work in the folder.
  StageResult Run(const Stage& stage,
                  const std::function<std::string(const std::filesystem::path&)>& make);

  const std::filesystem::path& folder() const { return folder_; }

 private:
  void AppendToLedger(const std::string& line);

  std::filesystem::path folder_;
  std::string recipe_;
  std::unique_ptr<FileLock> lock_;
};

std::string StageKey(const Stage& stage);  // 16 hexadecimal digits

}  // namespace swapbench
