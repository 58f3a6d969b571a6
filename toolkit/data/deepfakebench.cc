// SPDX-License-Identifier: Apache-2.0
// Frames that the JSON files of DeepfakeBench list.
#include <algorithm>
#include <filesystem>
#include <map>

#include "core/error.h"
#include "core/text.h"
#include "data/deepfakebench_choice.h"
#include "data/deepfakebench_names.h"
#include "data/folder_check.h"
#include "data/listing.h"

namespace swapbench {
namespace fs = std::filesystem;
namespace {

constexpr size_t kProbed = 200;

struct DeepfakeBenchOptions {
  BenchChoice choice;
  std::string cut, method = "label";
  std::vector<std::string> real_clips, fake_clips;
  ListingOptions listing;

  template <class V>
  void Describe(V& v) {
    choice.Describe(v);
    v("cut", cut, "paths in the files begin behind this text, where they hold it: datasets/");
    v("method", method, "what names the method of a fake: its label, or the dataset it is under",
      OneOf{{"label", "dataset"}});
    v("real_clips", real_clips, "what names of real clips tell: {target}");
    v("fake_clips", fake_clips, "what names of fake clips tell: {target}_{source}");
    listing.Describe(v);
  }
};

class BenchLister {
 public:
  BenchLister(const DeepfakeBenchOptions& options, const DatasetContext& context)
      : options_(options), context_(context) {
    for (const std::string& text : options.real_clips) real_clips_.emplace_back(text);
    for (const std::string& text : options.fake_clips) fake_clips_.emplace_back(text);
  }

  Listing List() {
    Check(fs::is_directory(context_.root), "There is no folder ", context_.root.string(),
          "; name the folder of the media with --root.");
    std::vector<Refusal> refusals;
    for (const BenchClip& clip : ChooseClips(options_.choice, context_.root)) {
      if (clip.fault.empty()) Add(clip);
      else refusals.push_back({NameOf(clip), clip.fault});
    }
    Check(refusals.empty() || !files_.empty(), "No clip that is chosen can be read; the first: ",
          refusals.empty() ? "" : refusals.front().file + ": " + refusals.front().reason);
    std::vector<Listed> files;
    for (auto& [file, listed] : files_) files.push_back(std::move(listed));
    CheckSomeAreThere(files);
    Listing listing = CompleteListing(std::move(files), options_.listing, context_);
    if (context_.tolerate_faults) CompareWithFolder(listing, context_.root, false);
    SettleListing(listing, options_.listing, context_);
    listing.refusals = std::move(refusals);
    return listing;
  }

 private:
  static std::string NameOf(const BenchClip& clip) {
    return Concat(clip.json, " at ", clip.dataset, " / ", clip.label, " / ", clip.split, " / ",
                  clip.level, clip.level.empty() ? "" : " / ", clip.name);
  }

  std::string PathOf(std::string path) const {
    const size_t at = options_.cut.empty() ? std::string::npos : path.find(options_.cut);
    if (at != std::string::npos) path.erase(0, at + options_.cut.size());
    return fs::path(path).lexically_normal().generic_string();
  }

  bool IsThere(const std::string& file) const {
    return !file.empty() && !fs::path(file).is_absolute() && fs::exists(context_.root / file);
  }

  void Add(const BenchClip& clip) {
    SampleInfo info;
    info.label = NamesRealClips(clip.label) ? Label::kReal : Label::kFake;
    info.clip = clip.clip.empty() ? clip.label + "/" + clip.name : clip.clip;
    info.target = clip.target;
    info.source = clip.source;
    info.split = clip.split;
    if (info.label == Label::kFake)
      info.method = options_.method == "label" ? clip.label : clip.dataset;
    if (!clip.level.empty()) info.attributes["compression"] = clip.level;
    for (const PathTemplate& words : info.label == Label::kReal ? real_clips_ : fake_clips_)
      if (const auto found = words.Match(clip.name)) {
        TakeWords(info, *found);
        break;
      }
    std::map<std::string, std::string> masks;  // by the name of the frame
    for (const std::string& mask : clip.masks) masks[fs::path(mask).stem().string()] = PathOf(mask);
    for (const std::string& frame : clip.frames) {
      Listed listed;
      listed.file = PathOf(frame);
      listed.info = info;
      if (info.label == Label::kFake) listed.mask = MaskOf(listed.file, masks);
      fs::path points = BesideFrames(listed.file, "landmarks");
      if (points = points.replace_extension(".npy"); IsThere(points.generic_string()))
        listed.landmarks = points.generic_string();
      AddFile(std::move(listed));
    }
  }

  std::string MaskOf(const std::string& frame, const std::map<std::string, std::string>& masks) {
    const std::string beside = BesideFrames(frame, "masks");
    if (IsThere(beside)) return beside;
    const auto named = masks.find(fs::path(frame).stem().string());
    return named != masks.end() && IsThere(named->second) ? named->second : "";
  }

  /// Files of several methods name the same reals.
  void AddFile(Listed listed) {
    const auto [found, fresh] = files_.emplace(listed.file, listed);
    const SampleInfo &before = found->second.info, &now = listed.info;
    Check(before.label == now.label, listed.file, " is listed as real and as fake.");
    Check(before.split == now.split, listed.file, " is listed under ", before.split, " and under ",
          now.split, "; choose one of them with splits=", now.split, ".");
  }

  void CheckSomeAreThere(const std::vector<Listed>& files) const {
    const auto probed = std::span(files).first(std::min(files.size(), kProbed));
    Check(std::ranges::any_of(probed, [&](const Listed& one) { return IsThere(one.file); }) ||
              files.empty(),
          "The first ", probed.size(), " frames that ", Join(options_.choice.json, ", "),
          " names are not below ", context_.root.string(), ", for example ",
          files.empty() ? "" : files.front().file,
          "; where its paths begin with a folder of somebody else's, name that with cut=.");
  }

  const DeepfakeBenchOptions& options_;
  const DatasetContext& context_;
  std::vector<PathTemplate> real_clips_, fake_clips_;
  std::map<std::string, Listed> files_;
};

}  // namespace

void Register_deepfakebench(DatasetRegistry& registry) {
  registry.Add<DeepfakeBenchOptions>(
      "deepfakebench", "Frames that JSON files of DeepfakeBench list",
      [](const DeepfakeBenchOptions& options,
         const DatasetContext& context) -> std::unique_ptr<Dataset> {
        return OpenListing(BenchLister(options, context).List(), options.listing, context);
      });
}

}  // namespace swapbench
