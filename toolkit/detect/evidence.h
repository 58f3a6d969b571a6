// SPDX-License-Identifier: Apache-2.0
/// What a detector says of a person's own images and videos, face by face, and what that is worth.
#pragma once

#include <limits>
#include <opencv2/core.hpp>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "detect/detector.h"
#include "nets/reliability.h"

namespace swapbench {

/// What a detector states of itself.
struct Claims {
  std::string detector;                                         // canonical spec
  double threshold = std::numeric_limits<double>::quiet_NaN();  // of the score; NaN: none
  std::optional<double> temperature;       // score / temperature is the logit of a probability
  std::optional<Reliability> reliability;  // nothing: it states no error rates
};
Claims ClaimsOf(const Detector& detector, const std::string& spec);
Claims ClaimsOf(const ModelInfo& model);  // `detector` is the network's spec

/// Of "fake", if half of all faces were; NaN where the detector's scores are no logits.
double ProbabilityOf(const Claims& claims, double score);
/// The same if a share `prevalence` of all faces were fakes.
double WithPrevalence(double probability, double prevalence);

/// A face in one picture: an image, or a frame of a video.
struct Sight {
  size_t frame = 0;
  double seconds = 0;
  cv::Rect box;                                            // pixels of the picture
  double eyes = std::numeric_limits<double>::quiet_NaN();  // between their outer corners, pixels
  double outside = 0;  // share of what the detector saw that lies beyond the picture
  Face face;           // what the detector saw; let go once the face is judged and shown
  Verdict verdict;
};

/// A sight as a person can look at it.
struct Shown {
  size_t sight = 0;        // its index
  cv::Mat picture, heat;   // CV_8UC3; `heat` is empty where the detector attributes nothing
  int rows = 0, cols = 0;  // places of the heat map
  Attribution::Kind kind = Attribution::Kind::kHiResCam;
  double strongest = 0;  // of the places, without its sign
};

/// A face of an image, or one that was followed through a video.
struct FaceEvidence {
  std::vector<Sight> sights;
  size_t scored = 0;                                        // sights that the detector scored
  double score = std::numeric_limits<double>::quiet_NaN();  // median; NaN: none was scored
  double share_above = 0;  // of the scored sights, at or above the threshold
  std::vector<Shown> shown;
  std::vector<std::string> cautions;  // one sentence each
};

struct FileEvidence {
  std::string file, problem;  // `problem`: why it cannot be read; the rest is then empty
  bool video = false;
  cv::Size size;
  std::optional<int> jpeg_quality;
  size_t pictures = 0, without_face = 0;  // looked at; those of them that show no face
  std::vector<FaceEvidence> faces;
  std::vector<std::string> cautions;
  cv::Mat overview;  // of an image with several faces: small, each boxed and numbered; or empty
};

struct Evidence {
  Claims claims;
  std::string locator, cut;  // who looked for faces, how they were cut out; for people
  std::vector<FileEvidence> files;
};

/// Sights of a video, picture by picture, sorted into faces: a sight continues the face that was
/// last seen within a box's width of it and has at most twice or half its size, the nearest first.
std::vector<FaceEvidence> Follow(std::vector<std::vector<Sight>> pictures);

/// Fills scored, score and share_above.
void Judge(FaceEvidence& face, const Claims& claims);

/// The sights worth a look, as indices: the highest score, and the one in the middle where it is
/// another. Empty where none was scored.
std::vector<size_t> WorthALook(const FaceEvidence& face);

}  // namespace swapbench
