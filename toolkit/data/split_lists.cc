// SPDX-License-Identifier: Apache-2.0
#include "data/split_lists.h"

#include <algorithm>
#include <map>
#include <set>

#include "core/error.h"
#include "data/folder_files.h"
#include "data/listing.h"
#include "data/split_list_file.h"

namespace swapbench {
namespace fs = std::filesystem;
namespace {

std::string Name(const std::string& path) { return fs::path(path).filename().generic_string(); }
std::string Folder(const std::string& path) {
  return fs::path(path).parent_path().generic_string();
}

/// The clips of one label in one folder.
struct ClipFolder {
  std::string path;
  Label label;
  std::string extension;  // of a clip that is one file; "" where its frames are files
  std::map<std::string, std::vector<Listed*>> clips;
  bool named = false;  // does a list name any of them?
};

class SplitLists {
 public:
  SplitLists(Listing& listing, const SplitListOptions& options, const fs::path& root)
      : listing_(listing), options_(options), root_(root) {
    for (Listed& one : listing.files) {
      const std::string path = Folder(one.clip_path);
      ClipFolder& folder = folders_[{path, one.info.label}];
      folder.path = path;
      folder.label = one.info.label;
      if (WithoutExtension(one.file) == one.clip_path)
        folder.extension = fs::path(one.file).extension().string();
      folder.clips[Name(one.clip_path)].push_back(&one);
    }
  }

  void Apply(const std::string& list, const std::string& split) {
    if (list.empty()) return;
    const std::vector<ListedClip> clips = ReadSplitList(root_ / list, options_.real_digit);
    bool any = false;
    for (const ListedClip& clip : clips) any = Assign(clip, list, split) || any;
    if (!any) CheckDigits(clips, list);
    for (const ListedClip& clip : clips) NameMissing(clip, list);
  }

 private:
  static bool Lies(const ListedClip& clip, const std::string& folder) {
    const std::string around = "/" + folder + "/";
    return std::ranges::all_of(clip.folders, [&](const std::string& name) {
      return around.find("/" + name + "/") != std::string::npos;
    });
  }

  static bool Holds(const ClipFolder& folder, const ListedClip& clip) {
    return folder.clips.contains(clip.name) && Lies(clip, folder.path);
  }

  /// False where no folder holds the clip under the list's label.
  bool Assign(const ListedClip& clip, const std::string& list, const std::string& split) {
    bool found = false;
    for (auto& [key, folder] : folders_) {
      if (!Holds(folder, clip) || clip.label.value_or(folder.label) != folder.label) continue;
      found = folder.named = true;
      for (Listed* one : folder.clips[clip.name]) Assign(*one, list, split);
    }
    return found;
  }

  void Assign(Listed& one, const std::string& list, const std::string& split) {
    const auto [before, fresh] = lists_.emplace(&one, list);
    Check(fresh || before->second == list, one.file, " is named by ", before->second, " and by ",
          list, "; a clip can be in one split only.");
    one.info.split = split;
  }

  /// Not one clip is where its label says: are they all under the other one?
  void CheckDigits(const std::vector<ListedClip>& clips, const std::string& list) const {
    for (const ListedClip& clip : clips)
      for (const auto& [key, folder] : folders_)
        Check(!clip.stated || !Holds(folder, clip), (root_ / list).string(), ": it calls ",
              clip.text, " ", ToString(*clip.label), ", but ", folder.path, " holds what is ",
              ToString(folder.label), "; is real_digit=", options_.real_digit, " right?");
  }

  /// In each folder where the clip should be: those of its label that hold others of the lists.
  void NameMissing(const ListedClip& clip, const std::string& list) {
    const auto missing = [&](const std::string& path) {
      listing_.faults.push_back(Concat(path, " is missing: ", list, " names it"));
    };
    std::set<Label> labels;
    if (clip.label) labels.insert(*clip.label);
    for (const auto& [key, folder] : folders_)
      if (!clip.label && Holds(folder, clip)) labels.insert(folder.label);
    bool expected = false;
    for (const auto& [key, folder] : folders_) {
      if (!folder.named || !labels.contains(folder.label) || !Lies(clip, folder.path)) continue;
      expected = true;
      if (!folder.clips.contains(clip.name))
        missing(Concat(folder.path, folder.path.empty() ? "" : "/", clip.name, folder.extension));
    }
    if (!expected) missing(clip.text);
  }

  Listing& listing_;
  const SplitListOptions& options_;
  fs::path root_;
  std::map<std::pair<std::string, Label>, ClipFolder> folders_;
  std::map<const Listed*, std::string> lists_;  // which one named it
};

/// A target whose fakes are in several splits goes to the one that must be kept cleanest.
void FollowFakes(Listing& listing) {
  std::map<std::string, std::set<std::string>> splits;
  for (const Listed& one : listing.files)
    if (one.info.label == Label::kFake) splits[one.info.target].insert(one.info.split);
  for (Listed& one : listing.files) {
    if (one.info.label == Label::kFake || !one.info.split.empty()) continue;
    for (const char* split : kSplits)
      if (splits[one.info.target].contains(split)) one.info.split = split;
  }
}

}  // namespace

bool HasLists(const SplitListOptions& options) {
  return !options.train_list.empty() || !options.val_list.empty() || !options.test_list.empty();
}

void ApplySplitLists(Listing& listing, const SplitListOptions& options,
                     const DatasetContext& context) {
  SplitLists lists(listing, options, context.root);
  lists.Apply(options.train_list, "train");
  lists.Apply(options.val_list, "val");
  lists.Apply(options.test_list, "test");
  if (options.reals_follow) FollowFakes(listing);
}

void DropUnlisted(Listing& listing) {
  std::erase_if(listing.files, [&](const Listed& one) {
    if (!one.info.split.empty()) return false;
    listing.faults.push_back(Concat(one.file, " is one too many: no list names it"));
    return true;
  });
}

}  // namespace swapbench
