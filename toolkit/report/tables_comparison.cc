// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "core/spec.h"
#include "report/tables.h"

namespace swapbench::report {
namespace {

Cell HolmCell(const Estimate& row) {
  const double p = HolmP(row);
  return Number(p, 4, std::isnan(p) ? row.note : "");
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
          Interval(row.value, row.low, row.high, results.LevelNote(row)), HolmCell(row)},
         results.IsControl(row.detector) || results.IsControl(other)});
  }
  return table;
}

}  // namespace swapbench::report
