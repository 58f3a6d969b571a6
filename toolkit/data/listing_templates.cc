// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include "core/error.h"
#include "core/log.h"
#include "data/folder_files.h"
#include "data/listing.h"

namespace swapbench {
namespace fs = std::filesystem;
namespace {

struct LabelledTemplate {
  PathTemplate path;
  Label label;
};

std::vector<LabelledTemplate> Templates(const LayoutOptions& options) {
  std::vector<LabelledTemplate> templates;
  for (const std::string& text : options.real)
    templates.push_back({PathTemplate(text), Label::kReal});
  for (const std::string& text : options.fake)
    templates.push_back({PathTemplate(text), Label::kFake});
  return templates;
}

/// The path without its extension and without what tells frames apart: "real/000" of
/// "real/000/0001.png" and of "real/000_0001.png". A file that nothing but its frame names is a
/// clip of its own.
std::string ClipPath(const PathTemplate& path, const std::string& file, PathTemplate::Words words) {
  const auto frame = words.find("frame");
  if (frame == words.end()) return WithoutExtension(file);
  frame->second.clear();
  const std::string shared = path.Fill(words).value_or("");
  const size_t dot = shared.rfind('.'), slash = shared.rfind('/');
  const bool extension = dot != std::string::npos && (slash == std::string::npos || slash < dot);
  const std::string bare = extension ? shared.substr(0, dot) : shared;
  const size_t last = bare.find_last_not_of("/_-.");
  return last == std::string::npos ? WithoutExtension(file) : bare.substr(0, last + 1);
}

Listed FromWords(const LabelledTemplate& matched, const std::string& file,
                 const PathTemplate::Words& words) {
  Listed listed;
  listed.file = file;
  listed.clip_path = ClipPath(matched.path, file, words);
  listed.info.label = matched.label;
  TakeWords(listed.info, words);
  return listed;
}

/// The first of the places that is among `files`, which are sorted.
std::string FindMask(const std::vector<PathTemplate>& places, const PathTemplate::Words& words,
                     const std::vector<std::string>& files) {
  for (const PathTemplate& place : places) {
    const auto path = place.Fill(words);
    if (path && std::ranges::binary_search(files, *path)) return *path;
  }
  return "";
}

/// Of the files that fit nothing: those beside others of their kind that do.
std::vector<std::string> Strays(const std::vector<std::string>& unmatched,
                                const std::vector<Listed>& listed) {
  const auto kind = [](const fs::path& file) {
    return std::pair(file.parent_path(), file.extension());
  };
  std::set<std::pair<fs::path, fs::path>> kinds;
  for (const Listed& one : listed) kinds.insert(kind(one.file));
  std::vector<std::string> strays;
  for (const std::string& file : unmatched)
    if (kinds.contains(kind(file))) strays.push_back(file);
  return strays;
}

/// A {clip} of the recipe's own must mean one clip.
void CheckClips(const std::vector<Listed>& listed) {
  std::map<std::string, const Listed*> seen;
  for (const Listed& one : listed) {
    if (one.info.clip.empty()) continue;
    const auto [found, fresh] = seen.emplace(one.info.clip, &one);
    Check(fresh || found->second->clip_path == one.clip_path, found->second->file, " and ",
          one.file, " are of two clips that would both be called '", one.info.clip,
          "'; write {target} where the second was made of the first, or another word.");
  }
}

}  // namespace

Listing ListByTemplates(const LayoutOptions& options, const DatasetContext& context) {
  const std::vector<LabelledTemplate> templates = Templates(options);
  const std::vector<PathTemplate> masks(options.mask.begin(), options.mask.end());
  const std::vector<std::string> files = FilesBelow(context.root);
  Listing listing;
  std::set<std::string> found_masks;
  std::vector<std::string> unmatched;
  for (const std::string& file : files) {
    const LabelledTemplate* matched = nullptr;
    for (const LabelledTemplate& candidate : templates) {
      const auto words = candidate.path.Match(file);
      if (!words) continue;
      Check(matched == nullptr, file, " fits two path templates, '",
            matched == nullptr ? "" : matched->path.text(), "' and '", candidate.path.text(), "'.");
      matched = &candidate;
      listing.files.push_back(FromWords(candidate, file, *words));
      if (candidate.label != Label::kFake) continue;
      listing.files.back().mask = FindMask(masks, *words, files);
      found_masks.insert(listing.files.back().mask);
    }
    if (matched == nullptr) unmatched.push_back(file);
  }
  std::erase_if(unmatched, [&](const std::string& file) { return found_masks.contains(file); });
  if (!unmatched.empty())
    log::Info(Concat("Below ", context.root.string(), " no path template fits ",
                     NameSome(unmatched), "."));
  if (const auto strays = Strays(unmatched, listing.files);
      context.tolerate_faults && !strays.empty())
    listing.faults.push_back(
        Concat(strays.size() == 1 ? "1 file is" : Concat(strays.size(), " files are"),
               " too many: no path template fits ", NameSome(strays)));
  CheckClips(listing.files);
  return listing;
}

}  // namespace swapbench
