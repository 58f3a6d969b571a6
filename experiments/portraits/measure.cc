// SPDX-License-Identifier: Apache-2.0
/// Do detectors trained on photographs accept the portraits, and do landmarks agree with a model
/// trained on photographs? Prints a table of acceptance; exits with 1 where a bound is missed.
///
///   measure_portraits [SEED [COUNT [SIZE]]]
///   measure_portraits --photos FOLDER        the same detectors on photographs: the control
#include <dlib/image_processing.h>
#include <dlib/image_processing/frontal_face_detector.h>
#include <dlib/opencv.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <boost/math/distributions/binomial.hpp>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>
#include <opencv2/objdetect.hpp>
#include <string>
#include <vector>

#include "core/memory.h"
#include "core/parallel.h"
#include "portrait/classes.h"
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

/// What one set of poses gave.
struct Tally {
  std::string name;
  int images = 0, hog = 0, haar = 0, extra = 0, on_background = 0, checked = 0, misplaced = 0;
  std::vector<double> shape, milliseconds, landmark, jaw, outline;
  std::array<cv::Point2d, 68> bias{};
  std::map<std::string, std::pair<int, int>> groups;  // found, of how many

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

  double WorstBias(size_t* where) const {
    double worst = 0;
    for (size_t i = 0; i < bias.size(); ++i) {
      const double size = std::hypot(bias[i].x, bias[i].y) / static_cast<double>(shape.size());
      if (size <= worst) continue;
      worst = size;
      *where = i;
    }
    return worst;
  }
};

/// Columns of the table: what, measured with its interval, must, aim, and whether they are met.
class Table {
 public:
  /// `sign` 1: at least the bounds; -1: at most.
  void Row(const std::string& name, double value, const std::string& interval, int sign,
           double must, double aim) {
    const bool meets = sign * value >= sign * must, reaches = sign * value >= sign * aim;
    std::printf("%-58s %9.4g %-18s %s %-7.4g %-4s %-7.4g %s\n", name.c_str(), value,
                interval.c_str(), sign > 0 ? ">=" : "<=", must, meets ? "yes" : "NO", aim,
                reaches ? "yes" : "no");
    ++rows_;
    met_ += meets;
    reached_ += reaches;
  }
  void Share(const std::string& name, int count, int of, int sign, double must, double aim) {
    Row(name, 100. * count / of, Interval(count, of), sign, must, aim);
  }
  /// 95 % Clopper-Pearson, in percent.
  static std::string Interval(int count, int of) {
    using Binomial = boost::math::binomial_distribution<>;
    const double low = count == 0 ? 0 : Binomial::find_lower_bound_on_p(of, count, .025);
    const double high = count == of ? 1 : Binomial::find_upper_bound_on_p(of, count, .025);
    char text[40];
    std::snprintf(text, sizeof text, "(%.1f-%.1f)", 100 * low, 100 * high);
    return text;
  }
  /// Whether every row is met; says how many.
  bool Finish() const {
    std::printf("must: %d of %d rows; aim: %d of %d\n", met_, rows_, reached_, rows_);
    return met_ == rows_;
  }

 private:
  int rows_ = 0, met_ = 0, reached_ = 0;
};

/// 95 %, from the order statistics.
std::string QuantileInterval(std::vector<double> values, double q) {
  if (values.empty()) return "";
  std::sort(values.begin(), values.end());
  const boost::math::binomial_distribution<> rank(static_cast<double>(values.size()), q);
  const auto at = [&](double p) {
    return values[std::min(values.size() - 1, static_cast<size_t>(boost::math::quantile(rank, p)))];
  };
  char text[40];
  std::snprintf(text, sizeof text, "(%.3g-%.3g)", at(.025), at(.975));
  return text;
}

PixelClass ClassAt(const Portrait& portrait, cv::Point2f at) {
  const int x = static_cast<int>(at.x + .5f), y = static_cast<int>(at.y + .5f);
  if (x < 0 || y < 0 || x >= portrait.classes.cols || y >= portrait.classes.rows)
    return PixelClass::kBackground;
  return static_cast<PixelClass>(portrait.classes.at<uint8_t>(y, x));
}

/// Open eyes have eyes at their centres and the lower lip is a lip, unless hair or glasses hide
/// them.
void CheckClasses(const Portrait& portrait, Tally& tally) {
  const Landmarks& l = portrait.landmarks;
  const auto check = [&](cv::Point2f at, PixelClass want) {
    const PixelClass seen = ClassAt(portrait, at);
    if (seen == PixelClass::kHair || seen == PixelClass::kGlasses) return;
    ++tally.checked;
    tally.misplaced += seen != want;
  };
  for (const size_t eye : {36u, 42u}) {
    const cv::Point2f upper = (l[eye + 1] + l[eye + 2]) / 2, lower = (l[eye + 4] + l[eye + 5]) / 2;
    if (lower.y - upper.y > 3) check((upper + lower) / 2, PixelClass::kEye);
  }
  check((l[57] + l[66]) / 2, PixelClass::kLip);
}

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
  const bool found = hog.size() == 1 && Overlap(Box(hog[0]), face) > .4;
  if (found) {
    ++tally.hog;
    tally.CompareShape(truth, judges.Shape(timed.image, hog[0]));
  }
  tally.extra += hog.size() > 1;
  tally.haar += haar.size() == 1 && Overlap(haar[0], face) > .4;
  const auto& columns = timed.attributes;
  const int tone = std::stoi(columns.at("tone"));
  const std::string& beard = columns.at("beard");
  for (const std::string& group :
       {std::string(tone <= 3   ? "tone light"
                    : tone <= 7 ? "tone medium"
                                : "tone dark"),
        std::string(std::stod(columns.at("sex_axis")) > 0 ? "male" : "female"),
        "glasses " + columns.at("glasses"),
        std::string(beard == "full" || beard == "goatee" ? "full beard or goatee" : "no beard"),
        "hair " + columns.at("hair")}) {
    tally.groups[group].first += found;
    ++tally.groups[group].second;
  }
  CheckClasses(timed, tally);
  for (size_t i = 17; i < 68; ++i)
    if (const auto error = LandmarkError(drawing, i)) {
      tally.landmark.push_back(*error);
      if (*error > .5)
        std::printf("landmark %zu of person %llu: %.2f px\n", i,
                    static_cast<unsigned long long>(person), *error);
    }
  for (size_t i = 0; i < 17; ++i) {
    if (const auto error = JawError(drawing, i)) tally.jaw.push_back(*error);
    if (const auto error = OutlineError(drawing, i)) tally.outline.push_back(*error);
  }
  tally.on_background += FacePixelsOnBackground(drawing);
}

/// A grey face of 40 x 48 pixels, of mean 0 and length 1: upright, 2.6 distances of the eyes wide.
cv::Mat Thumbnail(const Portrait& portrait) {
  const auto centre = [&](size_t first) {
    cv::Point2f sum;
    for (size_t i = first; i < first + 6; ++i) sum += portrait.landmarks[i];
    return sum / 6;
  };
  const cv::Point2f left = centre(36), across = centre(42) - left, middle = left + across / 2;
  const double scale = 40 / (2.6 * std::hypot(across.x, across.y));
  const double turn = std::atan2(across.y, across.x) * 180 / CV_PI;
  cv::Mat map = cv::getRotationMatrix2D(middle, turn, scale);
  map.at<double>(0, 2) += 20 - middle.x;
  map.at<double>(1, 2) += 19 - middle.y;
  cv::Mat grey, small;
  cv::cvtColor(portrait.image, grey, cv::COLOR_BGR2GRAY);
  cv::GaussianBlur(grey, grey, {}, .5 / scale);
  cv::warpAffine(grey, small, map, {40, 48}, cv::INTER_LINEAR, cv::BORDER_REPLICATE);
  small.convertTo(small, CV_64F);
  small -= cv::mean(small);
  return small / cv::norm(small);
}

/// How often the nearest of `people` other pictures, by plain correlation, shows the same person;
/// and how far the two people are apart whose neutral landmarks are closest, in distances of the
/// outer eye corners.
void MeasureIdentity(uint64_t seed, int people, PortraitOptions options, Table& table) {
  options.yaw = 4;
  options.pitch = options.roll = 0;
  std::vector<cv::Mat> gallery, probes;
  std::vector<Landmarks3d> shapes;
  for (int i = 0; i < people; ++i) {
    const auto person = static_cast<uint64_t>(i);
    const Portrait known = DrawPortrait(seed, person, 1, options);
    gallery.push_back(Thumbnail(known));
    probes.push_back(Thumbnail(DrawPortrait(seed, person, 2, options)));
    shapes.push_back(known.landmarks_3d);
  }
  int right = 0;
  double closest = 1e9;
  for (int i = 0; i < people; ++i) {
    const auto at = static_cast<size_t>(i);
    size_t best = 0;
    for (size_t k = 1; k < gallery.size(); ++k)
      if (probes[at].dot(gallery[k]) > probes[at].dot(gallery[best])) best = k;
    right += best == at;
    for (size_t k = 0; k < at; ++k) {
      double sum = 0;
      for (size_t p = 0; p < 68; ++p)
        sum += std::hypot(shapes[at][p].x - shapes[k][p].x, shapes[at][p].y - shapes[k][p].y);
      const double eyes = shapes[at][45].x - shapes[at][36].x;
      closest = std::min(closest, sum / 68 / std::abs(eyes));
    }
  }
  table.Share("identity: rank 1 by plain correlation, %", right, people, 1, 20, 50);
  table.Row("identity: closest two, mean point distance / eyes", closest, "", 1, .012, .02);
}

bool DrawsTheSameTwice(uint64_t seed, const PortraitOptions& options) {
  constexpr size_t kPeople = 24;
  std::array<Portrait, kPeople> once;
  std::array<int, kPeople> same{};
  for (size_t i = 0; i < kPeople; ++i) once[i] = DrawPortrait(seed, i, 0, options);
  ParallelFor(kPeople, 4, [&](size_t i) {
    const Portrait again = DrawPortrait(seed, i, 0, options);
    same[i] = cv::norm(once[i].image, again.image, cv::NORM_INF) == 0 &&
              cv::norm(once[i].classes, again.classes, cv::NORM_INF) == 0 &&
              once[i].landmarks == again.landmarks;
  });
  return std::count(same.begin(), same.end(), 1) == static_cast<int>(kPeople);
}

Tally MeasureAll(const std::string& name, uint64_t seed, int people, PortraitOptions options,
                 Judges& judges) {
  Tally tally;
  tally.name = name;
  for (int i = 0; i < people; ++i) {
    Measure(seed, static_cast<uint64_t>(i), options, judges, tally);
    if (isatty(2) != 0) std::fprintf(stderr, "\r%s: %d/%d  ", name.c_str(), i + 1, people);
  }
  if (isatty(2) != 0) std::fprintf(stderr, "\n");
  return tally;
}

void PrintGroups(const Tally& tally, Table& table) {
  constexpr int kFewest = 90;
  const double overall = 100. * tally.hog / tally.images;
  double worst = 0;
  std::string whose = "none";
  std::printf("\ndlib by group, %s:\n", tally.name.c_str());
  for (const auto& [group, counts] : tally.groups) {
    const double share = 100. * counts.first / counts.second;
    std::printf("  %-24s n %4d  %5.1f %% %s\n", group.c_str(), counts.second, share,
                Table::Interval(counts.first, counts.second).c_str());
    if (counts.second < kFewest || share - overall >= worst) continue;
    worst = share - overall;
    whose = group;
  }
  std::printf("\n");
  table.Row("worst group minus overall, points: " + whose, worst, "", 1, -8, -4);
}

/// The table of acceptance; true where every bound in its "must" column is met.
bool Accept(uint64_t seed, int people, PortraitOptions options, Judges& judges) {
  const auto posed = [&](double yaw, double pitch, double roll) {
    options.yaw = yaw;
    options.pitch = pitch;
    options.roll = roll;
    return options;
  };
  const Tally frontal = MeasureAll("frontal", seed, people, posed(0, 0, 0), judges);
  const Tally upright = MeasureAll("yaw 30, pitch 15", seed, people, posed(30, 15, 0), judges);
  const Tally full =
      MeasureAll("yaw 30, pitch 15, roll 15", seed, people, posed(30, 15, 15), judges);
  std::printf("seed %llu, %d people, %d px; 95 %% intervals\n\n",
              static_cast<unsigned long long>(seed), people, options.size);
  Table table;
  table.Share("dlib, exactly one, IoU > .4: frontal, %", frontal.hog, people, 1, 98, 99.5);
  table.Share("dlib: yaw 30, pitch 15, roll 0, %", upright.hog, people, 1, 95, 99);
  table.Share("dlib: yaw 30, pitch 15, roll 15, %", full.hog, people, 1, 86, 95);
  table.Share("Haar alt2: frontal, %", frontal.haar, people, 1, 95, 99);
  table.Share("Haar alt2: yaw 30, pitch 15, roll 15, %", full.haar, people, 1, 70, 80);
  table.Share("dlib, more than one box, %", frontal.extra + upright.extra + full.extra, 3 * people,
              -1, 1, .2);
  const auto shape = [&](const char* name, const Tally& tally, double q, double must, double aim) {
    table.Row(name, Quantile(tally.shape, q), QuantileInterval(tally.shape, q), -1, must, aim);
  };
  shape("dlib-68 error / eyes: frontal, median", frontal, .5, .045, .030);
  shape("dlib-68 error / eyes: frontal, 90 %", frontal, .9, .10, .055);
  shape("dlib-68 error / eyes: all poses, median", full, .5, .062, .045);
  shape("dlib-68 error / eyes: all poses, 90 %", full, .9, .15, .085);
  size_t where = 0;
  const double bias = frontal.WorstBias(&where);
  table.Row("worst mean bias, frontal / eyes: landmark " + std::to_string(where), bias, "", -1, .06,
            .03);
  PrintGroups(full, table);
  std::vector<double> errors, jaw;
  int background = 0, checked = 0, misplaced = 0;
  for (const Tally* tally : {&frontal, &upright, &full}) {
    errors.insert(errors.end(), tally->landmark.begin(), tally->landmark.end());
    jaw.insert(jaw.end(), tally->jaw.begin(), tally->jaw.end());
    background += tally->on_background;
    checked += tally->checked;
    misplaced += tally->misplaced;
  }
  table.Row("landmark against the canonical buffer, worst, px", Quantile(errors, 1), "", -1, .5,
            .25);
  table.Row("jaw landmark off the head, 95 %, px", Quantile(jaw, .95), QuantileInterval(jaw, .95),
            -1, .5, .25);
  table.Row("jaw landmark off the outline, frontal, 95 %, px", Quantile(frontal.outline, .95),
            QuantileInterval(frontal.outline, .95), -1, .5, .25);
  table.Row("face pixels on background", background, "", -1, 0, 0);
  table.Share("eye centres and lower lips in their class, %", checked - misplaced, checked, 1, 100,
              100);
  MeasureIdentity(seed, std::min(people, 300), options, table);
  table.Row("same bytes twice, 1 and 4 threads", DrawsTheSameTwice(seed, options), "", 1, 1, 1);
  table.Row("CPU ms a portrait, all poses, median", Quantile(full.milliseconds, .5),
            QuantileInterval(full.milliseconds, .5), -1, 25, 12);
  std::printf("mean bias, frontal, dlib minus truth, in 1/1000 of the eyes' distance (x,y):\n");
  for (size_t i = 0; i < frontal.bias.size(); ++i)
    std::printf("%zu:%.0f,%.0f%s", i,
                1000 * frontal.bias[i].x / static_cast<double>(frontal.shape.size()),
                1000 * frontal.bias[i].y / static_cast<double>(frontal.shape.size()),
                i % 12 == 11 ? "\n" : "  ");
  std::printf("\n");
  return table.Finish();
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
  swapbench::PortraitOptions options;
  options.size = static_cast<int>(number(3, 256));
  const auto seed = static_cast<uint64_t>(number(1, 20261122));
  return Accept(seed, static_cast<int>(number(2, 600)), options, judges) ? 0 : 1;
}
