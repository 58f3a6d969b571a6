// SPDX-License-Identifier: Apache-2.0
#include "data/split_list_file.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/error.h"
#include "core/file.h"
#include "core/text.h"
#include "data/folder_files.h"
#include "data/json_file.h"

namespace swapbench {
namespace fs = std::filesystem;
namespace {

ListedClip Clip(const std::string& text, std::optional<Label> label = {}) {
  std::string path = text;
  std::ranges::replace(path, '\\', '/');
  ListedClip clip{text, {}, fs::path(WithoutExtension(path)).filename().string(), label};
  for (const fs::path& folder : fs::path(path).parent_path())
    clip.folders.push_back(folder.string());
  return clip;
}

std::vector<ListedClip> FromJson(const nlohmann::json& list, const std::string& where) {
  Check(list.is_array(), where, " is no list: it must be an array of names or pairs of names.");
  std::vector<ListedClip> clips;
  for (const auto& entry : list) {
    if (entry.is_string()) {
      clips.push_back(Clip(entry));
      continue;
    }
    Check(entry.is_array() && entry.size() == 2 && entry[0].is_string() && entry[1].is_string(),
          where, ": the entry ", entry.dump(), " is neither a name nor a pair of names.");
    const std::string one = entry[0], other = entry[1];
    for (const std::string& name : {one, other}) clips.push_back(Clip(name, Label::kReal));
    for (const std::string& name : {one + "_" + other, other + "_" + one})
      clips.push_back(Clip(name, Label::kFake));
  }
  return clips;
}

std::vector<ListedClip> FromLines(const std::string& text, const std::string& where,
                                  int real_digit) {
  std::vector<ListedClip> clips;
  int number = 0;
  for (std::string_view rest = text; !rest.empty();) {
    const size_t end = std::min(rest.find('\n'), rest.size());
    const std::string_view line = Trim(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    ++number;
    if (line.empty()) continue;
    const size_t space = line.find_first_of(" \t");
    if (space == std::string_view::npos) {
      clips.push_back(Clip(std::string(line)));
      continue;
    }
    const std::string_view digit = line.substr(0, space);
    Check(digit == "0" || digit == "1", where, ":", number, ": '", std::string(line),
          "' is neither a name nor 0 or 1 and a name.");
    clips.push_back(Clip(std::string(Trim(line.substr(space))),
                         digit[0] - '0' == real_digit ? Label::kReal : Label::kFake));
    clips.back().stated = true;
  }
  return clips;
}

}  // namespace

std::vector<ListedClip> ReadSplitList(const fs::path& path, int real_digit) {
  const std::string where = path.string();
  std::vector<ListedClip> clips = path.extension() == ".json"
                                      ? FromJson(ReadJsonFile(path), where)
                                      : FromLines(ReadFile(path), where, real_digit);
  Check(!clips.empty(), where, " names no clip.");
  return clips;
}

}  // namespace swapbench
