// SPDX-License-Identifier: Apache-2.0
#include "detect/examine.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>
#include <utility>

#include "core/file.h"
#include "detect/cautions.h"
#include "detect/heat_map.h"
#include "faces/align.h"
#include "faces/landmarks.h"
#include "image/codec.h"
#include "image/jpeg.h"
#include "image/orientation.h"

namespace swapbench {
namespace fs = std::filesystem;
namespace {

/// The share of the crop that shows nothing of an image of `size`: of a grid of 32 x 32 points.
double ShareOutside(const Crop& crop, cv::Size size) {
  constexpr int kGrid = 32;
  if (crop.cut) return 0;
  const Affine image_from_crop = Inverse(crop.crop_from_image);
  int outside = 0;
  for (int i = 0; i < kGrid * kGrid; ++i) {
    const cv::Point2d in_crop((i % kGrid + .5) * crop.size.width / kGrid - .5,
                              (i / kGrid + .5) * crop.size.height / kGrid - .5);
    const cv::Point2d p = Apply(image_from_crop, in_crop);
    outside += p.x < -.5 || p.y < -.5 || p.x > size.width - .5 || p.y > size.height - .5;
  }
  return static_cast<double>(outside) / (kGrid * kGrid);
}

class Eye {
 public:
  Eye(Detector& detector, const Looking& looking) : detector_(detector), looking_(looking) {}

  std::vector<Sight> Look(const cv::Mat& image, size_t frame, double seconds) const {
    std::vector<Sight> sights;
    for (Sight& sight : Find(image)) {
      sight.frame = frame;
      sight.seconds = seconds;
      sight.verdict = detector_.Score({&sight.face, 1}).at(0);
      if (!looking_.show) sight.face = {};
      sights.push_back(std::move(sight));
    }
    return sights;
  }

  Shown Show(const FaceEvidence& face, size_t sight) const {
    const Face& seen = face.sights[sight].face;
    Shown shown;
    shown.sight = sight;
    shown.picture = seen.image;
    if (const auto attribution = detector_.Attribute(seen)) {
      shown.heat = DrawHeat(seen.image, *attribution);
      shown.rows = attribution->rows;
      shown.cols = attribution->cols;
      shown.kind = attribution->kind;
      shown.strongest = StrongestPlace(*attribution);
    }
    return shown;
  }

 private:
  std::vector<Sight> Find(const cv::Mat& image) const {
    if (looking_.locator == nullptr) {
      Sight whole;
      whole.box = {{0, 0}, image.size()};
      whole.face.image = image;
      return {whole};
    }
    std::vector<Sight> sights;
    for (const LocatedFace& found : looking_.locator->Locate(image)) {
      const std::optional<Crop> crop = looking_.alignment->Place(found, image.size());
      if (!crop) continue;
      Sight& sight = sights.emplace_back();
      sight.box = found.box;
      sight.eyes = InterOcularDistance(found.landmarks);
      sight.outside = ShareOutside(*crop, image.size());
      sight.face = {Cropped(image, *crop), Apply(crop->crop_from_image, found.landmarks)};
    }
    return sights;
  }

  Detector& detector_;
  const Looking& looking_;
};

/// The picture, made small, with a box and a number (from 1) for each face.
cv::Mat Numbered(const cv::Mat& image, const std::vector<Sight>& sights) {
  constexpr double kMostPixels = 480;
  const double scale = std::min(1., kMostPixels / std::max(image.cols, image.rows));
  cv::Mat small = scale < 1 ? Shrunk(image, scale) : image.clone();
  for (size_t i = 0; i < sights.size(); ++i) {
    const cv::Rect2d box = sights[i].box;
    const cv::Rect drawn(cv::Point(box.tl() * scale), cv::Point(box.br() * scale));
    for (const auto& [colour, width] :
         {std::pair(cv::Scalar::all(0), 4), std::pair(cv::Scalar::all(255), 2)}) {
      cv::rectangle(small, drawn, colour, width);
      cv::putText(small, std::to_string(i + 1), drawn.tl() + cv::Point(5, 22),
                  cv::FONT_HERSHEY_SIMPLEX, .7, colour, width);
    }
  }
  return small;
}

std::vector<std::vector<Sight>> LookAtImage(const fs::path& path, const Eye& eye, bool show,
                                            FileEvidence& file) {
  const std::string bytes = ReadFile(path);
  const ImageHeader header = ReadImageHeader(bytes, file.file);
  const cv::Mat image = Upright(DecodeImage(bytes, file.file), ExifOrientation(bytes));
  if (header.format == "jpeg") file.jpeg_quality = JpegQuality(bytes, file.file);
  file.size = image.size();
  std::vector<Sight> sights = eye.Look(image, 0, 0);
  if (show && sights.size() > 1) file.overview = Numbered(image, sights);
  return {std::move(sights)};
}

std::vector<std::vector<Sight>> LookAtVideo(const fs::path& path, const Eye& eye,
                                            const FrameChoice& frames, FileEvidence& file) {
  file.video = true;
  return EachChosenFrame(path, file.file, frames, [&](const Video& video) {
    file.size = video.size();
    return eye.Look(video.Image(), video.number(), video.seconds());
  });
}

}  // namespace

FileEvidence Examine(const fs::path& path, Detector& detector, const Claims& claims,
                     const Looking& looking) {
  FileEvidence file;
  file.file = path.string();
  const Eye eye(detector, looking);
  std::vector<std::vector<Sight>> pictures = IsVideoName(file.file)
                                                 ? LookAtVideo(path, eye, looking.frames, file)
                                                 : LookAtImage(path, eye, looking.show, file);
  file.pictures = pictures.size();
  for (const std::vector<Sight>& sights : pictures) file.without_face += sights.empty();
  const TestedOn tested = claims.reliability ? claims.reliability->tested : TestedOn();
  file.cautions = FileCautions(file, tested, looking.locator != nullptr);
  if (file.video) file.faces = Follow(std::move(pictures));
  else
    for (Sight& sight : pictures.front()) file.faces.emplace_back().sights.push_back(sight);
  for (FaceEvidence& face : file.faces) {
    Judge(face, claims);
    face.cautions = FaceCautions(face, tested);
    if (!looking.show) continue;
    for (const size_t sight : WorthALook(face)) face.shown.push_back(eye.Show(face, sight));
    for (Sight& sight : face.sights) sight.face = {};
  }
  return file;
}

}  // namespace swapbench
