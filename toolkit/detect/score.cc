// SPDX-License-Identifier: Apache-2.0
#include "detect/score.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/parallel.h"
#include "core/progress.h"
#include "detect/join.h"

namespace swapbench {
namespace {

std::vector<size_t> RecordsOf(const Dataset& dataset, const std::vector<std::string>& splits) {
  std::vector<size_t> records;
  for (size_t i = 0; i < dataset.size(); ++i)
    if (splits.empty() || std::ranges::find(splits, dataset.info(i).split) != splits.end())
      records.push_back(i);
  Check(!records.empty(), "No record of the corpus is in the split", splits.size() > 1 ? "s " : " ",
        Join(splits, ", "), ": name others with --split, or give --split all.");
  return records;
}

/// Hours of scoring could only end in a table that CheckScores refuses.
void CheckBothClasses(const Dataset& dataset, const std::vector<size_t>& records,
                      const std::vector<std::string>& splits) {
  const auto fakes = static_cast<size_t>(std::ranges::count_if(
      records, [&](size_t i) { return dataset.info(i).label == Label::kFake; }));
  Check(fakes > 0 && fakes < records.size(), "All ", records.size(), " records of ",
        splits.empty() ? "the corpus" : "split " + Join(splits, ", "), " are ",
        fakes > 0 ? "fake" : "real",
        ", but detection can only be judged where both are: name other splits with --split, or "
        "take another corpus.");
}

std::vector<Verdict> ScoreRecords(const Dataset& dataset, Detector& detector,
                                  std::span<const size_t> records) {
  std::vector<Face> faces;
  for (const size_t record : records) faces.push_back(dataset.Get(record).face);
  return detector.Score(faces);
}

}  // namespace

ScoreRow MakeScoreRow(const SampleInfo& info) {
  ScoreRow row;
  row.id = info.id;
  row.fake = info.label == Label::kFake;
  row.score = std::numeric_limits<double>::quiet_NaN();
  row.split = info.split;
  row.dataset = info.dataset;
  row.clip = info.clip;
  row.target = info.target;
  row.source = info.source;
  row.method = info.method;
  row.twin = info.twin;
  row.attributes = info.attributes;
  if (!info.degradation.empty()) row.attributes["degradation"] = info.degradation;
  return row;
}

ScoreTable ScoreDataset(const Dataset& dataset, Detector& detector,
                        const std::string& detector_spec, const ScoreOptions& options) {
  const std::vector<size_t> records = RecordsOf(dataset, options.splits);
  CheckBothClasses(dataset, records, options.splits);
  const auto batch = static_cast<size_t>(std::max(1, options.batch));
  ScoreTable table;
  table.detector = detector_spec;
  table.threshold = detector.threshold();

  Progress progress("scoring with " + detector_spec, "faces", records.size());
  OrderedPipeline(
      (records.size() + batch - 1) / batch, options.threads,
      [&](size_t j) {
        const auto part =
            std::span(records).subspan(j * batch, std::min(batch, records.size() - j * batch));
        auto verdicts = ScoreRecords(dataset, detector, part);
        progress.Advance(part.size());
        return verdicts;
      },
      [&](size_t j, const std::vector<Verdict>& verdicts) {
        for (size_t k = 0; k < verdicts.size(); ++k) {
          const SampleInfo& info = dataset.info(records[j * batch + k]);
          Check(verdicts[k].outcome != Outcome::kScored || std::isfinite(verdicts[k].score),
                "The detector ", detector_spec, " gave no finite score for ", info.id, ".");
          ScoreRow row = MakeScoreRow(info);
          row.outcome = verdicts[k].outcome;
          if (row.outcome == Outcome::kScored) row.score = static_cast<double>(verdicts[k].score);
          table.rows.push_back(std::move(row));
        }
      });
  return table;
}

}  // namespace swapbench
