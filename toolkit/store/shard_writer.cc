// SPDX-License-Identifier: Apache-2.0
#include "store/shard_writer.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "core/error.h"
#include "core/hash.h"
#include "store/h5.h"
#include "store/record_hash.h"
#include "store/schema.h"

namespace swapbench {
namespace {

constexpr float kUnknown = std::numeric_limits<float>::quiet_NaN();  // in every coordinate

void Append(std::vector<float>& values, const std::optional<Landmarks>& points) {
  for (size_t i = 0; i < 68; ++i) {
    values.push_back(points ? (*points)[i].x : kUnknown);
    values.push_back(points ? (*points)[i].y : kUnknown);
  }
}

void Append(std::vector<float>& values, const std::optional<Landmarks3d>& points) {
  for (size_t i = 0; i < 68; ++i) {
    values.push_back(points ? (*points)[i].x : kUnknown);
    values.push_back(points ? (*points)[i].y : kUnknown);
    values.push_back(points ? (*points)[i].z : kUnknown);
  }
}

bool IsBuiltIn(std::string_view column) {
  return column == "label" ||
         std::ranges::find(schema::kTextColumns, column, &schema::TextColumn::name) !=
             schema::kTextColumns.end();
}

void CheckColumns(const SampleInfo& info) {
  for (const auto& [key, value] : info.attributes) {
    Check(!key.empty() && key != "." && key.find('/') == std::string::npos && !IsBuiltIn(key),
          "Record ", info.id, ": an attribute cannot be called '", key,
          "'; rename that column of the source.");
    Check(value.find('\0') == std::string::npos, "Record ", info.id, ": the attribute '", key,
          "' holds a zero byte.");
  }
}

/// /info/<name> and /dict/<name> of one column.
void WriteColumn(const h5::Id& info, const h5::Id& dict, const std::string& name,
                 const std::vector<std::string>& values, std::vector<std::string> words) {
  std::vector<uint32_t> codes;
  for (const std::string& value : values)
    codes.push_back(static_cast<uint32_t>(std::ranges::lower_bound(words, value) - words.begin()));
  h5::Write(info, name, codes);
  h5::WriteTexts(dict, name, words);
}

std::vector<std::string> Words(const std::vector<std::string>& values) {
  const std::set<std::string> distinct(values.begin(), values.end());
  return {distinct.begin(), distinct.end()};
}

void WriteInfos(const h5::Id& file, const std::vector<SampleInfo>& infos) {
  const h5::Id info = h5::NewGroup(file, "info");
  const h5::Id dict = h5::NewGroup(file, "dict");
  std::vector<uint32_t> labels;
  for (const SampleInfo& sample : infos) labels.push_back(sample.label == Label::kFake ? 1 : 0);
  h5::Write(info, "label", labels);
  h5::WriteTexts(dict, "label", {"real", "fake"});

  std::map<std::string, std::vector<std::string>> columns;
  for (const auto& [name, field] : schema::kTextColumns)
    for (const SampleInfo& sample : infos) columns[std::string(name)].push_back(sample.*field);
  for (const SampleInfo& sample : infos)
    for (const auto& [key, value] : sample.attributes)
      if (!value.empty()) columns[key].resize(infos.size());
  for (auto& [name, values] : columns) {
    if (!IsBuiltIn(name))
      for (size_t i = 0; i < infos.size(); ++i)
        if (const auto found = infos[i].attributes.find(name); found != infos[i].attributes.end())
          values[i] = found->second;
    WriteColumn(info, dict, name, values, Words(values));
  }
}

}  // namespace

void ShardBuilder::Add(const Record& record) {
  const SampleInfo& info = record.info;
  Check(!info.id.empty(), "Record ", side_car_.first_record + infos_.size(), " has no id.");
  Check(!record.image.empty(), "Record ", info.id, " has no image.");
  Check(ids_.insert(info.id).second, "Two records are called ", info.id,
        "; ids must be unique in a corpus.");
  CheckColumns(info);
  for (const auto& [name, field] : schema::kBlobColumns) {
    const std::string& part = record.*field;
    Blob& blob = blobs_[name];
    total_bytes_ += part.size();
    Check(total_bytes_ <= kMaxShardBytes, "Shard ", side_car_.shard,
          " grows above 512 MiB at record ", info.id, "; lower records_per_shard (now ",
          side_car_.records_per_shard, ").");
    blob.bytes += part;
    blob.offset.push_back(blob.bytes.size());
    blob.hash.push_back(Xxh64(part));
  }
  Append(landmarks_, record.landmarks);
  Append(landmarks_3d_, record.landmarks_3d);
  infos_.push_back(info);
  std::erase_if(infos_.back().attributes, [](const auto& item) { return item.second.empty(); });
  side_car_.record_hashes.push_back(RecordHash(record));
  Count(info);
  contents_.Add(record);
}

void ShardBuilder::Count(const SampleInfo& info) {
  ++side_car_.counts[Concat("label=", ToString(info.label))];
  if (!info.split.empty())
    ++side_car_.counts[Concat("split=", info.split, " label=", ToString(info.label))];
  if (info.label == Label::kFake && !info.method.empty())
    ++side_car_.counts["method=" + info.method];
}

std::string ShardBuilder::Hdf5() const {
  const h5::Session session;
  const h5::Id file = h5::NewFile();
  h5::WriteAttribute(file, "schema", schema::kVersion);
  h5::WriteAttribute(file, "corpus", side_car_.header.name);
  h5::WriteAttribute(file, "recipe", side_car_.header.recipe);
  h5::WriteAttribute(file, "seed", side_car_.header.seed);
  h5::WriteAttribute(file, "toolkit_version", side_car_.environment.toolkit_version);
  h5::WriteAttribute(file, "shard", side_car_.shard);
  h5::WriteAttribute(file, "shards", side_car_.shards());
  h5::WriteAttribute(file, "first_record", side_car_.first_record);
  for (const auto& [name, blob] : blobs_) {
    const h5::Id group = h5::NewGroup(file, std::string(name));
    h5::Write(group, "bytes",
              std::span(reinterpret_cast<const uint8_t*>(blob.bytes.data()), blob.bytes.size()),
              {blob.bytes.size()});
    h5::Write(group, "offset", blob.offset);
    h5::Write(group, "xxh64", blob.hash);
  }
  const size_t count = infos_.size();
  h5::Write(file, "landmarks", std::span(landmarks_), {count, 68, 2});
  h5::Write(file, "landmarks_3d", std::span(landmarks_3d_), {count, 68, 3});
  WriteInfos(file, infos_);
  return h5::FileImage(file);
}

ShardBuilder::Result ShardBuilder::Finish() {
  Check(infos_.size() == side_car_.records, "Shard ", side_car_.shard, " holds ", infos_.size(),
        " records instead of ", side_car_.records, ".");
  std::string bytes = Hdf5();
  Check(bytes.size() <= kMaxShardBytes, "Shard ", side_car_.shard,
        " is larger than 512 MiB; lower records_per_shard (now ", side_car_.records_per_shard,
        ").");
  DescribeBytes(side_car_, bytes);
  side_car_.contents = std::move(contents_);
  return {std::move(bytes), std::move(side_car_)};
}

}  // namespace swapbench
