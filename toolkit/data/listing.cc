// SPDX-License-Identifier: Apache-2.0
#include "data/listing.h"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <map>
#include <unordered_map>

#include "core/error.h"
#include "core/log.h"
#include "core/text.h"
#include "data/adaptors.h"
#include "data/clip_counts.h"
#include "data/folder_check.h"
#include "data/folder_files.h"
#include "data/listed.h"

namespace swapbench {
namespace {

constexpr size_t kNamedFaults = 3;

/// Fills what follows from the rest.
void Complete(Listed& listed, const ListingOptions& options, const std::string& name) {
  SampleInfo& info = listed.info;
  const std::string path = WithoutExtension(listed.file);
  info.id = name + "/" + path;
  info.dataset = name;
  if (listed.clip_path.empty()) listed.clip_path = path;
  if (info.clip.empty()) info.clip = listed.clip_path;
  if (info.target.empty()) info.target = info.clip;
  if (info.label == Label::kFake && info.method.empty()) info.method = options.fake_method;
}

void CheckIds(const std::vector<Listed>& listed) {
  std::unordered_map<std::string_view, const Listed*> seen;
  for (const Listed& one : listed) {
    const auto [found, fresh] = seen.emplace(one.info.id, &one);
    Check(fresh || one.file != found->second->file, one.file, " is listed twice; drop one row.");
    Check(fresh, one.file, " and ", found->second->file, " would both be called ", one.info.id,
          "; rename one of them.");
  }
}

/// The one real file that has the same words as a fake, where `words` are given.
void FindTwins(std::vector<Listed>& listed, const std::vector<std::string>& words) {
  if (words.empty()) return;
  const auto key = [&](const SampleInfo& info) {
    std::vector<std::string> texts;
    for (const std::string& word : words)
      texts.push_back(word == "target" ? info.target : WordOf(info, word));
    return Join(texts, "\n");
  };
  std::map<std::string, std::vector<const Listed*>> reals;
  for (const Listed& one : listed)
    if (one.info.label == Label::kReal) reals[key(one.info)].push_back(&one);
  for (Listed& one : listed) {
    if (one.info.label == Label::kReal) continue;
    const auto found = reals.find(key(one.info));
    if (found != reals.end() && found->second.size() == 1)
      one.info.twin = found->second.front()->info.id;
  }
}

void CountRecords(Listing& listing, const LayoutOptions& options) {
  std::map<std::string, size_t> found;
  for (const Listed& one : listing.files) {
    ++found[one.info.label == Label::kFake ? "fakes" : "real images"];
    ++found["records of " + one.info.split];
  }
  for (const auto& [what, wanted] :
       std::map<std::string, size_t>{{"real images", options.reals},
                                     {"fakes", options.fakes},
                                     {"records of train", options.train_records},
                                     {"records of val", options.val_records},
                                     {"records of test", options.test_records}})
    if (wanted > 0 && found[what] != wanted)
      listing.faults.push_back(
          Concat("the folder lists ", found[what], ' ', what, ", but this dataset has ", wanted));
}

}  // namespace

void TakeWords(SampleInfo& info, const PathTemplate::Words& words) {
  static const std::map<std::string, std::string SampleInfo::*> fields = {
      {"clip", &SampleInfo::clip},     {"target", &SampleInfo::target},
      {"source", &SampleInfo::source}, {"method", &SampleInfo::method},
      {"split", &SampleInfo::split},   {"degradation", &SampleInfo::degradation}};
  for (const auto& [word, text] : words) {
    if (word == "frame" || word.starts_with('_')) continue;
    const auto field = fields.find(word);
    std::string& place = field == fields.end() ? info.attributes[word] : info.*field->second;
    if (place.empty()) place = text;
  }
}

Listing CompleteListing(std::vector<Listed> files, const ListingOptions& options,
                        const DatasetContext& context) {
  Check(!files.empty(), "Nothing below ", context.root.string(),
        " fits the layout: the folder is empty, or it is another dataset.");
  Listing listing{std::move(files), {}, {}};
  for (Listed& one : listing.files) Complete(one, options, context.name);
  KeepOnly(listing, options.only);
  CheckIds(listing.files);
  FindTwins(listing.files, options.twin_words);
  return listing;
}

Listing ListFolder(const LayoutOptions& options, const DatasetContext& context) {
  Check(std::filesystem::is_directory(context.root), "There is no folder ", context.root.string(),
        "; name the folder of the media with --root.");
  const bool by_templates = !options.real.empty() || !options.fake.empty();
  Check(options.index.empty() == by_templates,
        "A layout takes either index=FILE or path templates (real=..., fake=...).");
  Listing found = by_templates ? ListByTemplates(options, context)
                               : Listing{ListByIndex(options, context), {}, {}};
  Listing listing = CompleteListing(std::move(found.files), options.listing, context);
  if (!by_templates && context.tolerate_faults) CompareWithFolder(listing, context.root, true);
  if (HasLists(options.lists)) {
    ApplySplitLists(listing, options.lists, context);
    if (options.listing.rest.empty()) DropUnlisted(listing);
  }
  SettleListing(listing, options.listing, context);
  CountRecords(listing, options);
  std::ranges::move(found.faults, std::back_inserter(listing.faults));
  return listing;
}

void CheckFaults(const Listing& listing, const ListingOptions& options,
                 const DatasetContext& context) {
  if (listing.faults.empty() || context.tolerate_faults) return;
  const size_t named = std::min(listing.faults.size(), kNamedFaults);
  std::string text = Join(std::span(listing.faults).first(named), "; ");
  if (listing.faults.size() > named)
    text += Concat("; and ", listing.faults.size() - named, " more");
  if (options.partial) {
    log::Info("Taking a part of what is published: " + text + ".");
    return;
  }
  Fail(context.root.string(), " is incomplete or another release: ", text,
       "; `swapbench verify RECIPE --root FOLDER` names all, and partial=true in the recipe takes "
       "what is there.");
}

std::unique_ptr<Dataset> OpenListing(Listing listing, const ListingOptions& options,
                                     const DatasetContext& context) {
  CheckFaults(listing, options, context);
  auto dataset = OpenListed(std::move(listing.files), context, options.twins);
  if (listing.faults.empty() && listing.refusals.empty()) return dataset;
  return WithFaults(std::move(dataset), std::move(listing.faults), std::move(listing.refusals));
}

}  // namespace swapbench
