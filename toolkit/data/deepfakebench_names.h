// SPDX-License-Identifier: Apache-2.0
/// What the JSON files of DeepfakeBench (Yan et al. 2023) call things, for reading and writing:
///
///   {"DATASET":{"LABEL":{"SPLIT":{"CLIP":{"label":"LABEL","frames":["PATH",...]}}}}}
///
/// with one more level, the compression, between SPLIT and CLIP for FaceForensics++. A frame's mask
/// and landmarks lie where it lies, in folders `masks` and `landmarks` instead of `frames`. That
/// reader ignores further keys of a clip; we write and read "clip", "target" and "source" there.
#pragma once

#include <algorithm>
#include <cctype>
#include <string>

namespace swapbench {

/// Does a label mean real clips? "FF-real", "DFDC_Real", "real": its last word says so.
inline bool NamesRealClips(std::string label) {
  std::ranges::transform(label, label.begin(), [](unsigned char c) { return std::tolower(c); });
  return label == "real" || label.ends_with("_real") || label.ends_with("-real");
}

/// The path with its last folder `frames` called otherwise; "" where it has none.
inline std::string BesideFrames(const std::string& frame, const std::string& folder) {
  const std::string frames = "/frames/";
  const size_t at = ("/" + frame).rfind(frames);
  if (at == std::string::npos) return "";
  return ("/" + frame).replace(at, frames.size(), "/" + folder + "/").substr(1);
}

}  // namespace swapbench
