// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <filesystem>
#include <set>

#include "core/error.h"
#include "report/data_uri.h"
#include "report/evidence.h"
#include "report/evidence_drawings.h"
#include "report/evidence_words.h"
#include "report/format.h"
#include "report/html.h"
#include "report/table.h"

namespace swapbench {
namespace {

using namespace report;  // NOLINT: this file is a door of that namespace

constexpr const char* kHowToReadNumbers =
    "On each line the dot is the probability, the dashed stroke the threshold. The grey bar is "
    "what "
    "such a probability meant on the validation data: where the share of fakes lies among faces of "
    "the same tenth.";
constexpr const char* kNoHeat =
    "This detector, or the runtime that carries it out, cannot say where its answer comes from: "
    "there are no coloured pictures.";

std::string Paragraphs(const std::vector<std::string>& sentences, const std::string& of_class) {
  std::string html;
  for (const std::string& sentence : sentences) html += Paragraph(sentence, of_class);
  return html;
}

std::string FigureOf(const cv::Mat& picture, const std::string& caption) {
  return "<figure><img src=\"" + DataUri(picture) + "\" alt=\"" + EscapeHtml(caption) +
         "\"/><figcaption>" + EscapeHtml(caption) + "</figcaption></figure>\n";
}

std::string ShownHtml(const Claims& claims, const FaceEvidence& face, bool video) {
  std::string html;
  for (const Shown& shown : face.shown) {
    const Sight& sight = face.sights[shown.sight];
    std::string which = "What the detector saw";
    if (video)
      which +=
          Concat(" at ", Fixed(sight.seconds, 1), " s: ",
                 claims.temperature ? ProbabilityText(ProbabilityOf(claims, sight.verdict.score))
                                    : Fixed(sight.verdict.score, 3));
    html += FigureOf(shown.picture, which);
    if (shown.heat.empty()) continue;
    html += FigureOf(shown.heat, MapCaption(shown));
  }
  return html.empty() ? "" : "<div class=\"faces\">\n" + html + "</div>\n";
}

std::string FaceHtml(const Evidence& evidence, const FileEvidence& file, size_t index) {
  const Claims& claims = evidence.claims;
  const FaceEvidence& face = file.faces[index];
  std::string html =
      Concat("<h3>Face ", index + 1, " of ", file.faces.size(), ": ",
             EscapeHtml(ScoreText(claims, face)), ", ", CallOf(claims, face), "</h3>\n") +
      Paragraph(PlaceOf(face) + ".", "provenance");
  if (face.scored > 0 && claims.temperature)
    html += ScaleSvg(claims, ProbabilityOf(claims, face.score));
  if (face.scored > 0 && file.video) html += TimelineSvg(claims, face);
  return html + Paragraphs(FaceSentences(claims, face, file.video), "") +
         Paragraphs(face.cautions, "caution") + ShownHtml(claims, face, file.video);
}

std::string FileHtml(const Evidence& evidence, const FileEvidence& file) {
  const std::string name = std::filesystem::path(file.file).filename().string();
  std::string html = "<section>\n<h2>" + EscapeHtml(name.empty() ? file.file : name) + "</h2>\n";
  if (!file.problem.empty())
    return html + Paragraph("It could not be read: " + file.problem, "caution") + "</section>\n";
  html += Paragraph(file.file + ": " + FileSentence(file) + ".", "provenance");
  const std::string no_face = NoFaceSentence(file, evidence.locator);
  if (!no_face.empty()) html += Paragraph(no_face, "caution");
  html += Paragraphs(file.cautions, "caution");
  if (!file.overview.empty())
    html += "<div class=\"faces\">\n" +
            FigureOf(file.overview, "The faces by their numbers, in the whole picture") +
            "</div>\n";
  for (size_t i = 0; i < file.faces.size(); ++i) html += FaceHtml(evidence, file, i);
  return html + "</section>\n";
}

/// Only of what the page shows.
std::string HowToReadHtml(const Evidence& evidence) {
  bool shown = false;
  std::set<Attribution::Kind> maps;
  for (const FileEvidence& file : evidence.files)
    for (const FaceEvidence& face : file.faces)
      for (const Shown& one : face.shown) {
        shown = true;
        if (!one.heat.empty()) maps.insert(one.kind);
      }
  if (!shown) return "";
  std::string html = "<section id=\"reading\">\n<h2>How to read this page</h2>\n";
  if (evidence.claims.temperature) html += Paragraph(kHowToReadNumbers);
  for (const Attribution::Kind kind : maps) html += Paragraph(HowToReadMaps(kind));
  return html + (maps.empty() ? Paragraph(kNoHeat) : "") + "</section>\n";
}

Table ReliabilityTable(const Reliability& reliability) {
  Table table{"reliability",
              "Among validation faces by their probability: how many were fakes, if both kinds "
              "are equally common",
              {{"range", "Probability", false},
               {"reals", "Real faces"},
               {"fakes", "Fakes"},
               {"probability", "Mean probability"},
               {"share", "Share of fakes"}},
              {}};
  for (size_t i = 0; i < reliability.bins.size(); ++i) {
    const ReliabilityBin& bin = reliability.bins[i];
    const auto from = static_cast<double>(i) / 10;
    const bool empty = bin.reals + bin.fakes == 0;
    table.rows.push_back(
        {{Text(Concat(Fixed(from, 1), " to ", Fixed(from + .1, 1))), Count(bin.reals),
          Count(bin.fakes), Number(bin.probability, 2),
          empty ? Number(std::nan(""), 2) : Interval(bin.share, bin.low, bin.high)}});
  }
  return table;
}

std::string DetectorHtml(const Evidence& evidence) {
  std::string html = "<section id=\"detector\">\n<h2>What the detector states of itself</h2>\n" +
                     Paragraph(evidence.claims.detector, "provenance") +
                     Paragraphs(ClaimSentences(evidence.claims), "") + Paragraph(evidence.cut);
  if (evidence.claims.reliability)
    html += "<div class=\"exhibit\">\n" + ToHtml(ReliabilityTable(*evidence.claims.reliability)) +
            "</div>\n";
  return html + "</section>\n";
}

}  // namespace

std::string EvidenceHtml(const Evidence& evidence) {
  std::string main = "<section id=\"verdict\" class=\"absent\">\n<p class=\"state\">" +
                     EscapeHtml(kAid) + "</p>\n<h2>" + EscapeHtml(HeadlineOf(evidence)) +
                     "</h2>\n" + Paragraphs(ClaimSentences(evidence.claims), "") + "</section>\n" +
                     HowToReadHtml(evidence);
  for (const FileEvidence& file : evidence.files) main += FileHtml(evidence, file);
  return DocumentHtml("What a detector says of these faces", main + DetectorHtml(evidence), "");
}

}  // namespace swapbench
