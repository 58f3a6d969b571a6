// SPDX-License-Identifier: Apache-2.0
#include "detect/localise.h"

#include <algorithm>
#include <functional>
#include <limits>
#include <opencv2/core.hpp>
#include <optional>
#include <set>

#include "core/parallel.h"
#include "core/progress.h"
#include "detect/join.h"
#include "detect/swap_map.h"
#include "stats/slices.h"

namespace swapbench {
namespace {

constexpr const char* kChoosing = "val";
constexpr double kNoLevel = std::numeric_limits<double>::quiet_NaN();
constexpr int kLevels = 100;
constexpr size_t kLevelFakes = 64;  // at most so many fakes of val say which levels there are

/// Who draws, and what.
struct Drawer {
  std::string who;
  std::function<cv::Mat(const Face&)> seam;  // CV_32FC1; marks enclose the region,
  cv::Mat region = {};                       // unless there is a map of it as well
};

struct Fake {
  Face face;
  TrueSwap truth;
};

cv::Mat SeamDrawnBy(const SeamDetector& drawer, const Face& face) {
  auto map = drawer.detector.Attribute(face);
  const ModelInfo* model = drawer.detector.model();
  Check(map && map->kind == Attribution::Kind::kSeam, "The detector ", drawer.name,
        model != nullptr ? " (" + model->network.ToString() + ")" : "",
        " draws no seam, so it cannot be asked where a swap ends: take a model of a network that "
        "draws one, such as face_xray.");
  return cv::Mat(map->rows, map->cols, CV_32F, map->values.data()).clone();
}

class Judge {
 public:
  Judge(const Dataset& dataset, cv::Size places, int threads)
      : dataset_(dataset), places_(places), threads_(threads) {}

  std::optional<TrueSwap> Truth(size_t record) const {
    return TrueSwapOf(dataset_.Get(record).mask, places_);
  }

  Fake Get(size_t record) const {
    Sample sample = dataset_.Get(record);
    return {std::move(sample.face), *TrueSwapOf(sample.mask, places_)};
  }

  /// make(fake) in parallel, take(result) in order.
  template <class Make, class Take>
  void Each(const std::vector<size_t>& records, const std::string& what, Make make,
            Take take) const {
    Progress progress(what, "fakes", records.size());
    OrderedPipeline(
        records.size(), threads_, [&](size_t i) { return make(Get(records[i])); },
        [&](size_t, auto result) {
          take(std::move(result));
          progress.Advance();
        });
  }

 private:
  const Dataset& dataset_;
  cv::Size places_;
  int threads_;
};

struct Chosen {
  std::vector<size_t> records;
  size_t controls = 0, without_mask = 0, without_seam = 0;
};

/// The fakes of a split that something was swapped in and whose truth is known.
Chosen FakesOf(const Dataset& dataset, const std::string& split, const LocaliseOptions& options,
               const Judge& judge) {
  Chosen chosen;
  std::vector<size_t> records;
  for (size_t i = 0; i < dataset.size(); ++i) {
    const SampleInfo& info = dataset.info(i);
    if (info.split != split || info.label != Label::kFake) continue;
    if (IsControlMethod(info.method)) ++chosen.controls;
    else records.push_back(i);
  }
  Check(!records.empty(), "No fake of the corpus in which something was swapped is in split ",
        split, ", but split val chooses the thresholds and ", options.split,
        " is judged: take a corpus that has such fakes in both.");
  enum : char { kNoMask, kNoSeam, kGood };
  std::vector<char> state(records.size(), kGood);
  ParallelFor(records.size(), options.threads, [&](size_t i) {
    if (dataset.GetRecord(records[i]).mask.empty()) state[i] = kNoMask;
    else if (!judge.Truth(records[i])) state[i] = kNoSeam;
  });
  for (size_t i = 0; i < records.size(); ++i) {
    chosen.without_mask += state[i] == kNoMask;
    chosen.without_seam += state[i] == kNoSeam;
    if (state[i] == kGood) chosen.records.push_back(records[i]);
  }
  Check(!chosen.records.empty(), "Of the ", records.size(), " fakes of split ", split, " ",
        chosen.without_mask, " have no mask and ", chosen.without_seam,
        " one without a seam, so nobody knows where they were changed: take a corpus with masks, "
        "as `synthesize` writes.");
  return chosen;
}

/// Levels at which (i / 100)^2 of all places are marked: a seam has few of them. Rising.
std::vector<float> LevelsOf(std::vector<float> values) {
  std::ranges::sort(values, std::greater<>());
  std::set<float> levels;
  for (int i = 1; i <= kLevels; ++i) {
    const double share = static_cast<double>(i) * i / (kLevels * kLevels);
    const auto marked = static_cast<size_t>(share * static_cast<double>(values.size()));
    levels.insert(values[std::clamp<size_t>(marked, 1, values.size()) - 1]);
  }
  return {levels.begin(), levels.end()};
}

std::vector<float> Pooled(const std::vector<cv::Mat>& maps) {
  std::vector<float> values;
  for (const cv::Mat& map : maps) values.insert(values.end(), map.begin<float>(), map.end<float>());
  return values;
}

/// Overlap of what is marked at each level with the truth, in one pass over the places.
std::vector<double> MarkedOverlaps(const cv::Mat& map, const cv::Mat& truth,
                                   const std::vector<float>& levels) {
  std::vector<double> inside(levels.size() + 1, 0.), all = inside;
  double true_places = 0;
  for (int y = 0; y < map.rows; ++y)
    for (int x = 0; x < map.cols; ++x) {
      const auto reached = static_cast<size_t>(
          std::ranges::upper_bound(levels, map.at<float>(y, x)) - levels.begin());
      const bool is_true = truth.at<uchar>(y, x) > 0;
      ++all[reached];
      inside[reached] += is_true;
      true_places += is_true;
    }
  std::vector<double> overlaps(levels.size());
  double marked = 0, hit = 0;
  for (size_t k = levels.size(); k-- > 0;) {
    marked += all[k + 1];
    hit += inside[k + 1];
    overlaps[k] = hit / (true_places + marked - hit);
  }
  return overlaps;
}

std::vector<double> EnclosedOverlaps(const cv::Mat& map, const cv::Mat& truth,
                                     const std::vector<float>& levels) {
  std::vector<double> overlaps;
  for (const float level : levels)
    overlaps.push_back(
        IntersectionOverUnion(Enclosed(Marked(map, static_cast<double>(level))), truth));
  return overlaps;
}

void Add(const std::vector<double>& part, std::vector<double>& sum) {
  sum.resize(part.size(), 0.);
  for (size_t k = 0; k < part.size(); ++k) sum[k] += part[k];
}

/// The first of the best.
double BestOf(const std::vector<float>& levels, const std::vector<double>& sums) {
  return static_cast<double>(
      levels[static_cast<size_t>(std::ranges::max_element(sums) - sums.begin())]);
}

Drawing ChooseLevels(const Drawer& drawer, const Judge& judge, const std::vector<size_t>& val) {
  std::vector<size_t> some;
  const size_t count = std::min(kLevelFakes, val.size());
  for (size_t i = 0; i < count; ++i) some.push_back(val[i * val.size() / count]);
  std::vector<cv::Mat> maps;
  judge.Each(
      some, "looking at the levels of " + drawer.who,
      [&](const Fake& fake) { return drawer.seam(fake.face); },
      [&](cv::Mat map) { maps.push_back(std::move(map)); });
  const bool encloses = drawer.region.empty();
  const std::vector<float> seam_levels = LevelsOf(Pooled(maps)),
                           region_levels =
                               encloses ? seam_levels : LevelsOf(Pooled({drawer.region}));
  using Curves = std::pair<std::vector<double>, std::vector<double>>;
  std::vector<double> seam, region;
  judge.Each(
      val, "choosing the thresholds of " + drawer.who,
      [&](const Fake& fake) {
        const cv::Mat map = drawer.seam(fake.face);
        return Curves(MarkedOverlaps(map, fake.truth.seam, seam_levels),
                      encloses ? EnclosedOverlaps(map, fake.truth.region, region_levels)
                               : MarkedOverlaps(drawer.region, fake.truth.region, region_levels));
      },
      [&](const Curves& curves) {
        Add(curves.first, seam);
        Add(curves.second, region);
      });
  return {drawer.who, BestOf(seam_levels, seam), BestOf(region_levels, region), {}};
}

Drawing Draw(const Drawer& drawer, const Judge& judge, const std::vector<size_t>& val,
             const std::vector<size_t>& judged) {
  Drawing drawing = ChooseLevels(drawer, judge, val);
  judge.Each(
      judged, "judging " + drawer.who,
      [&](const Fake& fake) {
        const cv::Mat map = drawer.seam(fake.face);
        const cv::Mat region = drawer.region.empty() ? Enclosed(Marked(map, drawing.region_level))
                                                     : Marked(drawer.region, drawing.region_level);
        return Overlap{IntersectionOverUnion(Marked(map, drawing.seam_level), fake.truth.seam),
                       IntersectionOverUnion(region, fake.truth.region)};
      },
      [&](const Overlap& overlap) { drawing.overlaps.push_back(overlap); });
  return drawing;
}

Drawer MeanOf(const Judge& judge, const std::vector<size_t>& val, cv::Size places) {
  cv::Mat seam = cv::Mat::zeros(places, CV_32F), region = seam.clone();
  judge.Each(
      val, "taking the mean", [](Fake fake) { return std::move(fake.truth); },
      [&](const TrueSwap& truth) {
        cv::add(seam, truth.seam, seam, cv::noArray(), CV_32F);
        cv::add(region, truth.region, region, cv::noArray(), CV_32F);
      });
  const double scale = 1. / (255. * static_cast<double>(val.size()));
  seam *= scale;
  region *= scale;
  return {kMeanOfVal, [seam](const Face&) { return seam; }, region};
}

Drawing TrueDrawing(const Judge& judge, const std::vector<size_t>& judged) {
  Drawing drawing{kTrueSeam, kNoLevel, kNoLevel, {}};
  judge.Each(
      judged, "judging " + drawing.who,
      [](const Fake& fake) {
        return Overlap{1, IntersectionOverUnion(Enclosed(fake.truth.seam), fake.truth.region)};
      },
      [&](const Overlap& overlap) { drawing.overlaps.push_back(overlap); });
  return drawing;
}

/// People of the fakes who stand in split train or val, as whoever is shown or was taken from.
size_t CountKnownPeople(const Dataset& dataset, const ScoreTable& fakes) {
  std::set<std::string> known, found;
  for (size_t i = 0; i < dataset.size(); ++i)
    if (const SampleInfo& info = dataset.info(i); info.split == "train" || info.split == kChoosing)
      known.insert({info.target, info.source});
  for (const ScoreRow& fake : fakes.rows)
    for (const std::string& person : {fake.target, fake.source})
      if (!person.empty() && known.contains(person)) found.insert(person);
  return found.size();
}

}  // namespace

Localisation Localise(const Dataset& dataset, std::span<const SeamDetector> detectors,
                      const LocaliseOptions& options) {
  Check(!detectors.empty() && dataset.size() > 0, "There is nothing to judge.");
  Check(options.split != kChoosing,
        "Split val chooses the thresholds, so it cannot be judged by "
        "them: name another split.");
  const cv::Size places = SeamDrawnBy(detectors.front(), dataset.Get(0).face).size();
  const Judge judge(dataset, places, options.threads);
  const Chosen val = FakesOf(dataset, kChoosing, options, judge),
               judged = FakesOf(dataset, options.split, options, judge);
  Localisation result;
  result.split = options.split;
  result.chosen_on = val.records.size();
  result.controls = judged.controls;
  result.without_mask = judged.without_mask;
  result.without_seam = judged.without_seam;
  for (const size_t record : judged.records)
    result.fakes.rows.push_back(MakeScoreRow(dataset.info(record)));
  result.known_people = CountKnownPeople(dataset, result.fakes);
  std::vector<Drawer> drawers;
  for (const SeamDetector& one : detectors)
    drawers.push_back({one.name, [&one](const Face& face) { return SeamDrawnBy(one, face); }});
  drawers.push_back(MeanOf(judge, val.records, places));
  for (const Drawer& drawer : drawers)
    result.drawings.push_back(Draw(drawer, judge, val.records, judged.records));
  result.drawings.push_back(TrueDrawing(judge, judged.records));
  return result;
}

}  // namespace swapbench
