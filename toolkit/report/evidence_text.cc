// SPDX-License-Identifier: Apache-2.0
#include "core/error.h"
#include "report/evidence.h"
#include "report/evidence_words.h"

namespace swapbench {
namespace {

using namespace report;  // NOLINT: this file is a door of that namespace

std::string Lines(const std::string& indent, const std::vector<std::string>& sentences) {
  std::string text;
  for (const std::string& sentence : sentences) text += indent + sentence + "\n";
  return text;
}

std::string FileText(const Evidence& evidence, const FileEvidence& file) {
  if (!file.problem.empty()) return Concat("not read: ", file.problem, "\n");
  std::string text = Concat(file.file, ": ", FileSentence(file), "\n");
  const std::string no_face = NoFaceSentence(file, evidence.locator);
  if (!no_face.empty()) text += "  " + no_face + "\n";
  text += Lines("  ", file.cautions);
  for (size_t i = 0; i < file.faces.size(); ++i) {
    const FaceEvidence& face = file.faces[i];
    text +=
        Concat("  face ", i + 1, " of ", file.faces.size(), " (", PlaceOf(face),
               "): ", ScoreText(evidence.claims, face), ", ", CallOf(evidence.claims, face), "\n");
    text += Lines("    ", FaceSentences(evidence.claims, face, file.video));
    text += Lines("    ", face.cautions);
  }
  return text;
}

}  // namespace

std::string EvidenceText(const Evidence& evidence) {
  std::string text = evidence.claims.detector + "\n" +
                     Lines("  ", ClaimSentences(evidence.claims)) +
                     Concat("  ", evidence.cut, "\n");
  for (const FileEvidence& file : evidence.files) text += FileText(evidence, file);
  return text + HeadlineOf(evidence) + " " + kAid + "\n";
}

}  // namespace swapbench
