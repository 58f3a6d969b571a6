// SPDX-License-Identifier: Apache-2.0
#include "report/evidence_words.h"

#include <algorithm>
#include <cmath>

#include "core/error.h"
#include "report/format.h"

namespace swapbench::report {
namespace {

constexpr double kRare = .01;  // a share of fakes to compare with

std::string Counted(size_t count, const std::string& singular) {
  return Grouped(static_cast<long long>(count)) + " " + singular + (count == 1 ? "" : "s");
}

/// "about 5 (2 to 9)" of a hundred.
std::string OfHundred(const Rate& rate) {
  const double share = static_cast<double>(rate.count) / static_cast<double>(rate.of);
  const int decimals = rate.high < .05 ? 1 : 0;
  return Concat("about ", Fixed(100 * share, decimals), " (", Fixed(100 * rate.low, decimals),
                " to ", Fixed(100 * rate.high, decimals), ")");
}

std::string CountedOn(const Rate& rate, const char* kind) {
  std::string text = Counted(rate.of, kind);
  if (rate.groups < rate.of) text += " of " + Counted(rate.groups, "person or clip");
  const size_t at = text.find("person or clips");
  if (at != std::string::npos) text.replace(at, std::string::npos, "people or clips");
  return text;
}

std::string ThresholdSentence(const Claims& claims) {
  if (std::isnan(claims.threshold))
    return "It has no threshold: nothing is called fake or real here.";
  if (!claims.temperature)
    return Concat("It calls a face fake from a score of ", Fixed(claims.threshold, 2), " on.");
  return Concat("It calls a face fake from a probability of ",
                Fixed(ProbabilityOf(claims, claims.threshold), 2), " on.");
}

std::vector<std::string> RateSentences(const Reliability& stated) {
  const std::string level = Fixed(100 * stated.level, 0);
  std::vector<std::string> sentences = {
      Concat("At that threshold, of 100 real faces of its validation data ",
             OfHundred(stated.false_alarms), " would be called fake, and of 100 fakes ",
             OfHundred(stated.misses), " would pass as real (in brackets: ", level,
             " % intervals)."),
      Concat("Counted on ", CountedOn(stated.false_alarms, "real face"), " and ",
             CountedOn(stated.misses, "fake"),
             "; its threshold was chosen on the same faces, so the rates are a little too good.")};
  const TestedOn& tested = stated.tested;
  std::string text = "Its fakes were of ";
  text += tested.methods.empty() ? "a kind that its corpus does not name" : List(tested.methods);
  if (!tested.datasets.empty()) text += ", in pictures of " + List(tested.datasets);
  sentences.push_back(
      text + ": what it does with other fakes and other pictures, these rates do not say.");
  return sentences;
}

std::string BinSentence(const ReliabilityBin& bin, size_t index) {
  const auto from = static_cast<double>(index) / 10;
  const std::string range = Concat(Fixed(from, 1), " to ", Fixed(from + .1, 1));
  const size_t count = bin.reals + bin.fakes;
  if (count == 0) return Concat("No validation face had a probability of ", range, ".");
  return Concat("Among ", Counted(count, "validation face"), " with a probability of ", range, ", ",
                WithInterval(bin.share, bin.low, bin.high),
                " were fakes, if both kinds are equally common.");
}

std::string FramesSentence(const Claims& claims, const FaceEvidence& face) {
  std::string text = Concat("Median of ", Counted(face.scored, "frame"));
  if (!std::isnan(claims.threshold))
    text += Concat(", of which ", Fixed(100 * face.share_above, 0), " % are called fake");
  return text + "; frames of one video resemble each other and are not as many independent looks.";
}

}  // namespace

std::string ProbabilityText(double probability) {
  if (probability < .01) return "below 0.01";
  if (probability > .99) return "above 0.99";
  return Fixed(probability, 2);
}

std::string HeadlineOf(const Evidence& evidence) {
  size_t faces = 0, fake = 0, unreadable = 0;
  for (const FileEvidence& file : evidence.files) {
    unreadable += !file.problem.empty();
    for (const FaceEvidence& face : file.faces) {
      ++faces;
      fake += CallOf(evidence.claims, face) == "called fake";
    }
  }
  std::string text =
      Concat("Of ", Counted(faces, "face"), " in ", Counted(evidence.files.size(), "file"), ", ");
  if (faces == 0) text = Concat("No face in ", Counted(evidence.files.size(), "file"));
  else if (std::isnan(evidence.claims.threshold)) text += "none can be called fake or real";
  else
    text += Concat(fake == 0 ? "none" : std::to_string(fake), fake > 1 ? " are" : " is",
                   " called fake");
  if (unreadable > 0) text += Concat("; ", Counted(unreadable, "file"), " could not be read");
  return text + ".";
}

std::vector<std::string> ClaimSentences(const Claims& claims) {
  std::vector<std::string> sentences = {ThresholdSentence(claims)};
  if (!claims.temperature)
    sentences.push_back(
        "It is no trained model: its scores are no probabilities, and it states no error rates.");
  else if (!claims.reliability)
    sentences.push_back(
        "The model states no error rates, because it was imported or trained before models did: "
        "how far its probabilities can be relied on is unknown.");
  if (!claims.reliability) return sentences;
  const std::vector<std::string> rates = RateSentences(*claims.reliability);
  sentences.insert(sentences.end(), rates.begin(), rates.end());
  return sentences;
}

std::string CallOf(const Claims& claims, const FaceEvidence& face) {
  if (face.scored == 0) return "not scored";
  if (std::isnan(claims.threshold)) return "scored";
  return face.score >= claims.threshold ? "called fake" : "not called fake";
}

std::string ScoreText(const Claims& claims, const FaceEvidence& face) {
  if (face.scored == 0) return "the detector refused it";
  if (!claims.temperature) return "score " + Fixed(face.score, 3);
  return "probability " + ProbabilityText(ProbabilityOf(claims, face.score)) + " of being fake";
}

std::string PlaceOf(const FaceEvidence& face) {
  const cv::Rect& box = face.sights.front().box;
  return Concat(box.width, "x", box.height, " pixels at ", box.x, ",", box.y);
}

std::vector<std::string> FaceSentences(const Claims& claims, const FaceEvidence& face, bool video) {
  std::vector<std::string> sentences;
  if (face.scored > 0 && video) sentences.push_back(FramesSentence(claims, face));
  if (face.scored > 0 && claims.temperature) {
    const double probability = ProbabilityOf(claims, face.score);
    if (claims.reliability) {
      const size_t bin = BinOf(probability);
      sentences.push_back(BinSentence(claims.reliability->bins[bin], bin));
    }
    sentences.push_back(Concat("This supposes that half of all faces are fakes; if 1 in ",
                               Fixed(1 / kRare, 0), " were, the probability would be ",
                               ProbabilityText(WithPrevalence(probability, kRare)), "."));
  }
  return sentences;
}

std::string_view MapName(Attribution::Kind kind) {
  return kind == Attribution::Kind::kSeam ? "seam" : "hirescam";
}

std::string MapCaption(const Shown& shown) {
  const std::string places = Concat("in ", shown.rows, " x ", shown.cols, " places");
  if (shown.kind != Attribution::Kind::kSeam) return "Where the answer comes from, " + places;
  return Concat("The seam that the network draws, ", places, "; at its strongest ",
                Fixed(shown.strongest, 2));
}

const char* HowToReadMaps(Attribution::Kind kind) {
  if (kind == Attribution::Kind::kSeam)
    return "In the coloured pictures orange places are those where the network itself draws a "
           "seam, where it takes two pictures to meet: the denser, the surer, from 0 to 1 on one "
           "scale for all pictures. Its answer follows from the mean of what it draws. A seam may "
           "be drawn where none is, and a swap may have one that the network does not see: "
           "`swapbench localise` measures how well a model draws them.";
  return "In the coloured pictures orange places speak for fake and blue ones for real; the "
         "denser, the more, in proportion to the strongest place of that picture alone. They show "
         "where the network's answer comes from, not where a picture was changed: a network may "
         "look at the wrong thing, and each place sees more of the picture than the spot that it "
         "colours.";
}

std::string FileSentence(const FileEvidence& file) {
  std::string text = Concat(file.video ? "a video" : "an image", " of ", file.size.width, "x",
                            file.size.height, " pixels");
  if (file.jpeg_quality) text += Concat(", JPEG quality about ", *file.jpeg_quality);
  if (file.video) {
    text += ", " + Counted(file.pictures, "frame") + " looked at";
    if (file.without_face > 0) text += Concat(", ", file.without_face, " of them without a face");
  }
  return text;
}

std::string NoFaceSentence(const FileEvidence& file, const std::string& locator) {
  if (!file.faces.empty() || !file.problem.empty()) return "";
  return Concat("No face was found by ", locator,
                ", so nothing is said of it: a smaller or turned face may still be there.");
}

}  // namespace swapbench::report
