// SPDX-License-Identifier: Apache-2.0
// YuNet (Wu, Peng & Yu 2023), a small network that OpenCV runs. It finds turned and half hidden
// faces that dlib's detector does not; the landmarks are dlib's.
#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <opencv2/imgproc.hpp>
#include <opencv2/objdetect/face.hpp>

#include "core/error.h"
#include "core/hash.h"
#include "core/pool.h"
#include "faces/registries.h"
#include "faces/shape_predictor.h"

namespace swapbench {
namespace fs = std::filesystem;
namespace {

constexpr int kMostBoxes = 5000;
constexpr int kLeastInput = 64;  // pixels

struct YunetOptions {
  std::string model;
  int size = 640;
  double score = .6, nms = .3;
  std::string landmarks = kLandmarkModel;

  template <class V>
  void Describe(V& v) {
    v("model", model, "the network, an ONNX file from OpenCV's model zoo; must be given");
    v("size", size, "longer side that larger images are shrunk to first, pixels; 0: never",
      Between{0, 8192});
    v("score", score, "least score of a face", Between{0, 1});
    v("nms", nms, "overlap above which the weaker of two boxes is dropped", Between{0, 1});
    v("landmarks", landmarks, "dlib's model of 68 landmarks");
  }
};

using Network = cv::Ptr<cv::FaceDetectorYN>;

/// The square that dlib's detector would draw, which its landmark model starts from: about the mean
/// of eyes, nose and corners of the mouth, with a side in proportion to their spread. Where both
/// detectors find a face, the ratio is 1.67 in the median of 1,328 faces of DFDC and 1.77 on the 43
/// of dlib's examples; dlib's own boxes go in steps of a fifth.
cv::Rect DlibBox(const std::array<cv::Point2d, 5>& points) {
  constexpr double kSidePerSpread = 1.7;
  cv::Point2d centre;
  for (const cv::Point2d& point : points) centre += point / 5;
  double spread = 0;
  for (const cv::Point2d& point : points) spread += (point - centre).dot(point - centre);
  const double side = kSidePerSpread * std::sqrt(spread);
  return {cvRound(centre.x - side / 2), cvRound(centre.y - side / 2), cvRound(side), cvRound(side)};
}

class Yunet : public Locator {
 public:
  explicit Yunet(const YunetOptions& options)
      : options_(options), networks_([this] { return std::make_unique<Network>(Read()); }) {
    Check(!options.model.empty(),
          "The locator yunet needs its network: yunet:model=FILE, an ONNX "
          "file from OpenCV's model zoo.");
    Check(fs::is_regular_file(options.model), "There is no YuNet model ", options.model, ".");
    predictor_ = OpenShapePredictor(options.landmarks);
    sha256_ = Sha256File(options.model);
    networks_.With([](Network&) { return 0; });  // a bad file is told now
  }

  std::vector<LocatedFace> Locate(const cv::Mat& image) const override {
    if (std::min(image.cols, image.rows) < kSmallestPicture) return {};
    const int longer = std::max(image.cols, image.rows);
    const double scale =
        options_.size > 0 ? std::min(1., static_cast<double>(options_.size) / longer) : 1;
    cv::Mat seen = image;
    if (scale < 1) cv::resize(image, seen, {}, scale, scale, cv::INTER_AREA);
    const cv::Mat rows = Detect(Padded(seen));
    const double back_x = static_cast<double>(image.cols) / seen.cols;
    const double back_y = static_cast<double>(image.rows) / seen.rows;
    std::vector<LocatedFace> faces;
    for (int i = 0; i < rows.rows; ++i) {
      const float* row = rows.ptr<float>(i);  // x, y, width, height, five points, score
      std::array<cv::Point2d, 5> points;
      for (size_t k = 0; k < 5; ++k) points[k] = {row[4 + 2 * k] * back_x, row[5 + 2 * k] * back_y};
      // Whole pixels, for the last bits of a network differ between processors.
      const cv::Rect box(cvRound(row[0] * back_x), cvRound(row[1] * back_y),
                         cvRound(row[2] * back_x), cvRound(row[3] * back_y));
      faces.push_back({box, row[14], predictor_->Fit(image, DlibBox(points))});
    }
    Settle(faces);
    return faces;
  }

  Spec identity() const override {
    YunetOptions known = options_;
    known.model = sha256_.substr(0, 16);
    known.landmarks = predictor_->sha256().substr(0, 16);
    return CanonicalSpec("yunet", known);
  }

 private:
  /// Black at the right and the bottom, up to what the network can halve as often as it does.
  static cv::Mat Padded(const cv::Mat& image) {
    const int right = std::max(0, kLeastInput - image.cols);
    const int bottom = std::max(0, kLeastInput - image.rows);
    if (right + bottom == 0) return image;
    cv::Mat padded;
    cv::copyMakeBorder(image, padded, 0, bottom, 0, right, cv::BORDER_CONSTANT);
    return padded;
  }

  cv::Mat Detect(const cv::Mat& image) const {
    try {
      return networks_.With([&](Network& network) {
        cv::Mat found;
        network->setInputSize(image.size());
        network->detect(image, found);
        return found;
      });
    } catch (const cv::Exception&) {
      Fail("YuNet cannot run on an image of ", image.cols, "x", image.rows, " pixels.");
    }
  }

  Network Read() const {
    try {
      return cv::FaceDetectorYN::create(options_.model, "", {320, 320},
                                        static_cast<float>(options_.score),
                                        static_cast<float>(options_.nms), kMostBoxes);
    } catch (const cv::Exception&) {
      Fail(options_.model, " is no YuNet model that OpenCV reads.");
    }
  }

  YunetOptions options_;
  std::string sha256_;
  std::shared_ptr<const ShapePredictor> predictor_;
  mutable Pool<Network> networks_;
};

}  // namespace

void Register_yunet(FaceRegistries& faces) {
  faces.locators.Add<YunetOptions>(
      "yunet", "The network YuNet, whose file you bring, and dlib's 68 landmarks",
      [](const YunetOptions& options) { return std::make_unique<Yunet>(options); });
}

}  // namespace swapbench
