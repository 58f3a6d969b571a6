// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <filesystem>
#include <map>

#include "core/error.h"
#include "core/log.h"
#include "core/text.h"
#include "data/listing.h"
#include "data/path_template.h"

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

std::vector<std::string> FilesBelow(const fs::path& root) {
  std::vector<std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator(root))
    if (entry.is_regular_file())
      files.push_back(entry.path().lexically_relative(root).generic_string());
  std::ranges::sort(files);
  return files;
}

Listed FromWords(const std::string& file, Label label, std::map<std::string, std::string> words) {
  Listed listed{file, "", "", {}};
  SampleInfo& info = listed.info;
  info.label = label;
  words.erase("frame");
  std::vector<std::string> parts;
  for (const auto& [word, text] : words)
    if (word != "split") parts.push_back(text);
  info.clip = Join(parts, "_");  // what is the same in all frames, unless {clip} says it
  for (const auto& [word, text] : words) {
    if (word == "clip") info.clip = text;
    else if (word == "target") info.target = text;
    else if (word == "source") info.source = text;
    else if (word == "method") info.method = text;
    else if (word == "split") info.split = text;
    else info.attributes[word] = text;
  }
  return listed;
}

}  // namespace

std::vector<Listed> ListByTemplates(const LayoutOptions& options, const DatasetContext& context) {
  const std::vector<LabelledTemplate> templates = Templates(options);
  std::vector<Listed> listed;
  size_t unmatched = 0;
  for (const std::string& file : FilesBelow(context.root)) {
    const LabelledTemplate* matched = nullptr;
    for (const LabelledTemplate& candidate : templates) {
      const auto words = candidate.path.Match(file);
      if (!words) continue;
      Check(matched == nullptr, file, " fits two path templates, '",
            matched == nullptr ? "" : matched->path.text(), "' and '", candidate.path.text(), "'.");
      matched = &candidate;
      listed.push_back(FromWords(file, candidate.label, *words));
    }
    unmatched += matched == nullptr ? 1 : 0;
  }
  if (unmatched > 0)
    log::Info(Concat(unmatched, " files below ", context.root.string(), " fit no path template."));
  return listed;
}

}  // namespace swapbench
