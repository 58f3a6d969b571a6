// SPDX-License-Identifier: Apache-2.0
#include "detect/audit.h"

#include <algorithm>
#include <array>
#include <bit>
#include <mutex>
#include <opencv2/core.hpp>
#include <opencv2/img_hash.hpp>
#include <set>
#include <tuple>

#include "core/error.h"
#include "core/parallel.h"
#include "core/progress.h"
#include "detect/join.h"
#include "image/codec.h"
#include "image/jpeg.h"
#include "stats/controls.h"
#include "stats/slice_estimate.h"

namespace swapbench {
namespace {

constexpr std::array<Cue, 5> kCues = {{{"file_size", &RecordTraits::file_size},
                                       {"width", &RecordTraits::width},
                                       {"height", &RecordTraits::height},
                                       {"quantisation", &RecordTraits::quantisation},
                                       {"brightness", &RecordTraits::brightness}}};

uint64_t PerceptualHash(const cv::Mat& image) {
  cv::Mat bytes;
  cv::img_hash::pHash(image, bytes);
  uint64_t hash = 0;
  for (int i = 0; i < 8; ++i) hash = hash << 8 | bytes.at<uchar>(i);
  return hash;
}

RecordTraits Measure(const Record& record) {
  const cv::Mat image = DecodeImage(record.image, record.info.id);
  const cv::Scalar mean = cv::mean(image);
  RecordTraits traits;
  traits.file_size = static_cast<double>(record.image.size());
  traits.width = image.cols;
  traits.height = image.rows;
  traits.quantisation = ReadImageHeader(record.image, record.info.id).format == "jpeg"
                            ? QuantisationSum(record.image, record.info.id)
                            : 0;
  traits.brightness = (mean[0] + mean[1] + mean[2]) / 3;
  traits.hash = PerceptualHash(image);
  return traits;
}

/// The cue as a detector's scores. Splits are left out: fakes of each are judged.
ScoreTable AsScores(const Dataset& dataset, const std::string& corpus,
                    const std::vector<RecordTraits>& traits, const Cue& cue) {
  ScoreTable table;
  table.detector = cue.name;
  table.corpus = corpus;
  for (size_t i = 0; i < dataset.size(); ++i) {
    ScoreRow row = MakeScoreRow(dataset.info(i));
    row.split.clear();
    row.score = traits[i].*cue.value;
    table.rows.push_back(std::move(row));
  }
  return table;
}

bool IsConstant(const std::vector<RecordTraits>& traits, const Cue& cue) {
  return std::ranges::all_of(
      traits, [&](const RecordTraits& one) { return one.*cue.value == traits[0].*cue.value; });
}

/// Leaves out the reals of splits that hold none of the slice's fakes: other people in them would
/// only blur what the fakes differ in.
void KeepSplitsOfFakes(const Dataset& dataset, Slice& slice) {
  std::set<std::string> splits;
  for (const uint32_t row : slice.rows)
    if (dataset.info(row).label == Label::kFake) splits.insert(dataset.info(row).split);
  std::erase_if(slice.rows,
                [&](uint32_t row) { return !splits.contains(dataset.info(row).split); });
}

/// Slices that hold fakes; a method that is all there is stands once, as `all`.
std::vector<Slice> SlicesToJudge(const ScoreTable& table) {
  std::vector<Slice> slices = MakeSlices(table, {});
  if (slices.size() == 2 && slices[0].rows == slices[1].rows) slices.pop_back();
  std::erase_if(slices, [](const Slice& slice) { return slice.methods.empty(); });
  return slices;
}

bool HasBothClasses(const Dataset& dataset) {
  size_t fakes = 0;
  for (size_t i = 0; i < dataset.size(); ++i)
    fakes += dataset.info(i).label == Label::kFake ? 1 : 0;
  return fakes > 0 && fakes < dataset.size();
}

}  // namespace

std::span<const Cue> Cues() { return kCues; }

std::vector<RecordTraits> MeasureRecords(const Dataset& dataset, int threads) {
  std::vector<RecordTraits> traits(dataset.size());
  Progress progress("measuring", "records", dataset.size());
  ParallelFor(dataset.size(), threads, [&](size_t i) {
    traits[i] = Measure(dataset.GetRecord(i));
    progress.Advance();
  });
  return traits;
}

std::vector<Estimate> AuditCues(const Dataset& dataset, const std::string& corpus,
                                const std::vector<RecordTraits>& traits,
                                const BootstrapOptions& options) {
  if (!HasBothClasses(dataset)) return {};
  std::vector<ScoreTable> tables;
  for (const Cue& cue : kCues)
    if (!IsConstant(traits, cue)) tables.push_back(AsScores(dataset, corpus, traits, cue));
  if (tables.empty()) return {};
  std::vector<Slice> slices = SlicesToJudge(tables.front());
  for (Slice& slice : slices) KeepSplitsOfFakes(dataset, slice);
  const BootstrapOptions bootstrap = Simultaneous(options, tables.size() * slices.size());
  std::vector<Estimate> estimates;
  for (const ScoreTable& table : tables)
    for (const Slice& slice : slices) {
      Estimate row = EstimateSlice(table, slice, {Spec{"auc", {}}}, {}, bootstrap).front();
      row.metric = kSimultaneousAuc;
      estimates.push_back(std::move(row));
    }
  return estimates;
}

std::vector<NearDuplicate> FindNearDuplicates(const Dataset& dataset,
                                              const std::vector<RecordTraits>& traits,
                                              int max_distance, int threads) {
  std::vector<NearDuplicate> found;
  std::mutex mutex;
  ParallelFor(dataset.size(), threads, [&](size_t i) {
    const SampleInfo& one = dataset.info(i);
    for (size_t j = i + 1; j < dataset.size(); ++j) {
      const int distance = std::popcount(traits[i].hash ^ traits[j].hash);
      if (distance > max_distance) continue;
      const SampleInfo& other = dataset.info(j);
      if (one.split == other.split) continue;
      const std::lock_guard lock(mutex);
      found.push_back({one.id, other.id, one.split, other.split, distance});
    }
  });
  std::ranges::sort(found, {}, [](const NearDuplicate& pair) {
    return std::tie(pair.distance, pair.id, pair.other);
  });
  return found;
}

}  // namespace swapbench
