// SPDX-License-Identifier: Apache-2.0
#include "store/sheet.h"

#include <algorithm>
#include <map>
#include <opencv2/imgproc.hpp>
#include <unordered_map>

#include "core/error.h"
#include "core/file.h"
#include "core/rng.h"
#include "image/codec.h"

namespace swapbench {
namespace {

constexpr int kCaption = 14, kGap = 6;

/// Up to `count` of the records of one label, one method after the other, each shuffled.
std::vector<size_t> Choose(const Dataset& dataset, Label label, size_t count, uint64_t seed) {
  std::map<std::string, std::vector<size_t>> by_method;
  for (size_t i = 0; i < dataset.size(); ++i)
    if (dataset.info(i).label == label) by_method[dataset.info(i).method].push_back(i);
  std::vector<size_t> chosen;
  for (auto& [method, records] : by_method)
    Rng(seed, "store/sheet/" + method).Shuffle(std::span(records));
  for (size_t round = 0, before = 1; chosen.size() < count && before > 0; ++round) {
    before = 0;
    for (const auto& [method, records] : by_method)
      if (round < records.size() && chosen.size() < count) {
        chosen.push_back(records[round]);
        ++before;
      }
  }
  return chosen;
}

/// Finds the real that stands beside a fake.
class Partners {
 public:
  explicit Partners(const Dataset& dataset) : dataset_(dataset) {
    for (size_t i = 0; i < dataset.size(); ++i) {
      if (dataset.info(i).label != Label::kReal) continue;
      by_id_.emplace(dataset.info(i).id, i);
      by_target_.emplace(dataset.info(i).target, i);
    }
  }
  cv::Mat Image(const SampleInfo& fake) const {
    if (const auto twin = by_id_.find(fake.twin); twin != by_id_.end())
      return dataset_.Get(twin->second).face.image;
    if (const auto same = by_target_.find(fake.target); same != by_target_.end())
      return dataset_.Get(same->second).face.image;
    return {};
  }

 private:
  const Dataset& dataset_;
  std::unordered_map<std::string, size_t> by_id_, by_target_;
};

class Canvas {
 public:
  Canvas(int blocks, int columns, int images, int cell)
      : columns_(columns), images_(images), cell_(cell) {
    const int rows = (blocks + columns - 1) / columns;
    sheet_ = cv::Mat(rows * (cell + kCaption + kGap) + kGap,
                     std::min(blocks, columns) * (images * cell + kGap) + kGap, CV_8UC3,
                     cv::Scalar(245, 245, 245));
  }

  void Put(int block, int place, const cv::Mat& image) {
    if (image.empty()) return;
    cv::Mat bgr = image;
    if (image.channels() == 1) cv::cvtColor(image, bgr, cv::COLOR_GRAY2BGR);
    const bool shrinks = bgr.cols > cell_ || bgr.rows > cell_;
    cv::resize(bgr, sheet_({Corner(block).x + place * cell_, Corner(block).y, cell_, cell_}),
               {cell_, cell_}, 0, 0, shrinks ? cv::INTER_AREA : cv::INTER_LINEAR);
  }

  void Caption(int block, std::string text) {
    const size_t fits = static_cast<size_t>(images_ * cell_ / 6);
    if (text.size() > fits) text.resize(fits);
    cv::putText(sheet_, text, Corner(block) + cv::Point(1, cell_ + kCaption - 4),
                cv::FONT_HERSHEY_SIMPLEX, .32, cv::Scalar(40, 40, 40), 1, cv::LINE_AA);
  }

  const cv::Mat& sheet() const { return sheet_; }

 private:
  cv::Point Corner(int block) const {
    return {kGap + block % columns_ * (images_ * cell_ + kGap),
            kGap + block / columns_ * (cell_ + kCaption + kGap)};
  }

  int columns_, images_, cell_;
  cv::Mat sheet_;
};

std::string CaptionOf(const SampleInfo& info) {
  const std::string kind = info.label == Label::kReal ? "real" : info.method;
  return Concat(kind, ' ', info.split, ' ', info.target);
}

}  // namespace

void WriteSheet(const Dataset& dataset, const std::filesystem::path& path,
                const SheetOptions& options) {
  Check(path.extension() == ".png", "A contact sheet is written as FILE.png, not ", path.string(),
        ".");
  Check(dataset.size() > 0, "An empty dataset has no contact sheet.");
  const auto count = static_cast<size_t>(std::max(1, options.triples));
  std::vector<size_t> chosen = Choose(dataset, Label::kFake, count, options.seed);
  const bool triples = !chosen.empty();
  if (!triples) chosen = Choose(dataset, Label::kReal, count, options.seed);
  const Partners partners(dataset);
  Canvas canvas(static_cast<int>(chosen.size()), std::max(1, options.columns), triples ? 3 : 1,
                std::clamp(options.cell, 32, 1024));
  for (size_t i = 0; i < chosen.size(); ++i) {
    const int block = static_cast<int>(i);
    const Sample sample = dataset.Get(chosen[i]);
    if (triples) {
      canvas.Put(block, 0, partners.Image(sample.info));
      canvas.Put(block, 2, sample.mask);
    }
    canvas.Put(block, triples ? 1 : 0, sample.face.image);
    canvas.Caption(block, CaptionOf(sample.info));
  }
  PublishFile(path, EncodePng(canvas.sheet()));
}

}  // namespace swapbench
