// SPDX-License-Identifier: Apache-2.0
/// How many faces do locators find, and how well do their landmarks lie?
///
///   measure_locators --marked FOLDER LOCATOR...     a folder with dlib's *_with_face_landmarks.xml
///   measure_locators --pictures FOLDER LOCATOR...   any folder: the share that shows a face
///   measure_locators --portraits COUNT LOCATOR...   drawn people, whose landmarks are exact
///
/// LOCATOR is a spec: dlib, dlib:upsample=1, yunet:model=FILE. The landmarks in dlib's example
/// files were set by the model that the locators use, so an error on them says only what another
/// box changes; drawn people are the independent check.
#include <dlib/data_io/image_dataset_metadata.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "core/error.h"
#include "core/file.h"
#include "core/memory.h"
#include "core/parallel.h"
#include "core/text.h"
#include "faces/landmarks.h"
#include "faces/locate.h"
#include "image/codec.h"
#include "portrait/portrait.h"

namespace swapbench {
namespace fs = std::filesystem;
namespace {

constexpr std::array<int, 5> kSizes = {40, 60, 80, 120, 100000};  // upper ends, pixels
constexpr double kFound = .3;  // least overlap (intersection over union): boxes differ in kind

struct Marked {
  cv::Rect box;
  Landmarks landmarks;
};

struct Picture {
  std::string name;
  cv::Mat image;
  std::vector<Marked> marked;
};

double Overlap(const cv::Rect& a, const cv::Rect& b) {
  const double shared = (a & b).area();
  return shared / (a.area() + b.area() - shared);
}

double Quantile(std::vector<double> values, double q) {
  if (values.empty()) return std::nan("");
  std::ranges::sort(values);
  return values[std::min(values.size() - 1,
                         static_cast<size_t>(q * static_cast<double>(values.size())))];
}

/// Mean distance of the 68 points, in outer eye distances of the marked face.
double LandmarkError(const Landmarks& marked, const Landmarks& found) {
  double sum = 0;
  for (size_t i = 0; i < marked.size(); ++i)
    sum += std::hypot(marked[i].x - found[i].x, marked[i].y - found[i].y);
  return sum / 68 / InterOcularDistance(marked);
}

std::vector<fs::path> FilesIn(const fs::path& folder, const std::string& ending) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder))
    if (entry.path().string().ends_with(ending)) files.push_back(entry.path());
  std::ranges::sort(files);
  return files;
}

Marked Read(const dlib::image_dataset_metadata::box& box) {
  Marked marked{{static_cast<int>(box.rect.left()), static_cast<int>(box.rect.top()),
                 static_cast<int>(box.rect.width()), static_cast<int>(box.rect.height())},
                {}};
  for (const auto& [name, point] : box.parts) {
    const auto index =
        ParseInteger(name.starts_with('0') && name.size() > 1 ? name.substr(1) : name);
    Check(index && *index >= 0 && *index < 68, "A landmark is called '", name, "'.");
    marked.landmarks[static_cast<size_t>(*index)] = {static_cast<float>(point.x()),
                                                     static_cast<float>(point.y())};
  }
  return marked;
}

std::vector<Picture> MarkedPictures(const fs::path& folder) {
  std::vector<Picture> pictures;
  for (const fs::path& file : FilesIn(folder, "_with_face_landmarks.xml")) {
    dlib::image_dataset_metadata::dataset dataset;
    dlib::image_dataset_metadata::load_image_dataset_metadata(dataset, file.string());
    for (const auto& image : dataset.images) {
      const fs::path path = file.parent_path() / image.filename;
      Picture picture{path.string(), DecodeImage(ReadFile(path), path.string()), {}};
      for (const auto& box : image.boxes) picture.marked.push_back(Read(box));
      pictures.push_back(std::move(picture));
    }
  }
  return pictures;
}

std::vector<Picture> Portraits(size_t count) {
  PortraitOptions options;
  options.zoom = .8;
  std::vector<Picture> pictures(count);
  ParallelFor(count, 0, [&](size_t i) {
    const Portrait portrait = DrawPortrait(20261126, i, 0, options);
    const auto [left, right] = std::ranges::minmax(portrait.landmarks, {}, &cv::Point2f::x);
    const auto [top, bottom] = std::ranges::minmax(portrait.landmarks, {}, &cv::Point2f::y);
    const cv::Rect box(cvRound(left.x), cvRound(top.y), cvRound(right.x - left.x),
                       cvRound(bottom.y - top.y));
    pictures[i] = {"", portrait.image, {{box, portrait.landmarks}}};
  });
  return pictures;
}

/// The faces of each picture, and the milliseconds of each search on one of two threads.
std::vector<std::vector<LocatedFace>> Find(const Locator& locator,
                                           const std::vector<Picture>& pictures) {
  std::vector<std::vector<LocatedFace>> found(pictures.size());
  std::vector<double> milliseconds(pictures.size());
  ParallelFor(pictures.size(), 0, [&](size_t i) {
    const cv::Mat image = pictures[i].image.empty()
                              ? DecodeImage(ReadFile(pictures[i].name), pictures[i].name)
                              : pictures[i].image;
    const auto start = std::chrono::steady_clock::now();
    found[i] = locator.Locate(image);
    milliseconds[i] =
        1000 * std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  });
  std::printf("  milliseconds a picture: median %.1f\n", Quantile(milliseconds, .5));
  return found;
}

void MeasureMarked(const Locator& locator, const std::vector<Picture>& pictures) {
  const auto found = Find(locator, pictures);
  std::map<int, std::pair<int, int>> by_size;  // upper end -> found, marked
  std::vector<double> errors;
  size_t located = 0, total = 0;
  for (size_t i = 0; i < pictures.size(); ++i) {
    located += found[i].size();
    std::vector<bool> taken(found[i].size());
    for (const Marked& marked : pictures[i].marked) {
      ++total;
      auto& [hits, all] = by_size[*std::ranges::upper_bound(kSizes, marked.box.width)];
      ++all;
      size_t best = found[i].size();
      for (size_t k = 0; k < found[i].size(); ++k)
        if (!taken[k] && Overlap(found[i][k].box, marked.box) > kFound &&
            (best == found[i].size() ||
             Overlap(found[i][k].box, marked.box) > Overlap(found[i][best].box, marked.box)))
          best = k;
      if (best == found[i].size()) continue;
      taken[best] = true;
      ++hits;
      errors.push_back(LandmarkError(marked.landmarks, found[i][best].landmarks));
    }
  }
  std::printf("  found %zu of %zu faces, %zu boxes more\n", errors.size(), total,
              located - errors.size());
  int low = 0;
  for (const auto& [size, counts] : by_size) {
    if (size > 1000)
      std::printf("    from %d pixels: %d of %d\n", low, counts.first, counts.second);
    else std::printf("    %d to %d pixels: %d of %d\n", low, size - 1, counts.first, counts.second);
    low = size;
  }
  std::printf("  landmark error / outer eye distance: median %.4f, p90 %.4f\n",
              Quantile(errors, .5), Quantile(errors, .9));
}

void MeasurePictures(const Locator& locator, const std::vector<Picture>& pictures) {
  const auto found = Find(locator, pictures);
  const auto any = std::ranges::count_if(found, [](const auto& faces) { return !faces.empty(); });
  const auto several =
      std::ranges::count_if(found, [](const auto& faces) { return faces.size() > 1; });
  std::printf("  a face in %td of %zu pictures (%.2f %%), several in %td\n", any, found.size(),
              100. * static_cast<double>(any) / static_cast<double>(found.size()), several);
}

int Main(const std::vector<std::string>& arguments) {
  Check(arguments.size() >= 3,
        "usage: measure_locators --marked FOLDER LOCATOR... | --pictures "
        "FOLDER LOCATOR... | --portraits COUNT LOCATOR...");
  const std::string& kind = arguments[0];
  std::vector<Picture> pictures;
  if (kind == "--marked") pictures = MarkedPictures(arguments[1]);
  if (kind == "--portraits") pictures = Portraits(ParseUnsigned(arguments[1]).value_or(0));
  if (kind == "--pictures")
    for (const std::string ending : {".jpg", ".png"})
      for (const fs::path& file : FilesIn(arguments[1], ending))
        pictures.push_back({file.string(), {}, {}});
  Check(!pictures.empty(), "There are no pictures in ", arguments[1], " for ", kind, ".");
  for (size_t i = 2; i < arguments.size(); ++i) {
    const auto locator = Locators().Make(Spec::Parse(arguments[i]));
    std::printf("%s\n", locator->identity().ToString().c_str());
    if (kind == "--pictures") MeasurePictures(*locator, pictures);
    else MeasureMarked(*locator, pictures);
  }
  return 0;
}

}  // namespace
}  // namespace swapbench

int main(int argc, char** argv) {
  swapbench::KeepFreedMemory();  // as the binary does
  try {
    return swapbench::Main({argv + 1, argv + argc});
  } catch (const std::exception& error) {
    std::fprintf(stderr, "measure_locators: %s\n", error.what());
    return 2;
  }
}
