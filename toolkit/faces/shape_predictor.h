// SPDX-License-Identifier: Apache-2.0
/// dlib's model of 68 landmarks, an ensemble of regression trees (Kazemi & Sullivan 2014). Debian
/// ships one in libdlib-data; it was trained on 300-W, which excludes commercial use.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "image/face.h"

namespace swapbench {

inline constexpr const char* kLandmarkModel =
    "/usr/share/dlib/shape_predictor_68_face_landmarks.dat";

/// Immutable and thread-safe.
class ShapePredictor {
 public:
  virtual ~ShapePredictor() = default;

  /// `box` as dlib's own face detector draws it: a square from the brows to the chin. It may reach
  /// beyond the image. Whole pixels.
  virtual Landmarks Fit(const cv::Mat& image, const cv::Rect& box) const = 0;

  virtual const std::string& sha256() const = 0;  // of the model file
};

/// Read once a process and shared by all who hold it: it takes 100 MB and about half a second.
/// Throws Error where the file is missing, damaged or holds another number of landmarks.
std::shared_ptr<const ShapePredictor> OpenShapePredictor(const std::filesystem::path& file);

}  // namespace swapbench
