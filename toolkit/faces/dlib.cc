// SPDX-License-Identifier: Apache-2.0
// All of dlib that the toolkit uses: the frontal face detector (histograms of oriented gradients
// and a linear classifier, Dalal & Triggs 2005) and the landmark model behind every locator.
#include <dlib/image_processing.h>
#include <dlib/image_processing/frontal_face_detector.h>
#include <dlib/opencv.h>

#include <algorithm>
#include <map>
#include <mutex>
#include <opencv2/imgproc.hpp>

#include "core/error.h"
#include "core/hash.h"
#include "core/pool.h"
#include "faces/registries.h"
#include "faces/shape_predictor.h"

namespace swapbench {
namespace fs = std::filesystem;
namespace {

using Pixels = dlib::cv_image<dlib::bgr_pixel>;

class DlibPredictor : public ShapePredictor {
 public:
  explicit DlibPredictor(const fs::path& file) {
    Check(fs::is_regular_file(file), "There is no landmark model ", file.string(),
          ": install Debian's libdlib-data (scripts/setup does), or name one with landmarks=FILE.");
    try {
      dlib::deserialize(file.string()) >> model_;
    } catch (const std::exception&) {
      Fail(file.string(), " is no landmark model of dlib, or it is damaged.");
    }
    Check(model_.num_parts() == Landmarks().size(), file.string(), " is a model of ",
          model_.num_parts(), " landmarks; 68 are needed.");
    sha256_ = Sha256File(file);
  }

  Landmarks Fit(const cv::Mat& image, const cv::Rect& box) const override {
    const auto shape =
        model_(Pixels(image), {box.x, box.y, box.x + box.width - 1, box.y + box.height - 1});
    Landmarks landmarks;
    for (size_t i = 0; i < landmarks.size(); ++i) {
      const dlib::point& part = shape.part(i);
      landmarks[i] = {static_cast<float>(part.x()), static_cast<float>(part.y())};
    }
    return landmarks;
  }

  const std::string& sha256() const override { return sha256_; }

 private:
  dlib::shape_predictor model_;
  std::string sha256_;
};

struct DlibOptions {
  int upsample = 0;
  double border = 0, threshold = 0;
  std::string landmarks = kLandmarkModel;

  template <class V>
  void Describe(V& v) {
    v("upsample", upsample,
      "times the image is doubled first: 0 finds faces from 80 pixels, 1 from 40", Between{0, 4});
    v("border", border,
      "border of repeated edge pixels, share of the shorter side: for tight crops", Between{0, 1});
    v("threshold", threshold, "least score; 0 is dlib's own, lower finds more and errs more",
      Between{-2, 5});
    v("landmarks", landmarks, "dlib's model of 68 landmarks");
  }
};

class Dlib : public Locator {
 public:
  explicit Dlib(const DlibOptions& options)
      : options_(options), predictor_(OpenShapePredictor(options.landmarks)), detectors_([] {
          return std::make_unique<dlib::frontal_face_detector>(dlib::get_frontal_face_detector());
        }) {}

  std::vector<LocatedFace> Locate(const cv::Mat& image) const override {
    const int border = static_cast<int>(options_.border * std::min(image.cols, image.rows));
    cv::Mat framed = image;
    if (border > 0)
      cv::copyMakeBorder(image, framed, border, border, border, border, cv::BORDER_REPLICATE);
    if (std::min(framed.cols, framed.rows) < kSmallestPicture) return {};
    std::vector<LocatedFace> faces;
    for (const auto& [score, rectangle] : Detect(framed)) {
      const cv::Rect box(static_cast<int>(rectangle.left()), static_cast<int>(rectangle.top()),
                         static_cast<int>(rectangle.width()), static_cast<int>(rectangle.height()));
      LocatedFace face{box - cv::Point(border, border), score, predictor_->Fit(framed, box)};
      for (cv::Point2f& point : face.landmarks)
        point -= cv::Point2f(static_cast<float>(border), static_cast<float>(border));
      faces.push_back(face);
    }
    Settle(faces);
    return faces;
  }

  Spec identity() const override {
    DlibOptions known = options_;
    known.landmarks = predictor_->sha256().substr(0, 16);
    return CanonicalSpec("dlib", known);
  }

 private:
  using Detection = std::pair<double, dlib::rectangle>;

  std::vector<Detection> Detect(const cv::Mat& image) const {
    dlib::array2d<dlib::bgr_pixel> pixels;
    dlib::assign_image(pixels, Pixels(image));
    for (int i = 0; i < options_.upsample; ++i) dlib::pyramid_up(pixels);
    auto found = detectors_.With([&](dlib::frontal_face_detector& detector) {
      std::vector<Detection> detections;
      detector(pixels, detections, options_.threshold);
      return detections;
    });
    const dlib::pyramid_down<2> halving;
    for (auto& [score, box] : found)
      box = halving.rect_down(box, static_cast<unsigned>(options_.upsample));
    return found;
  }

  DlibOptions options_;
  std::shared_ptr<const ShapePredictor> predictor_;
  mutable Pool<dlib::frontal_face_detector> detectors_;
};

}  // namespace

std::shared_ptr<const ShapePredictor> OpenShapePredictor(const fs::path& file) {
  static std::mutex mutex;
  static std::map<fs::path, std::weak_ptr<const ShapePredictor>> opened;
  const std::lock_guard lock(mutex);
  std::weak_ptr<const ShapePredictor>& known = opened[file];
  if (auto held = known.lock()) return held;
  const auto read = std::make_shared<const DlibPredictor>(file);
  known = read;
  return read;
}

void Register_dlib(FaceRegistries& faces) {
  faces.locators.Add<DlibOptions>(
      "dlib", "dlib's frontal face detector and its 68 landmarks",
      [](const DlibOptions& options) { return std::make_unique<Dlib>(options); });
}

}  // namespace swapbench
