// SPDX-License-Identifier: Apache-2.0
#include "core/build_info.h"
#include "core/text.h"
#include "report/evidence.h"
#include "report/evidence_words.h"

namespace swapbench {
namespace {

using namespace report;  // NOLINT: this file is a door of that namespace

template <class Items, class ToJson>
std::string ListOf(const Items& items, ToJson to_json) {
  std::vector<std::string> parts;
  for (const auto& item : items) parts.push_back(to_json(item).ToString());
  return "[" + Join(parts, ",") + "]";
}

JsonObject SightJson(const Claims& claims, const Sight& sight) {
  JsonObject json;
  const cv::Rect& box = sight.box;
  const bool scored = sight.verdict.outcome == Outcome::kScored;
  const double score =
      scored ? double{sight.verdict.score} : std::numeric_limits<double>::quiet_NaN();
  return json.Set("frame", sight.frame)
      .Set("seconds", sight.seconds)
      .Set("box",
           std::vector<double>{static_cast<double>(box.x), static_cast<double>(box.y),
                               static_cast<double>(box.width), static_cast<double>(box.height)})
      .Set("eyes", sight.eyes)
      .Set("outside", sight.outside)
      .Set("score", score)
      .Set("probability", ProbabilityOf(claims, score));
}

/// What the page shows of a face: a sight by its index, and its map.
JsonObject ShownJson(const Shown& shown) {
  JsonObject json;
  json.Set("sight", shown.sight);
  if (shown.heat.empty()) return json;
  return json.Set("map", MapName(shown.kind))
      .Set("rows", shown.rows)
      .Set("cols", shown.cols)
      .Set("strongest", shown.strongest);
}

JsonObject FaceJson(const Claims& claims, const FaceEvidence& face, bool video) {
  return JsonObject()
      .Set("call", CallOf(claims, face))
      .Set("score", face.score)
      .Set("probability", ProbabilityOf(claims, face.score))
      .Set("scored", face.scored)
      .Set("share_above_threshold", face.share_above)
      .Set("statements", FaceSentences(claims, face, video))
      .Set("cautions", face.cautions)
      .SetRaw("sights",
              ListOf(face.sights, [&](const Sight& sight) { return SightJson(claims, sight); }))
      .SetRaw("shown", ListOf(face.shown, ShownJson));
}

JsonObject FileJson(const Evidence& evidence, const FileEvidence& file) {
  JsonObject json;
  json.Set("file", file.file);
  if (!file.problem.empty()) return json.Set("problem", file.problem);
  std::vector<std::string> statements = {FileSentence(file)};
  const std::string no_face = NoFaceSentence(file, evidence.locator);
  if (!no_face.empty()) statements.push_back(no_face);
  json.Set("kind", file.video ? "video" : "image")
      .Set("width", file.size.width)
      .Set("height", file.size.height);
  if (file.jpeg_quality) json.Set("jpeg_quality", *file.jpeg_quality);
  return json.Set("pictures", file.pictures)
      .Set("without_face", file.without_face)
      .Set("statements", statements)
      .Set("cautions", file.cautions)
      .SetRaw("faces", ListOf(file.faces, [&](const FaceEvidence& face) {
                return FaceJson(evidence.claims, face, file.video);
              }));
}

JsonObject ClaimsJson(const Claims& claims) {
  JsonObject json;
  json.Set("detector", claims.detector).Set("threshold", claims.threshold);
  if (claims.temperature) json.Set("temperature", *claims.temperature);
  if (claims.reliability) json.Set("validation", ToJson(*claims.reliability));
  return json.Set("statements", ClaimSentences(claims));
}

}  // namespace

std::string EvidenceJson(const Evidence& evidence) {
  return JsonObject()
             .Set("toolkit", GetBuildInfo().version)
             .Set("headline", HeadlineOf(evidence))
             .Set("use", kAid)
             .Set("detector", ClaimsJson(evidence.claims))
             .Set("locator", evidence.locator)
             .Set("cut", evidence.cut)
             .SetRaw("files",
                     ListOf(evidence.files,
                            [&](const FileEvidence& file) { return FileJson(evidence, file); }))
             .ToString() +
         "\n";
}

}  // namespace swapbench
