// SPDX-License-Identifier: Apache-2.0
/// One record of a corpus.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "image/face.h"

namespace swapbench {

enum class Label { kReal, kFake };

std::string_view ToString(Label label);   // "real", "fake"
Label ParseLabel(std::string_view text);  // throws Error on anything else

/// What is known of a record without looking at its pixels. Empty text means "unknown" or "none".
struct SampleInfo {
  std::string id;  // "<dataset>/<path without extension>", unique in its corpus
  Label label = Label::kReal;
  std::string dataset;
  std::string clip;    // what was recorded in one go; frames of a clip are not independent
  std::string target;  // identity whose body is shown
  std::string source;  // identity whose face is shown, of a fake
  std::string method;  // swap method, of a fake
  std::string split;   // "train", "val" or "test"
  std::string twin;    // id of the real record a fake was made from
  std::string degradation;
  std::map<std::string, std::string> attributes;  // further columns: tone, age, original_width ...

  bool operator==(const SampleInfo&) const = default;
};

/// A record with its decoded pixels.
struct Sample {
  SampleInfo info;
  Face face;
  cv::Mat mask;  // CV_8UC1, the swap's soft mask, 0..255, of the image's size; empty for a real
};

/// A record as it is stored.
struct Record {
  SampleInfo info;
  std::string image;                   // encoded bytes: JPEG, PNG or WebP
  std::string mask;                    // PNG, 8 bit; empty for a real
  std::string classes;                 // PNG of class ids (portrait/classes.h); empty where unknown
  std::optional<Landmarks> landmarks;  // contour convention
  std::optional<Landmarks3d> landmarks_3d;
  std::string provenance;  // a JSON object: every parameter drawn, of a fake every step
};

}  // namespace swapbench
