// SPDX-License-Identifier: Apache-2.0
// An index, ours (as `unpack` writes it) or anybody's.
#include <algorithm>
#include <map>

#include "core/error.h"
#include "core/text.h"
#include "data/folder_files.h"
#include "data/index_table.h"
#include "data/listing.h"

namespace swapbench {
namespace fs = std::filesystem;
namespace {

std::string Stem(const std::string& file) { return fs::path(file).stem().string(); }

/// "./a//b.png" and "a\b.png" are the file that a folder lists as "a/b.png".
std::string PlainPath(std::string path) {
  std::ranges::replace(path, '\\', '/');
  return fs::path(path).lexically_normal().generic_string();
}

class IndexReader {
 public:
  /// `folder` is what the paths in the index are below, itself below the root; "" for the root.
  IndexReader(const LayoutOptions& options, const fs::path& path, fs::path folder)
      : options_(options), path_(path), folder_(std::move(folder)), table_(ReadIndex(path)) {
    for (const std::string& text : options.words) words_.emplace_back(text);
    file_ = Need(options.file);
    label_ = Need(options.label);
    for (const auto& [column, field] :
         std::vector<std::pair<std::string, std::string SampleInfo::*>>{
             {options.clip, &SampleInfo::clip},
             {options.target, &SampleInfo::target},
             {options.source, &SampleInfo::source},
             {options.method, &SampleInfo::method},
             {options.split, &SampleInfo::split},
             {options.original, &SampleInfo::target}})
      if (const auto at = table_.Find(column); at && !column.empty()) fields_[*at] = field;
    // Columns that `unpack` writes besides.
    for (const auto& [column, field] : std::vector<std::pair<std::string, std::string Listed::*>>{
             {"mask", &Listed::mask}, {"id", &Listed::former_id}})
      if (const auto at = table_.Find(column)) others_[*at] = field;
    if (const auto at = table_.Find("twin")) fields_[*at] = &SampleInfo::twin;
    if (const auto at = table_.Find("degradation")) fields_[*at] = &SampleInfo::degradation;
    dataset_ = table_.Find("dataset");
  }

  /// `words` are columns that say the same in every row.
  void AppendTo(std::vector<Listed>& listed, const PathTemplate::Words& words) {
    for (const auto& [word, text] : words) {
      Check(!table_.Find(word), path_.string(), " has a column '", word,
            "' already; call that word of index= otherwise.");
      if (word == options_.split) fields_[table_.columns.size()] = &SampleInfo::split;
      table_.columns.push_back(word);
      for (auto& row : table_.rows) row.push_back(text);
    }
    for (const auto& row : table_.rows) listed.push_back(ReadRow(row));
  }

 private:
  size_t Need(const std::string& column) const {
    const auto at = table_.Find(column);
    Check(at.has_value(), path_.string(), " has no column '", column, "'",
          Suggestion(column, table_.columns), ".");
    return *at;
  }

  Listed ReadRow(const std::vector<std::string>& row) const {
    Listed listed;
    const std::string file = PlainPath(row[file_]);
    listed.file = PlainPath((folder_ / file).generic_string());
    const std::string& label = row[label_];
    Check(label == options_.real_value || label == options_.fake_value, path_.string(),
          ": the label of ", listed.file, " is '", label, "', neither '", options_.real_value,
          "' nor '", options_.fake_value, "'.");
    listed.info.label = label == options_.fake_value ? Label::kFake : Label::kReal;
    for (size_t i = 0; i < row.size(); ++i) {
      if (i == file_ || i == label_ || i == dataset_) continue;
      if (const auto field = fields_.find(i); field != fields_.end())
        listed.info.*field->second = row[i];
      else if (const auto other = others_.find(i); other != others_.end())
        listed.*other->second = row[i];
      else if (!row[i].empty()) listed.info.attributes[table_.columns[i]] = row[i];
    }
    listed.mask = PlainPath(listed.mask);
    if (!options_.original.empty()) NameTarget(listed.info, file);
    for (const PathTemplate& words : words_)
      if (const auto found = words.Match(file)) {
        TakeWords(listed.info, *found);
        break;
      }
    return listed;
  }

  /// Both sides of a fake and its original by the original's name.
  void NameTarget(SampleInfo& info, const std::string& file) const {
    Check(info.label == Label::kReal || !info.target.empty(), path_.string(), ": the fake ", file,
          " names no ", options_.original, ".");
    info.target = Stem(info.label == Label::kReal ? file : info.target);
  }

  const LayoutOptions& options_;
  fs::path path_, folder_;
  IndexTable table_;
  std::vector<PathTemplate> words_;
  size_t file_ = 0, label_ = 0;
  std::map<size_t, std::string SampleInfo::*> fields_;
  std::map<size_t, std::string Listed::*> others_;
  std::optional<size_t> dataset_;  // replaced by the card's name
};

}  // namespace

std::vector<Listed> ListByIndex(const LayoutOptions& options, const DatasetContext& context) {
  const PathTemplate index(options.index);
  std::vector<Listed> listed;
  if (!index.has_words()) {
    IndexReader(options, context.root / options.index, "").AppendTo(listed, {});
    return listed;
  }
  size_t found = 0;
  for (const std::string& file : FilesBelow(context.root)) {
    const auto words = index.Match(file);
    if (!words) continue;
    IndexReader(options, context.root / file, fs::path(file).parent_path())
        .AppendTo(listed, *words);
    ++found;
  }
  Check(found > 0, "No file below ", context.root.string(), " fits index=", options.index,
        ": --root names the folder that holds the folders of these files.");
  return listed;
}

}  // namespace swapbench
