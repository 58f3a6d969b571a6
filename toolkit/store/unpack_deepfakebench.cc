// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iomanip>
#include <map>
#include <set>
#include <tuple>

#include "core/error.h"
#include "core/file.h"
#include "core/interrupt.h"
#include "core/json.h"
#include "core/progress.h"
#include "data/deepfakebench_names.h"
#include "data/npy_landmarks.h"
#include "data/split.h"
#include "store/unpack.h"

namespace swapbench {
namespace fs = std::filesystem;
namespace {

/// Records that are frames of one video to that reader.
struct Group {
  std::string label, folder;
  SampleInfo info;  // of the first
  std::vector<size_t> records;
};

/// Letters, digits, '.', '-' and '_'; a clip may be called anything.
std::string FileName(std::string name) {
  for (char& c : name)
    if (std::isalnum(static_cast<unsigned char>(c)) == 0 && c != '.' && c != '-') c = '_';
  return name;
}

std::string LabelOf(const SampleInfo& info, const std::string& name) {
  if (info.label == Label::kReal) return name + "_Real";
  Check(!NamesRealClips(info.method), "DeepfakeBench would take the method '", info.method,
        "' for real: give the fakes of ", info.id, " another one.");
  return info.method.empty() ? "unknown" : info.method;
}

std::vector<Group> GroupRecords(const Dataset& dataset, const std::string& name) {
  std::vector<Group> groups;
  std::map<std::tuple<std::string, std::string, std::string, std::string, std::string>, size_t>
      seen;
  std::set<std::string> folders;
  for (size_t i = 0; i < dataset.size(); ++i) {
    const SampleInfo& info = dataset.info(i);
    const std::string label = LabelOf(info, name);
    const auto [at, fresh] = seen.emplace(
        std::tuple(label, info.split, info.clip, info.target, info.source), groups.size());
    if (fresh) {
      // That reader pools the frames of equal last folders, whatever lies above them.
      const std::string plain = FileName(info.clip), longer = FileName(label) + "_" + plain;
      std::string folder = folders.contains(plain) ? longer : plain;
      for (int number = 2; !folders.insert(folder).second; ++number)
        folder = Concat(longer, "-", number);
      groups.push_back({label, folder, info, {}});
    }
    groups[at->second].records.push_back(i);
  }
  return groups;
}

std::string FrameName(size_t number) {
  std::ostringstream text;
  text << std::setw(4) << std::setfill('0') << number;
  return text.str();
}

class BenchWriter {
 public:
  BenchWriter(const Dataset& dataset, const std::string& name, const fs::path& folder)
      : dataset_(dataset),
        name_(name),
        folder_(folder),
        progress_("unpacking", "records", dataset.size()) {}

  void Write(const std::vector<Group>& groups) {
    for (const Group& group : groups)
      labels_[group.label][group.info.split].SetRaw(group.folder, WriteGroup(group));
    JsonObject labels, file;
    for (auto& [label, splits] : labels_) {
      JsonObject all;
      for (const char* split : kSplits) all.SetRaw(split, splits[split].ToString());
      labels.SetRaw(label, all.ToString());
    }
    file.SetRaw(name_, labels.ToString());
    PublishFile(folder_ / (name_ + ".json"), file.ToString() + "\n");
  }

 private:
  std::string WriteGroup(const Group& group) {
    std::vector<std::string> frames, masks;
    for (const size_t i : group.records) {
      ThrowIfStopped();
      const Record record = dataset_.GetRecord(i);
      const std::string bare = Concat(name_, '/', FileName(group.label), "/frames/", group.folder,
                                      '/', FrameName(frames.size()));
      frames.push_back(bare + ImageExtension(record));
      PublishFile(folder_ / frames.back(), record.image);
      if (!record.mask.empty()) {
        masks.push_back(BesideFrames(bare + ".png", "masks"));
        PublishFile(folder_ / masks.back(), record.mask);
      }
      if (record.landmarks)
        PublishFile(folder_ / BesideFrames(bare + ".npy", "landmarks"),
                    WriteNpyLandmarks(*record.landmarks));
      progress_.Advance();
    }
    JsonObject clip;
    clip.Set("label", group.label).Set("frames", frames);
    if (!masks.empty()) clip.Set("masks", masks);
    clip.Set("clip", group.info.clip).Set("target", group.info.target);
    if (!group.info.source.empty()) clip.Set("source", group.info.source);
    return clip.ToString();
  }

  const Dataset& dataset_;
  const std::string& name_;
  const fs::path& folder_;
  std::map<std::string, std::map<std::string, JsonObject>> labels_;  // by label and split
  Progress progress_;
};

}  // namespace

void UnpackForDeepfakeBench(const Dataset& dataset, const std::string& name, const fs::path& out) {
  const std::vector<Group> groups = GroupRecords(dataset, name);
  NewFolder made(out);
  BenchWriter(dataset, name, made.path()).Write(groups);
  made.Publish();
}

}  // namespace swapbench
