// SPDX-License-Identifier: Apache-2.0
#include "lab/stage.h"

#include <chrono>

#include "core/build_info.h"
#include "core/config.h"
#include "core/error.h"
#include "core/hash.h"
#include "core/json.h"
#include "core/log.h"
#include "core/text.h"
#include "lab/environment.h"

namespace swapbench {
namespace fs = std::filesystem;
namespace {

constexpr const char* kDone = "stage.ini";

std::string LedgerLine(const std::string& recipe, const Stage& stage, const StageResult& result) {
  JsonObject line;
  line.Set("finished", UtcNow())
      .Set("recipe", recipe)
      .Set("kind", stage.kind)
      .Set("name", stage.name);
  line.Set("key", StageKey(stage)).Set("spec", stage.canonical).Set("inputs", stage.inputs);
  line.Set("seed", static_cast<long long>(stage.seed)).Set("output", result.output);
  line.Set("seconds", result.seconds);
  for (const auto& [key, value] : DescribeEnvironment()) line.Set(key, value);
  return line.ToString() + "\n";
}

struct DoneMark {
  std::string output;
  double seconds = 0;

  template <class V>
  void Describe(V& v) {
    v("output", output, "hash of what the stage made");
    v("seconds", seconds, "wall time");
  }
};

}  // namespace

std::string StageKey(const Stage& stage) {
  Sha256Stream hash;
  for (const std::string& part : {stage.kind, stage.canonical, GetBuildInfo().source_hash})
    hash.Append(part);
  for (const std::string& input : stage.inputs) hash.Append(input);
  return hash.Finish().substr(0, 16);
}

StageRunner::StageRunner(fs::path folder, std::string recipe)
    : folder_(std::move(folder)), recipe_(std::move(recipe)) {
  MakeFolder(folder_);
  lock_ = std::make_unique<FileLock>(folder_ / ".lock");
  Check(lock_->held(), "Another process is running an experiment in ", folder_.string(),
        ": wait for it or give another --out.");
}

StageResult StageRunner::Run(const Stage& stage,
                             const std::function<std::string(const fs::path&)>& make) {
  StageResult result;
  result.folder = folder_ / "stages" / (stage.kind + "-" + StageKey(stage));
  if (fs::exists(result.folder / kDone)) {
    const auto mark = Config::Load(result.folder / kDone).Read<DoneMark>("stage");
    log::Info(Concat(stage.kind, " ", stage.name, ": exists, not made again"));
    result.output = mark.output;
    result.seconds = mark.seconds;
    return result;
  }
  MakeFolder(result.folder);
  log::Info(Concat(stage.kind, " ", stage.name, ": ", result.folder.string()));
  const auto start = std::chrono::steady_clock::now();
  result.output = make(result.folder);
  result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  result.made_now = true;
  PublishFile(result.folder / kDone, Concat("[stage]\noutput = ", result.output,
                                            "\nseconds = ", ToText(result.seconds), "\n"));
  AppendToLedger(LedgerLine(recipe_, stage, result));
  return result;
}

void StageRunner::AppendToLedger(const std::string& line) {
  const fs::path path = folder_ / "ledger.jsonl";
  PublishFile(path, (fs::exists(path) ? ReadFile(path) : "") + line);
}

}  // namespace swapbench
