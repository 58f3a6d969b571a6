// SPDX-License-Identifier: Apache-2.0
#include <nlohmann/json.hpp>
#include <set>

#include "core/error.h"
#include "data/index_table.h"
#include "data/json_file.h"

namespace swapbench {
namespace {

using Json = nlohmann::json;

std::string TextOf(const Json& value, const std::string& where) {
  if (value.is_null()) return "";
  if (value.is_string()) return value;
  Check(!value.is_object(), where,
        ": it holds an object where a text, a number or a list belongs.");
  if (!value.is_array()) return value.dump();
  std::string text;
  for (const Json& item : value) text += (text.empty() ? "" : "+") + TextOf(item, where);
  return text;
}

IndexTable FromEntries(const Json& entries, const std::string& where) {
  Check(entries.is_object(), where, " is no index: it must be an object with an entry a file.");
  std::set<std::string> keys;
  for (const auto& [file, entry] : entries.items()) {
    Check(entry.is_object(), where, ": the entry of ", file, " is no object.");
    for (const auto& [key, value] : entry.items()) keys.insert(key);
  }
  keys.erase("file");
  IndexTable table{{"file"}, {}};
  table.columns.insert(table.columns.end(), keys.begin(), keys.end());
  for (const auto& [file, entry] : entries.items()) {
    std::vector<std::string> row = {file};
    for (const std::string& key : keys)
      row.push_back(entry.contains(key) ? TextOf(entry[key], Concat(where, ": ", file)) : "");
    table.rows.push_back(std::move(row));
  }
  return table;
}

}  // namespace

IndexTable ReadJsonIndex(const std::filesystem::path& path) {
  return FromEntries(ReadJsonFile(path), path.string());
}

}  // namespace swapbench
