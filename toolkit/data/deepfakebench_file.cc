// SPDX-License-Identifier: Apache-2.0
#include "data/deepfakebench_file.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/error.h"
#include "data/json_file.h"
#include "data/split.h"

namespace swapbench {
namespace {

using Json = nlohmann::json;

/// What is wrong with an entry that should be a clip; "" where nothing is.
std::string FaultOf(const Json& entry) {
  const auto is_text = [](const Json& value) { return value.is_string(); };
  if (!entry.is_object() || !entry.contains("frames") || entry["frames"].is_null())
    return "it is no clip with a list of frames.";
  for (const char* key : {"label", "clip", "target", "source"})
    if (entry.contains(key) && !entry[key].is_string()) return Concat("its ", key, " is no text.");
  for (const char* key : {"frames", "masks"})
    if (entry.contains(key) && !entry[key].is_null() &&
        (!entry[key].is_array() || !std::ranges::all_of(entry[key], is_text)))
      return Concat("its ", key, " are no list of paths.");
  return "";
}

/// Does a level of compression stand here, which holds clips, and not a clip?
bool IsLevel(const Json& entry) {
  return entry.is_object() && !entry.contains("frames") &&
         (entry.empty() ||
          std::ranges::any_of(entry, [](const Json& value) { return value.is_object(); }));
}

class BenchReader {
 public:
  explicit BenchReader(std::string where) : where_(std::move(where)) {}

  std::vector<BenchClip> Read(const Json& root) {
    CheckObject(root, "the file");
    for (const auto& [dataset, labels] : root.items()) {
      CheckObject(labels, dataset);
      for (const auto& [label, splits] : labels.items()) ReadLabel(dataset, label, splits);
    }
    return std::move(clips_);
  }

 private:
  void CheckObject(const Json& value, const std::string& what) const {
    Check(value.is_object(), where_, " is no DeepfakeBench file: ", what, " holds no object.");
  }

  void ReadLabel(const std::string& dataset, const std::string& label, const Json& splits) {
    const std::string under = dataset + " / " + label;
    CheckObject(splits, under);
    for (const auto& [split, clips] : splits.items()) {
      Check(std::ranges::find(kSplits, split) != kSplits.end(), where_, ": under ", under,
            " there is '", split, "' where train, val or test belongs.");
      CheckObject(clips, under + " / " + split);
      for (const auto& [name, entry] : clips.items()) {
        const BenchClip place{dataset, label, split, "", name, {}, {}, "", "", "", "", ""};
        const bool left_over = (name == "label" || name == "frames") && !entry.is_object();
        if (IsLevel(entry)) ReadLevel(place, entry);
        else if (!left_over) Add(place, entry);
      }
    }
  }

  void ReadLevel(const BenchClip& place, const Json& level) {
    for (const auto& [name, entry] : level.items()) {
      BenchClip clip = place;
      clip.level = place.name;
      clip.name = name;
      Add(std::move(clip), entry);
    }
  }

  void Add(BenchClip clip, const Json& entry) {
    clip.fault = FaultOf(entry);
    if (!clip.fault.empty()) {
      clips_.push_back(std::move(clip));
      return;
    }
    for (const auto& [key, field] : std::vector<std::pair<const char*, std::string BenchClip::*>>{
             {"label", &BenchClip::label},
             {"clip", &BenchClip::clip},
             {"target", &BenchClip::target},
             {"source", &BenchClip::source}})
      if (entry.contains(key)) clip.*field = entry[key].get<std::string>();
    for (const auto& [key, field] :
         std::vector<std::pair<const char*, std::vector<std::string> BenchClip::*>>{
             {"frames", &BenchClip::frames}, {"masks", &BenchClip::masks}}) {
      if (!entry.contains(key)) continue;
      for (const Json& path : entry[key]) {
        std::string text = path;
        std::ranges::replace(text, '\\', '/');
        (clip.*field).push_back(std::move(text));
      }
    }
    clips_.push_back(std::move(clip));
  }

  std::string where_;
  std::vector<BenchClip> clips_;
};

}  // namespace

std::vector<BenchClip> ReadBenchFile(const std::filesystem::path& path) {
  return BenchReader(path.string()).Read(ReadJsonFile(path));
}

}  // namespace swapbench
