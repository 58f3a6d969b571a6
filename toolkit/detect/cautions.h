// SPDX-License-Identifier: Apache-2.0
/// In which respects an input lies outside what a model was tested on: one plain sentence each.
#pragma once

#include <string>
#include <vector>

#include "detect/evidence.h"

namespace swapbench {

/// Of the file as a whole: its compression, its size where it was not searched for faces.
std::vector<std::string> FileCautions(const FileEvidence& file, const TestedOn& tested,
                                      bool searched);

/// Of a face: too few or too many pixels, parts beyond the picture. By its sight in the middle.
std::vector<std::string> FaceCautions(const FaceEvidence& face, const TestedOn& tested);

}  // namespace swapbench
