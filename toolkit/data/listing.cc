// SPDX-License-Identifier: Apache-2.0
#include "data/listing.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <unordered_map>

#include "core/error.h"
#include "core/text.h"

namespace swapbench {
namespace fs = std::filesystem;
namespace {

std::string WithoutExtension(const std::string& file) {
  return fs::path(file).replace_extension().generic_string();
}

/// Fills what follows from the rest.
void Complete(Listed& listed, const LayoutOptions& options, const std::string& name) {
  SampleInfo& info = listed.info;
  const std::string path = WithoutExtension(listed.file);
  info.id = name + "/" + path;
  info.dataset = name;
  if (info.clip.empty()) info.clip = path;
  if (info.target.empty()) info.target = info.clip;
  if (info.label == Label::kFake && info.method.empty()) info.method = options.fake_method;
}

std::vector<Listed> List(const LayoutOptions& options, const DatasetContext& context) {
  Check(fs::is_directory(context.root), "There is no folder ", context.root.string(),
        "; name the folder of the media with --root.");
  const bool by_templates = !options.real.empty() || !options.fake.empty();
  Check(options.index.empty() == by_templates,
        "A layout takes either index=FILE or path templates (real=..., fake=...).");
  std::vector<Listed> listed =
      options.index.empty() ? ListByTemplates(options, context) : ListByIndex(options, context);
  Check(!listed.empty(), "Nothing below ", context.root.string(),
        " fits the layout: the folder is empty, or it is another dataset.");
  for (Listed& one : listed) Complete(one, options, context.name);
  return listed;
}

void CheckIds(const std::vector<Listed>& listed) {
  std::unordered_map<std::string_view, const Listed*> seen;
  for (const Listed& one : listed) {
    const auto [found, fresh] = seen.emplace(one.info.id, &one);
    Check(fresh, one.file, " and ", found->second->file, " would both be called ", one.info.id,
          "; rename one of them.");
  }
}

/// Splits as given, or drawn where nobody gave any.
void SettleSplits(std::vector<Listed>& listed, const LayoutOptions& options, uint64_t seed) {
  const auto lacks =
      std::ranges::count_if(listed, [](const Listed& one) { return one.info.split.empty(); });
  if (lacks == static_cast<ptrdiff_t>(listed.size())) {
    std::vector<SampleInfo> infos;
    for (const Listed& one : listed) infos.push_back(one.info);
    AssignSplits(infos, options.shares, seed);
    for (size_t i = 0; i < listed.size(); ++i) listed[i].info.split = infos[i].split;
    return;
  }
  for (const Listed& one : listed)
    Check(std::ranges::find(kSplits, one.info.split) != kSplits.end(), one.file, ": its split is '",
          one.info.split, "', but must be train, val or test.");
}

void CheckCounts(const std::vector<Listed>& listed, const LayoutOptions& options) {
  std::map<std::string, size_t> found;
  for (const Listed& one : listed) {
    ++found[one.info.label == Label::kFake ? "fakes" : "real images"];
    ++found["records of " + one.info.split];
  }
  for (const auto& [what, wanted] :
       std::map<std::string, size_t>{{"real images", options.reals},
                                     {"fakes", options.fakes},
                                     {"records of train", options.train_records},
                                     {"records of val", options.val_records},
                                     {"records of test", options.test_records}})
    Check(wanted == 0 || found[what] == wanted, "The folder lists ", found[what], ' ', what,
          ", but this dataset has ", wanted, ": the copy is incomplete, or it is another release.");
}

}  // namespace

std::vector<Listed> ListImages(const LayoutOptions& options, const DatasetContext& context) {
  std::vector<Listed> listed = List(options, context);
  CheckIds(listed);
  SettleSplits(listed, options, context.seed);
  CheckCounts(listed, options);
  return listed;
}

}  // namespace swapbench
