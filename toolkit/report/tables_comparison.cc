// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "core/spec.h"
#include "core/text.h"
#include "report/tables.h"

namespace swapbench::report {
namespace {

/// From stats' note, "... p = .004, Holm over 3 differences: .012; ...".
Cell HolmP(const std::string& note) {
  constexpr std::string_view kMark = "differences: ";
  const size_t mark = note.find(kMark);
  if (mark == std::string::npos) return Number(NAN, 3, note);
  const std::string rest = note.substr(mark + kMark.size());
  return Number(ParseDouble(rest.substr(0, rest.find(';'))).value_or(NAN), 4);
}

}  // namespace

Table ComparisonTable(const Results& results, const std::string& corpus) {
  Table table{TableName(results, "comparison", corpus),
              "AUC of one detector minus that of another, on the same resampled people",
              {{"detector", "Detector", false},
               {"minus", "minus", false},
               {"difference", "Difference of AUC"},
               {"p", "p (Holm)"}},
              {}};
  for (const Estimate& row : results.input().estimates) {
    const MetricName& metric = results.Metric(row);
    if (row.corpus != corpus || metric.interval != "paired") continue;
    const std::string other = Unbracketed(metric.args.at("minus"));
    table.rows.push_back(
        {{Text(results.Name(row.detector)), Text(results.Name(other)),
          Interval(row.value, row.low, row.high, results.LevelNote(row)), HolmP(row.note)},
         results.IsControl(row.detector) || results.IsControl(other)});
  }
  return table;
}

}  // namespace swapbench::report
