// SPDX-License-Identifier: Apache-2.0
#include "data/found_faces.h"

#include <fstream>
#include <nlohmann/json.hpp>

#include "core/error.h"
#include "core/file.h"
#include "core/json.h"

namespace swapbench {
namespace fs = std::filesystem;
namespace {

using nlohmann::json;

/// Changes with the file.
std::string StateOf(const fs::path& place) {
  return Concat(fs::file_size(place), ' ', fs::last_write_time(place).time_since_epoch().count());
}

std::string Array(const std::vector<std::string>& items) {
  std::string text;
  for (const std::string& item : items) text += (text.empty() ? "" : ",") + item;
  return "[" + text + "]";
}

std::string ToJson(const LocatedFace& face) {
  std::vector<double> coordinates;
  for (const cv::Point2f& point : face.landmarks) {
    coordinates.push_back(point.x);
    coordinates.push_back(point.y);
  }
  const cv::Rect& box = face.box;
  JsonObject text;
  text.Set("box",
           std::vector<double>{static_cast<double>(box.x), static_cast<double>(box.y),
                               static_cast<double>(box.width), static_cast<double>(box.height)});
  text.Set("score", face.score).Set("landmarks", coordinates);
  return text.ToString();
}

std::string ToJson(const FoundPicture& picture) {
  std::vector<std::string> faces;
  for (const LocatedFace& face : picture.faces) faces.push_back(ToJson(face));
  JsonObject text;
  text.Set("frame", picture.frame).Set("seconds", picture.seconds);
  text.Set("width", picture.size.width).Set("height", picture.size.height);
  return text.SetRaw("faces", Array(faces)).ToString();
}

LocatedFace FaceOf(const json& parsed) {
  LocatedFace face;
  const std::vector<int> box = parsed.at("box");
  face.box = {box.at(0), box.at(1), box.at(2), box.at(3)};
  face.score = parsed.at("score");
  const std::vector<float> coordinates = parsed.at("landmarks");
  for (size_t i = 0; i < face.landmarks.size(); ++i)
    face.landmarks[i] = {coordinates.at(2 * i), coordinates.at(2 * i + 1)};
  return face;
}

FoundPicture PictureOf(const json& parsed) {
  FoundPicture picture;
  picture.frame = parsed.at("frame");
  picture.seconds = parsed.at("seconds");
  picture.size = {parsed.at("width").get<int>(), parsed.at("height").get<int>()};
  for (const json& face : parsed.at("faces")) picture.faces.push_back(FaceOf(face));
  return picture;
}

std::string HeaderOf(const std::string& key) {
  return JsonObject().Set("search", key).ToString() + "\n";
}

}  // namespace

FoundJournal::FoundJournal(fs::path path, const std::string& key) : path_(std::move(path)) {
  if (path_.empty()) return;
  const std::string header = HeaderOf(key);
  std::string known = fs::exists(path_) ? ReadFile(path_) : "";
  if (!known.starts_with(header)) {
    PublishFile(path_, header);
    return;
  }
  if (!known.ends_with('\n')) {  // torn: a line that is added must not be joined to it
    known.resize(known.rfind('\n') + 1);
    PublishFile(path_, known);
  }
  for (size_t at = header.size(); at < known.size();) {
    const size_t end = known.find('\n', at);
    const std::string line = known.substr(at, end - at);
    at = end + 1;
    const json parsed = json::parse(line, nullptr, false);
    if (parsed.is_object() && parsed.contains("file") && parsed["file"].is_string())
      lines_[parsed["file"]] = line;
  }
}

std::optional<std::vector<FoundPicture>> FoundJournal::Find(const std::string& file,
                                                            const fs::path& place) const {
  const auto found = lines_.find(file);
  if (found == lines_.end() || !fs::is_regular_file(place)) return {};
  try {
    const json parsed = json::parse(found->second);
    if (parsed.at("state") != StateOf(place)) return {};
    std::vector<FoundPicture> pictures;
    for (const json& picture : parsed.at("pictures")) pictures.push_back(PictureOf(picture));
    return pictures;
  } catch (const std::exception&) {
    return {};
  }
}

void FoundJournal::Add(const std::string& file, const fs::path& place,
                       const std::vector<FoundPicture>& pictures) {
  if (path_.empty()) return;
  std::vector<std::string> texts;
  for (const FoundPicture& picture : pictures) texts.push_back(ToJson(picture));
  JsonObject line;
  line.Set("file", file).Set("state", StateOf(place)).SetRaw("pictures", Array(texts));
  const std::lock_guard lock(mutex_);
  std::ofstream stream(path_, std::ios::binary | std::ios::app);
  stream << line.ToString() + "\n" << std::flush;
  Check(stream.good(), "What was found in ", file, " could not be written to ", path_.string(),
        ": is the disk full?");
}

}  // namespace swapbench
