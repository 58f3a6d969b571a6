// SPDX-License-Identifier: Apache-2.0
#include "data/deepfakebench_file.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/error.h"
#include "core/file.h"
#include "data/split.h"

namespace swapbench {
namespace {

using Json = nlohmann::json;

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
  static bool IsClip(const Json& entry) {
    return entry.is_object() && entry.contains("frames") && entry["frames"].is_array();
  }

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
        BenchClip clip{dataset, label, split, "", name, {}, {}, "", "", ""};
        if (IsClip(entry)) Add(std::move(clip), entry);
        else if (name != "label" && name != "frames") ReadLevel(clip, entry);
      }
    }
  }

  /// What stands where a clip may: a level of compression that holds clips.
  void ReadLevel(const BenchClip& place, const Json& level) {
    const std::string under =
        Concat(place.dataset, " / ", place.label, " / ", place.split, " / ", place.name);
    CheckObject(level, under);
    for (const auto& [name, entry] : level.items()) {
      Check(IsClip(entry), where_, ": ", under, " / ", name, " is no clip with a list of frames.");
      BenchClip clip = place;
      clip.level = place.name;
      clip.name = name;
      Add(std::move(clip), entry);
    }
  }

  void Add(BenchClip clip, const Json& entry) {
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
  try {
    return BenchReader(path.string()).Read(Json::parse(ReadFile(path)));
  } catch (const Json::exception& error) {
    Fail(path.string(), " is no DeepfakeBench file: ", error.what(), ".");
  }
}

}  // namespace swapbench
