// SPDX-License-Identifier: Apache-2.0
// A CSV index, ours (as `unpack` writes it) or anybody's.
#include <algorithm>
#include <map>

#include "core/error.h"
#include "data/index_table.h"
#include "data/listing.h"

namespace swapbench {
namespace fs = std::filesystem;
namespace {

class IndexReader {
 public:
  IndexReader(const LayoutOptions& options, const DatasetContext& context)
      : options_(options), path_(context.root / options.index), table_(ReadIndex(path_)) {
    file_ = Need(options.file);
    label_ = Need(options.label);
    for (const auto& [column, field] :
         std::vector<std::pair<std::string, std::string SampleInfo::*>>{
             {options.clip, &SampleInfo::clip},
             {options.target, &SampleInfo::target},
             {options.source, &SampleInfo::source},
             {options.method, &SampleInfo::method},
             {options.split, &SampleInfo::split}})
      if (const auto at = table_.Find(column)) fields_[*at] = field;
    // Columns that `unpack` writes besides.
    for (const auto& [column, field] : std::vector<std::pair<std::string, std::string Listed::*>>{
             {"mask", &Listed::mask}, {"id", &Listed::former_id}})
      if (const auto at = table_.Find(column)) others_[*at] = field;
    if (const auto at = table_.Find("twin")) fields_[*at] = &SampleInfo::twin;
    if (const auto at = table_.Find("degradation")) fields_[*at] = &SampleInfo::degradation;
    dataset_ = table_.Find("dataset");
  }

  std::vector<Listed> Read() const {
    std::vector<Listed> listed;
    for (const auto& row : table_.rows) listed.push_back(ReadRow(row));
    return listed;
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
    listed.file = row[file_];
    std::ranges::replace(listed.file, '\\', '/');
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
    return listed;
  }

  const LayoutOptions& options_;
  fs::path path_;
  IndexTable table_;
  size_t file_ = 0, label_ = 0;
  std::map<size_t, std::string SampleInfo::*> fields_;
  std::map<size_t, std::string Listed::*> others_;
  std::optional<size_t> dataset_;  // replaced by the card's name
};

}  // namespace

std::vector<Listed> ListByIndex(const LayoutOptions& options, const DatasetContext& context) {
  return IndexReader(options, context).Read();
}

}  // namespace swapbench
