// SPDX-License-Identifier: Apache-2.0
/// Do detectors trained on photographs accept the portraits, and do landmarks agree with a model
/// trained on photographs?
///
///   measure_portraits [SEED [COUNT [SIZE [YAW PITCH ROLL]]]]
///   measure_portraits --photos FOLDER        the same detectors on photographs: the control
#include <dlib/image_processing.h>
#include <dlib/image_processing/frontal_face_detector.h>
#include <dlib/opencv.h>
#include <time.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>
#include <opencv2/objdetect.hpp>
#include <string>
#include <vector>

#include "core/memory.h"
#include "portrait/consistency.h"

namespace swapbench::portrait {
namespace {

double CpuSeconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

double Quantile(std::vector<double> values, double q) {
  if (values.empty()) return NAN;
  std::sort(values.begin(), values.end());
  return values[std::min(values.size() - 1,
                         static_cast<size_t>(q * static_cast<double>(values.size())))];
}

double Overlap(cv::Rect2d a, cv::Rect2d b) {
  const double shared = (a & b).area();
  return shared / (a.area() + b.area() - shared);
}

/// Half the forehead, both brows and the chin: what a detector's box is meant to hold.
cv::Rect2d FaceBox(const Landmarks& landmarks) {
  const cv::Rect2d tight =
      cv::boundingRect(std::vector<cv::Point2f>(landmarks.begin(), landmarks.end()));
  return {tight.x, tight.y - .12 * tight.height, tight.width, 1.12 * tight.height};
}

class Judges {
 public:
  Judges() : hog_(dlib::get_frontal_face_detector()) {
    dlib::deserialize("/usr/share/dlib/shape_predictor_68_face_landmarks.dat") >> shape_;
    if (!haar_.load("/usr/share/opencv4/haarcascades/haarcascade_frontalface_alt2.xml"))
      std::fprintf(stderr, "The Haar cascade of opencv-data is missing.\n");
  }

  std::vector<dlib::rectangle> Hog(const cv::Mat& image) {
    return hog_(dlib::cv_image<dlib::bgr_pixel>(image));
  }

  std::vector<cv::Rect> Haar(const cv::Mat& image) {
    cv::Mat grey;
    cv::cvtColor(image, grey, cv::COLOR_BGR2GRAY);
    cv::equalizeHist(grey, grey);
    std::vector<cv::Rect> boxes;
    haar_.detectMultiScale(grey, boxes, 1.1, 3);
    return boxes;
  }

  Landmarks Shape(const cv::Mat& image, const dlib::rectangle& box) {
    const auto shape = shape_(dlib::cv_image<dlib::bgr_pixel>(image), box);
    Landmarks points;
    for (size_t i = 0; i < points.size(); ++i) {
      const auto& part = shape.part(static_cast<unsigned long>(i));
      points[i] = {static_cast<float>(part.x()), static_cast<float>(part.y())};
    }
    return points;
  }

 private:
  dlib::frontal_face_detector hog_;
  dlib::shape_predictor shape_;
  cv::CascadeClassifier haar_;
};

cv::Rect2d Box(const dlib::rectangle& r) {
  return {static_cast<double>(r.left()), static_cast<double>(r.top()),
          static_cast<double>(r.width()), static_cast<double>(r.height())};
}

struct Tally {
  int images = 0, hog = 0, haar = 0, extra = 0, on_background = 0;
  std::vector<double> shape, milliseconds, landmark, jaw;
  std::array<cv::Point2d, 68> bias{};

  void CompareShape(const Landmarks& truth, const Landmarks& found) {
    const double eyes = std::hypot(truth[36].x - truth[45].x, truth[36].y - truth[45].y);
    double sum = 0;
    for (size_t i = 0; i < truth.size(); ++i) {
      const cv::Point2d miss = (cv::Point2d(found[i]) - cv::Point2d(truth[i])) / eyes;
      bias[i] += miss;
      sum += std::hypot(miss.x, miss.y);
    }
    shape.push_back(sum / 68);
  }

  void Print() const {
    const auto percent = [this](int n) { return 100. * n / images; };
    std::printf("images %d\ndlib HOG exactly one, IoU > .4: %.1f %%  (more than one: %.1f %%)\n",
                images, percent(hog), percent(extra));
    std::printf("Haar alt2 exactly one, IoU > .4: %.1f %%\n", percent(haar));
    std::printf("dlib-68 error / outer eye corners: median %.4f, p90 %.4f (n %zu)\n",
                Quantile(shape, .5), Quantile(shape, .9), shape.size());
    std::printf(
        "landmark against canonical buffer, px: median %.3f, p99 %.3f, worst %.3f (n %zu)\n",
        Quantile(landmark, .5), Quantile(landmark, .99), Quantile(landmark, 1), landmark.size());
    std::printf("jaw point off the head, px: p99 %.3f, worst %.3f (n %zu)\n", Quantile(jaw, .99),
                Quantile(jaw, 1), jaw.size());
    std::printf("face-class pixels on background: %d\n", on_background);
    std::printf("CPU ms a portrait: median %.1f, p90 %.1f\n", Quantile(milliseconds, .5),
                Quantile(milliseconds, .9));
    std::printf("mean bias, dlib minus truth, in 1/1000 of the outer eye distance (x,y):\n");
    for (size_t i = 0; i < bias.size(); ++i)
      std::printf("%zu:%.0f,%.0f%s", i, 1000 * bias[i].x / static_cast<double>(shape.size()),
                  1000 * bias[i].y / static_cast<double>(shape.size()), i % 12 == 11 ? "\n" : "  ");
    std::printf("\n");
  }
};

void Measure(uint64_t seed, uint64_t person, const PortraitOptions& options, Judges& judges,
             Tally& tally) {
  const double start = CpuSeconds();
  const Portrait timed = DrawPortrait(seed, person, 0, options);
  tally.milliseconds.push_back(1000 * (CpuSeconds() - start));
  const Drawing drawing = Draw(seed, person, 0, options, true);
  const Landmarks& truth = drawing.portrait.landmarks;
  const cv::Rect2d face = FaceBox(truth);
  const auto hog = judges.Hog(timed.image);
  const auto haar = judges.Haar(timed.image);
  ++tally.images;
  if (hog.size() == 1 && Overlap(Box(hog[0]), face) > .4) {
    ++tally.hog;
    tally.CompareShape(truth, judges.Shape(timed.image, hog[0]));
  }
  tally.extra += hog.size() > 1;
  tally.haar += haar.size() == 1 && Overlap(haar[0], face) > .4;
  for (size_t i = 17; i < 68; ++i)
    if (const auto error = LandmarkError(drawing, i)) {
      tally.landmark.push_back(*error);
      if (*error > .5)
        std::printf("landmark %zu of person %llu: %.2f px\n", i,
                    static_cast<unsigned long long>(person), *error);
    }
  for (size_t i = 0; i < 17; ++i) tally.jaw.push_back(JawError(drawing, i));
  tally.on_background += FacePixelsOnBackground(drawing);
}

void MeasurePhotos(const std::string& folder, Judges& judges) {
  int images = 0, hog = 0, haar = 0;
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
    if (entry.path().extension() == ".jpg" || entry.path().extension() == ".png")
      files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  const size_t step = std::max<size_t>(1, files.size() / 300);
  for (size_t i = 0; i < files.size(); i += step) {
    cv::Mat image = cv::imread(files[i].string());
    if (image.empty()) continue;
    cv::resize(image, image, {256, 256}, 0, 0, cv::INTER_AREA);
    cv::copyMakeBorder(image, image, 64, 64, 64, 64, cv::BORDER_REPLICATE);
    ++images;
    hog += judges.Hog(image).size() == 1;
    haar += judges.Haar(image).size() == 1;
  }
  std::printf("photographs %d: dlib HOG exactly one %.1f %%, Haar alt2 exactly one %.1f %%\n",
              images, 100. * hog / std::max(images, 1), 100. * haar / std::max(images, 1));
}

}  // namespace
}  // namespace swapbench::portrait

int main(int argc, char** argv) {
  swapbench::KeepFreedMemory();  // as the binary does
  using namespace swapbench::portrait;
  cv::setNumThreads(1);
  Judges judges;
  if (argc == 3 && std::string(argv[1]) == "--photos") {
    MeasurePhotos(argv[2], judges);
    return 0;
  }
  const auto number = [&](int i, double otherwise) {
    return i < argc ? std::atof(argv[i]) : otherwise;
  };
  const auto seed = static_cast<uint64_t>(number(1, 20261122));
  swapbench::PortraitOptions options;
  options.size = static_cast<int>(number(3, 256));
  options.yaw = number(4, 0);
  options.pitch = number(5, 0);
  options.roll = number(6, 0);
  Tally tally;
  for (int i = 0; i < static_cast<int>(number(2, 300)); ++i)
    Measure(seed, static_cast<uint64_t>(i), options, judges, tally);
  std::printf("seed %llu, %d px, yaw %.0f, pitch %.0f, roll %.0f\n",
              static_cast<unsigned long long>(seed), options.size, options.yaw, options.pitch,
              options.roll);
  tally.Print();
  return 0;
}
