// SPDX-License-Identifier: Apache-2.0
// What split each listed file is in, once lists have been read.
#include <algorithm>

#include "core/error.h"
#include "core/log.h"
#include "data/clip_counts.h"
#include "data/hold_out.h"
#include "data/listed_files.h"
#include "data/listing.h"

namespace swapbench {
namespace {

std::vector<SampleInfo> InfosOf(const std::vector<Listed>& listed) {
  std::vector<SampleInfo> infos;
  for (const Listed& one : listed) infos.push_back(one.info);
  return infos;
}

void TakeSplits(std::vector<Listed>& listed, const std::vector<SampleInfo>& infos) {
  for (size_t i = 0; i < listed.size(); ++i) listed[i].info.split = infos[i].split;
}

/// The infos with twins by the ids of this dataset. A twin that is not listed keeps its name: fakes
/// of one original stay together also without it.
std::vector<SampleInfo> InfosWithTwins(const std::vector<Listed>& listed) {
  std::vector<SampleInfo> infos = InfosOf(listed);
  const auto ids = IdsByFormerId(listed);
  for (SampleInfo& info : infos)
    if (const auto found = ids.find(info.twin); found != ids.end()) info.twin = found->second;
  return infos;
}

/// All of them, where nobody gave any.
void DrawSplits(std::vector<Listed>& listed, const SplitShares& shares, uint64_t seed) {
  std::vector<SampleInfo> infos = InfosWithTwins(listed);
  AssignSplits(infos, shares, seed);
  TakeSplits(listed, infos);
}

void DrawValidation(std::vector<Listed>& listed, double share, uint64_t seed) {
  for (const Listed& one : listed)
    Check(one.info.split != "val", one.file,
          " is in val already: val_share is for benchmarks that publish no validation split.");
  std::vector<SampleInfo> infos = InfosOf(listed);
  const std::vector<size_t> mixed = HoldOutPeople(infos, share, seed);
  TakeSplits(listed, infos);
  for (const size_t i : mixed) listed[i].info.split.clear();
  std::erase_if(listed, [](const Listed& one) { return one.info.split.empty(); });
  if (std::ranges::none_of(infos, [](const SampleInfo& info) { return info.split == "val"; }))
    log::Warn(Concat("val_share=", share, " leaves no file for val: there are too few people."));
  if (!mixed.empty())
    log::Info(Concat(mixed.size(), " files show people of both train and val: left out of both."));
}

}  // namespace

void SettleListing(Listing& listing, const ListingOptions& options, const DatasetContext& context) {
  std::vector<Listed>& files = listing.files;
  Check(!files.empty(), "No file below ", context.root.string(),
        " is one of those that are listed: the lists are of another dataset.");
  for (Listed& one : files)
    if (one.info.split.empty()) one.info.split = options.rest;
  CountClips(listing, options.clips);
  if (std::ranges::all_of(files, [](const Listed& one) { return one.info.split.empty(); }))
    DrawSplits(files, options.shares, context.seed);
  for (const Listed& one : files)
    Check(std::ranges::find(kSplits, one.info.split) != kSplits.end(), one.file, ": its split is '",
          one.info.split, "', but must be train, val or test.");
  if (options.val_share > 0) DrawValidation(files, options.val_share, context.seed);
}

}  // namespace swapbench
