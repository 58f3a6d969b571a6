// SPDX-License-Identifier: Apache-2.0
#include "store/unpack.h"

#include <algorithm>
#include <set>

#include "core/error.h"
#include "core/file.h"
#include "core/interrupt.h"
#include "core/progress.h"
#include "core/text.h"
#include "image/codec.h"
#include "store/schema.h"

namespace swapbench {
namespace fs = std::filesystem;
namespace {

std::string Quoted(const std::string& field) {
  if (field.find_first_of(",\"\r\n") == std::string::npos) return field;
  std::string quoted = "\"";
  for (const char c : field) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

/// The id without its dataset, as a path that stays below the folder.
std::string PathOf(const SampleInfo& info) {
  const std::string id = info.id.starts_with(info.dataset + "/") && !info.dataset.empty()
                             ? info.id.substr(info.dataset.size() + 1)
                             : info.id;
  const fs::path path = fs::path(id).lexically_normal();
  Check(!path.empty() && path.is_relative() && *path.begin() != "..", "The record '", info.id,
        "' cannot become a file: its id leads out of the folder.");
  return path.generic_string();
}

std::vector<std::string> AttributeColumns(const Dataset& dataset) {
  std::set<std::string> names;
  for (size_t i = 0; i < dataset.size(); ++i)
    for (const auto& [name, value] : dataset.info(i).attributes) names.insert(name);
  return {names.begin(), names.end()};
}

}  // namespace

std::string ImageExtension(const Record& record) {
  const std::string format = ReadImageHeader(record.image, "Record " + record.info.id).format;
  return format == "jpeg" ? ".jpg" : "." + format;
}

void UnpackDataset(const Dataset& dataset, const fs::path& out) {
  NewFolder made(out);
  const fs::path& folder = made.path();
  const std::vector<std::string> attributes = AttributeColumns(dataset);
  std::vector<std::string> header = {"file", "mask", "label"};
  for (const auto& [name, field] : schema::kTextColumns) header.emplace_back(name);
  for (const std::string& name : attributes) header.push_back(Quoted(name));
  std::string index = Join(header, ",") + "\n";

  Progress progress("unpacking", "records", dataset.size());
  for (size_t i = 0; i < dataset.size(); ++i) {
    ThrowIfStopped();
    const Record record = dataset.GetRecord(i);
    const SampleInfo& info = record.info;
    const std::string path = PathOf(info);
    const std::string image = "images/" + path + ImageExtension(record);
    const std::string mask = record.mask.empty() ? "" : "masks/" + path + ".png";
    PublishFile(folder / image, record.image);
    if (!mask.empty()) PublishFile(folder / mask, record.mask);
    if (!record.classes.empty()) PublishFile(folder / ("classes/" + path + ".png"), record.classes);
    std::vector<std::string> row = {Quoted(image), Quoted(mask), std::string(ToString(info.label))};
    for (const auto& [name, field] : schema::kTextColumns) row.push_back(Quoted(info.*field));
    for (const std::string& name : attributes) {
      const auto found = info.attributes.find(name);
      row.push_back(found == info.attributes.end() ? "" : Quoted(found->second));
    }
    index += Join(row, ",") + "\n";
    progress.Advance();
  }
  PublishFile(folder / "index.csv", index);
  made.Publish();
}

}  // namespace swapbench
