// SPDX-License-Identifier: Apache-2.0
/// The sentences that terminal, page and JSON share.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "detect/evidence.h"

namespace swapbench::report {

inline constexpr const char* kAid =
    "An aid to judgement: never the only ground for a decision about a person.";

/// "0.83"; "below 0.01" and "above 0.99" at the ends, "0.831" where there is no such end.
std::string ProbabilityText(double probability);

/// "Of 4 faces in 3 files, 1 is called fake." and the like.
std::string HeadlineOf(const Evidence& evidence);

/// What the detector calls fake, how often it errs, on what that was counted.
std::vector<std::string> ClaimSentences(const Claims& claims);

/// "called fake", "not called fake", "not scored"; "scored" where there is no threshold.
std::string CallOf(const Claims& claims, const FaceEvidence& face);

/// "probability 0.83 of being fake" or "score 1.25".
std::string ScoreText(const Claims& claims, const FaceEvidence& face);

/// "88x87 pixels at 121,208": the box, where the face is seen first.
std::string PlaceOf(const FaceEvidence& face);

/// What stands behind that number.
std::vector<std::string> FaceSentences(const Claims& claims, const FaceEvidence& face, bool video);

/// The kind of a heat map, for programs: "hirescam" or "seam".
std::string_view MapName(Attribution::Kind kind);

/// What one heat map is: "Where the answer comes from, in 8 x 8 places".
std::string MapCaption(const Shown& shown);

/// How heat maps of that kind are to be read.
const char* HowToReadMaps(Attribution::Kind kind);

/// "an image of 640x480 pixels, JPEG quality about 90" or "a video of 640x480 pixels, 32 frames
/// looked at, 2 of them without a face".
std::string FileSentence(const FileEvidence& file);

/// Why there is no face to speak of; empty where there is one.
std::string NoFaceSentence(const FileEvidence& file, const std::string& locator);

}  // namespace swapbench::report
