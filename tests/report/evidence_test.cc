// SPDX-License-Identifier: Apache-2.0
#include "report/evidence.h"

#include <cmath>
#include <nlohmann/json.hpp>

#include "browser.h"
#include "core/file.h"
#include "report/data_uri.h"
#include "report/evidence_words.h"
#include "report/page.h"
#include "support.h"

namespace swapbench {
namespace {

using testing::HasSubstr;
using testing::Not;

Reliability Stated() {
  Reliability stated;
  stated.false_alarms = {5, 100, 100, .016, .113};
  stated.misses = {12, 100, 40, .05, .24};
  stated.bins[7] = {3, 9, .74, .75, .43, .95};
  stated.tested.methods = {"paste", "self_blend"};
  stated.tested.datasets = {"people"};
  return stated;
}

Sight SightWith(float score, size_t frame) {
  Sight sight;
  sight.frame = frame;
  sight.seconds = static_cast<double>(frame) / 25;
  sight.box = {10, 20, 30, 40};
  sight.verdict = {score, Outcome::kScored};
  return sight;
}

/// A photograph of one face with a heat map, a video, a picture of nobody, a file of another kind.
Evidence Invented() {
  Evidence evidence;
  evidence.claims = {"network:model=m", 0, 2., Stated()};
  evidence.locator = "dlib";
  evidence.cut = "Faces were cut out by dfb, as asked.";
  FileEvidence photo;
  photo.file = "holiday & <friends>.jpg";
  photo.size = {640, 480};
  photo.jpeg_quality = 81;
  photo.pictures = 1;
  photo.faces.emplace_back().sights = {SightWith(2.2f, 0)};
  photo.faces[0].cautions = {"The face is small."};
  const cv::Mat grey(60, 60, CV_8UC3, cv::Scalar::all(99));
  photo.faces[0].shown = {{0, grey, grey, 8, 8}};
  FileEvidence video;
  video.file = "clip.mp4";
  video.video = true;
  video.size = {320, 240};
  video.pictures = 4;
  video.without_face = 1;
  video.faces.emplace_back().sights = {SightWith(-4, 0), SightWith(2, 50), SightWith(-8, 100)};
  video.faces[0].shown = {{1, grey, {}}};
  FileEvidence nobody;
  nobody.file = "wall.png";
  nobody.size = {50, 50};
  nobody.pictures = nobody.without_face = 1;
  FileEvidence unread;
  unread.file = "notes.txt";
  unread.problem = "notes.txt: this is not a JPEG, PNG or WebP image.";
  evidence.files = {photo, video, nobody, unread};
  for (FileEvidence& file : evidence.files)
    for (FaceEvidence& face : file.faces) Judge(face, evidence.claims);
  return evidence;
}

TEST(EvidenceText, SaysWhatANumberIsWorth) {
  const std::string text = EvidenceText(Invented());
  EXPECT_THAT(text, HasSubstr("of 100 real faces of its validation data about 5 (2 to 11) would be "
                              "called fake, and of 100 fakes about 12 (5 to 24) would pass"));
  EXPECT_THAT(text, HasSubstr("Counted on 100 real faces and 100 fakes of 40 people or clips"));
  EXPECT_THAT(text, HasSubstr("paste and self_blend, in pictures of people"));
  EXPECT_THAT(text,
              HasSubstr("face 1 of 1 (30x40 pixels at 10,20): probability 0.75 of being fake, "
                        "called fake"));
  EXPECT_THAT(text, HasSubstr("Among 12 validation faces with a probability of 0.7 to 0.8, 0.75 "
                              "(0.43–0.95) were fakes"));
  EXPECT_THAT(text, HasSubstr("if 1 in 100 were, the probability would be 0.03"));
  EXPECT_THAT(text, HasSubstr("probability 0.12 of being fake, not called fake"));
  EXPECT_THAT(text, HasSubstr("Median of 3 frames, of which 33 % are called fake"));
  EXPECT_THAT(text, HasSubstr("No validation face had a probability of 0.1 to 0.2."));
  EXPECT_THAT(text, HasSubstr("No face was found by dlib"));
  EXPECT_THAT(text, HasSubstr("not read: notes.txt: this is not"));
  EXPECT_THAT(text,
              HasSubstr("Of 2 faces in 4 files, 1 is called fake; 1 file could not be read."));
}

TEST(EvidenceText, ClaimsNothingForWhatStatesNothing) {
  Evidence evidence = Invented();
  evidence.claims.reliability.reset();
  EXPECT_THAT(EvidenceText(evidence), HasSubstr("The model states no error rates"));
  evidence.claims.threshold = std::nan("");
  EXPECT_THAT(EvidenceText(evidence), HasSubstr("none can be called fake or real"));
  EXPECT_THAT(EvidenceText(evidence), Not(HasSubstr("are called fake")));
  evidence.claims = {"coin", .5, {}, {}};
  const std::string text = EvidenceText(evidence);
  EXPECT_THAT(text, HasSubstr("from a score of 0.50 on"));
  EXPECT_THAT(text, HasSubstr("its scores are no probabilities"));
  EXPECT_THAT(text, Not(HasSubstr("probability 0")));
}

TEST(EvidenceJson, HoldsWhatThePageSays) {
  const auto json = nlohmann::json::parse(EvidenceJson(Invented()));
  EXPECT_EQ(json["files"].size(), 4u);
  EXPECT_EQ(json["files"][0]["faces"][0]["call"], "called fake");
  EXPECT_NEAR(json["files"][0]["faces"][0]["probability"].get<double>(), 1 / (1 + std::exp(-1.1)),
              1e-6);
  EXPECT_EQ(json["files"][0]["jpeg_quality"], 81);
  EXPECT_EQ(json["files"][1]["faces"][0]["sights"][2]["frame"], 100);
  EXPECT_TRUE(json["files"][2]["faces"].empty());
  EXPECT_THAT(json["files"][3]["problem"].get<std::string>(), HasSubstr("not a JPEG"));
  EXPECT_EQ(json["detector"]["validation"]["false_alarms"]["count"], 5);
}

TEST(EvidencePage, IsWellFormedAndEscapesNames) {
  const std::string html = EvidenceHtml(Invented());
  const std::string body = WithoutScripts(html.substr(html.find("<html")));
  EXPECT_EQ(FirstUnbalancedTag(body), "");
  EXPECT_THAT(html, HasSubstr("holiday &amp; &lt;friends&gt;.jpg"));
  EXPECT_THAT(html, Not(HasSubstr("<friends>")));
  EXPECT_EQ(CountOf(html, "<script"), 0u);
  EXPECT_EQ(CountOf(html, "<svg"), 3u);  // two scales, one timeline
  EXPECT_EQ(CountOf(html, "<img"), 3u);  // face and heat map, a frame without one
  EXPECT_EQ(NumericCells(html, "reliability").size(), 40u);
  EXPECT_THAT(html, HasSubstr("not where a picture was changed"));
}

TEST(EvidencePage, SaysWhatKindOfMapItShows) {
  Evidence evidence = Invented();
  Shown& shown = evidence.files[0].faces[0].shown[0];
  const auto shown_in_json = [&] {
    return nlohmann::json::parse(EvidenceJson(evidence))["files"][0]["faces"][0]["shown"][0];
  };
  EXPECT_EQ(shown_in_json()["map"], "hirescam");
  EXPECT_THAT(EvidenceHtml(evidence), HasSubstr("Where the answer comes from, in 8 x 8 places"));
  shown.kind = Attribution::Kind::kSeam;
  shown.strongest = .731;
  EXPECT_EQ(shown_in_json()["map"], "seam");
  EXPECT_EQ(shown_in_json()["rows"], 8);
  EXPECT_EQ(shown_in_json()["strongest"], .731);
  const std::string html = EvidenceHtml(evidence);
  EXPECT_THAT(html, HasSubstr("The seam that the network draws, in 8 x 8 places; at its strongest "
                              "0.73"));
  EXPECT_THAT(html, HasSubstr("A seam may be drawn where none is"));
  EXPECT_THAT(html, Not(HasSubstr("blue ones for real")));
  shown.heat.release();
  EXPECT_FALSE(shown_in_json().contains("map"));
  EXPECT_THAT(EvidenceHtml(evidence), HasSubstr("there are no coloured pictures"));
}

TEST(EvidencePage, OpensWithoutAWordOnTheConsoleOrARequest) {
  if (!HasBrowser()) GTEST_SKIP() << "chromium is not installed";
  const TemporaryFolder folder;
  PublishFile(folder / "evidence.html", EvidenceHtml(Invented()));
  const BrowserRun run = Open(folder, folder / "evidence.html");
  EXPECT_THAT(run.log, Not(HasSubstr("CONSOLE"))) << run.log;
  EXPECT_EQ(RequestsOfThePage(run), 0u);
}

// RFC 4648, section 10.
TEST(Base64, IsTheStandards) {
  const std::vector<std::string> texts = {"", "f", "fo", "foo", "foob", "fooba", "foobar"};
  const std::vector<std::string> codes = {"",         "Zg==",     "Zm8=",    "Zm9v",
                                          "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy"};
  for (size_t i = 0; i < texts.size(); ++i) EXPECT_EQ(report::Base64(texts[i]), codes[i]);
  EXPECT_EQ(report::Base64(std::string("\xFF\x00\xFE", 3)), "/wD+");
}

}  // namespace
}  // namespace swapbench
