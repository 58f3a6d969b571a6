// SPDX-License-Identifier: Apache-2.0
/// The estimates, as the tables and the verdict ask for them.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "report/report.h"

namespace swapbench::report {

/// A metric spec taken apart once.
struct MetricName {
  std::string name;      // "auc"
  std::string interval;  // "" for the identity bootstrap, "delong" or "simultaneous"
  std::map<std::string, std::string> args;  // without the interval
};

/// Keeps references to the input, which must outlive it.
class Results {
 public:
  explicit Results(const ReportInput& input);

  const ReportInput& input() const { return input_; }
  const std::vector<std::string>& corpora() const { return corpora_; }  // as they come

  /// " on CORPUS" where there are several, else "".
  std::string On(const std::string& corpus) const;
  const std::vector<std::string>& detectors() const { return detectors_; }  // controls last
  std::vector<std::string> Tested() const;  // the detectors that are no controls

  /// Short name of a detector, model or backend.
  std::string Name(const std::string& spec) const;

  /// The one row with this metric name (any options besides the interval), or null.
  const Estimate* Find(const std::string& detector, const std::string& corpus,
                       const std::string& slice, const std::string& metric,
                       const std::string& interval = "") const;

  /// All rows of a corpus whose metric has this name and interval.
  std::vector<const Estimate*> All(const std::string& corpus, const std::string& metric,
                                   const std::string& interval = "") const;

  const MetricName& Metric(const Estimate& estimate) const;  // of the input's own rows

  /// A detector is a control where the simultaneous family judges it on all rows; a slice where the
  /// family judges any detector on it.
  bool IsControl(const std::string& detector) const;
  bool IsControlSlice(const std::string& slice) const;

  /// Slices called `key=value` that are no controls: the values, in order of appearance.
  std::vector<std::string> Values(const std::string& corpus, const std::string& key) const;
  std::vector<std::string> SliceKeys(const std::string& corpus) const;

  /// The level of the intervals, of one corpus or, with "", of all: "95 %". Where rows differ
  /// "90 % and 95 %", and LevelNote says which has which.
  std::string Levels(const std::string& corpus = "") const;

  /// "90 % interval" where other rows of the page have another level, else "".
  std::string LevelNote(const Estimate& estimate) const;

  /// The detector that guesses, or "" where it was not scored.
  std::string Chance() const;

  /// The miss rate that decides: the method whose fakes the detector misses most often.
  const Estimate* WorstMethod(const std::string& detector, const std::string& corpus) const;

 private:
  const ReportInput& input_;
  std::vector<MetricName> metrics_;  // parallel to the estimates
  std::vector<std::string> corpora_, detectors_;
  std::map<std::string, std::string> names_;
};

/// Among `fakes` fakes in `pictures` pictures, in whole pictures, so that the sums are right.
struct Frequencies {
  long long pictures = 0, fakes = 0, caught = 0, missed = 0, accused = 0, cleared = 0;
  long long accused_low = 0, accused_high = 0, caught_low = 0, caught_high = 0;
  bool has_interval = false;
  std::string fakes_of;    // the method whose miss rate was taken; "" for all of them
  std::string level_note;  // LevelNote of the accused
};

/// From miss_rate and false_alarm_rate; without a miss rate over all methods the worst one is
/// taken. Nothing where a rate is absent or NaN.
std::optional<Frequencies> CountFrequencies(const Results& results, const std::string& detector,
                                            const std::string& corpus, long long pictures = 1000,
                                            long long fakes = 10);

/// The p value of a paired difference, adjusted after Holm, from stats' note "... p = 0.004, Holm
/// over 3 differences: 0.012; ...". NaN where the note holds none.
double HolmP(const Estimate& paired);

/// "Seeds: corpus 1, training 1."
std::string SeedsText(const Results& results);

/// What stands behind every figure: "Seed 1. Control: coin 0.50 (0.46–0.54)."
std::string Provenance(const Results& results, const std::string& corpus);

}  // namespace swapbench::report
