// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "core/error.h"
#include "core/file.h"
#include "core/interrupt.h"
#include "core/log.h"
#include "core/parallel.h"
#include "core/progress.h"
#include "store/corpus.h"
#include "store/folder.h"
#include "store/shard_writer.h"
#include "store/side_car.h"

namespace swapbench {
namespace fs = std::filesystem;
namespace {

/// True where shard and side-car are there and belong to this corpus; throws where they belong to
/// another. A damaged side-car or a shard of another size is made again.
bool IsPublished(const fs::path& folder, const SideCar& wanted) {
  const fs::path path = folder / SideCarName(wanted.shard);
  if (!fs::exists(path)) return false;
  SideCar found;
  try {
    found = ReadSideCar(path);
  } catch (const Error& error) {
    log::Warn(Concat(error.what(), " The shard is made again."));
    return false;
  }
  CheckSameCorpus(found, wanted, folder);
  std::error_code missing;
  const auto bytes = fs::file_size(folder / ShardName(wanted.shard), missing);
  return !missing && bytes == found.bytes && found.shard == wanted.shard;
}

class Writer {
 public:
  Writer(const CorpusPlan& plan, const CorpusHeader& header, const fs::path& folder,
         const WriteOptions& options)
      : plan_(plan), header_(header), folder_(folder), options_(options) {
    Check(plan.size() > 0, "The plan of corpus ", header.name, " holds no records.");
    Check(options.records_per_shard > 0, "records_per_shard must be at least 1.");
    shards_ = (plan.size() + options.records_per_shard - 1) / options.records_per_shard;
    Check(options.shard_count == 0 || options.shard_count == shards_, "This corpus has ", shards_,
          " shards of ", options.records_per_shard, " records, not ", options.shard_count,
          "; write --shards A-B/", shards_, ".");
    Check(options.first_shard < shards_ && options.first_shard <= options.last_shard,
          "There is no shard ", options.first_shard, " to begin with: this corpus has shards 0 to ",
          shards_ - 1, ".");
    last_ = std::min(options.last_shard, shards_ - 1);
  }

  bool Run() {
    MakeFolder(folder_);
    CheckFolderIsOurs(folder_);
    RefuseAnotherCorpus();
    std::vector<size_t> missing = Missing();
    if (!missing.empty()) {
      size_t records = 0;
      for (const size_t shard : missing) records += Plan(shard).records;
      Progress progress("making", "records", records);
      for (const size_t shard : missing) MakeShard(shard, progress);
    }
    return Complete();
  }

 private:
  SideCar Plan(size_t shard) const {
    return PlanShard(header_, plan_.size(), options_.records_per_shard, shard);
  }

  /// Also shards outside our range tell what the folder holds.
  void RefuseAnotherCorpus() const {
    for (const auto& entry : fs::directory_iterator(folder_)) {
      const std::string name = entry.path().filename().string();
      if (!name.starts_with("shard-") || entry.path().extension() != ".json") continue;
      SideCar found;
      try {
        found = ReadSideCar(entry.path());
      } catch (const Error&) {
        continue;  // IsPublished warns of it
      }
      CheckSameCorpus(found, Plan(0), folder_);
    }
  }

  std::vector<size_t> Missing() const {
    std::vector<size_t> missing;
    for (size_t shard = options_.first_shard; shard <= last_; ++shard)
      if (!IsPublished(folder_, Plan(shard))) missing.push_back(shard);
    return missing;
  }

  /// Leaves the shard alone where another process is at it or has published it meanwhile.
  void MakeShard(size_t shard, Progress& progress) const {
    const SideCar planned = Plan(shard);
    const fs::path lock_path = LockPath(folder_, ShardName(shard));
    const FileLock lock(lock_path);
    if (!lock.held()) return;
    if (!IsPublished(folder_, planned)) {
      RemoveTemporaries(folder_, ShardName(shard));  // ours alone, as long as we hold the lock
      RemoveTemporaries(folder_, SideCarName(shard));
      ShardBuilder builder(planned);
      OrderedPipeline(
          planned.records, options_.threads,
          [&](size_t i) { return plan_.Make(planned.first_record + i); },
          [&](size_t, const Record& record) {
            builder.Add(record);
            progress.Advance();
          });
      ThrowIfStopped();
      const ShardBuilder::Result result = builder.Finish();
      PublishFile(folder_ / ShardName(shard), result.bytes);
      PublishFile(folder_ / SideCarName(shard), ToJson(result.side_car));
    }
    std::error_code ignored;
    fs::remove(lock_path, ignored);  // safe: whoever locks the next file of that name looks first
  }

  /// Publishes manifest and card where every side-car is there.
  bool Complete() const {
    for (size_t shard = 0; shard < shards_; ++shard)
      if (!IsPublished(folder_, Plan(shard))) return false;
    PublishSummary(folder_, shards_);
    return true;
  }

  const CorpusPlan& plan_;
  const CorpusHeader& header_;
  fs::path folder_;
  WriteOptions options_;
  size_t shards_ = 0, last_ = 0;
};

}  // namespace

bool WriteCorpus(const CorpusPlan& plan, const CorpusHeader& header, const fs::path& folder,
                 const WriteOptions& options) {
  return Writer(plan, header, folder, options).Run();
}

}  // namespace swapbench
