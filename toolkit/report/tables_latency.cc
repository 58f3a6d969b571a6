// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "core/error.h"
#include "core/spec.h"
#include "core/text.h"
#include "report/format.h"
#include "report/tables.h"
#include "stats/slices.h"

namespace swapbench::report {
namespace {

// The part of the note that speaks of this column, else all of it.
std::string Reason(const LatencyRow& row, const std::string& column) {
  for (const std::string& part : SplitTopLevel(row.note, ';'))
    if (part.starts_with(column)) return part;
  return row.note.empty() ? "not measured" : row.note;
}

Cell Milliseconds(const LatencyRow& row, double value, const std::string& column) {
  if (row.parity == "failed") return Number(NAN, 0, "FAILED PARITY: a wrong answer has no speed");
  return Number(value, DecimalsOf(value, 3), std::isnan(value) ? Reason(row, column) : "");
}

Cell Measured(const LatencyRow& row, double value, int decimals, const std::string& column) {
  return Number(value, decimals, std::isnan(value) ? Reason(row, column) : "");
}

std::string ParityText(const LatencyRow& row) {
  if (row.parity == "failed") return "FAILED PARITY";
  if (row.parity == "control") return "control";
  return row.parity;
}

Cell AucCell(const Results& results, const LatencyRow& row) {
  const Estimate* auc = AucOf(results, row);
  if (row.parity == "control") return Number(NAN, 2, "a control gives no answers");
  if (auc != nullptr)
    return Interval(auc->value, auc->low, auc->high,
                    JoinNotes({results.LevelNote(*auc), auc->note}));
  return Interval(NAN, NAN, NAN, "no estimate belongs to this model");
}

}  // namespace

const Estimate* AucOf(const Results& results, const LatencyRow& row) {
  for (const std::string& corpus : results.corpora())
    for (const Estimate* auc : results.All(corpus, "auc")) {
      if (auc->slice != "all") continue;
      try {
        const Spec spec = Spec::Parse(auc->detector);
        const auto model = spec.args.find("model");
        if (model != spec.args.end() && Unbracketed(model->second) == row.model) return auc;
      } catch (const Error&) {
        continue;  // a third party's detector has no model of ours
      }
    }
  return nullptr;
}

Table LatencyTable(const Results& results) {
  Table table{"latency",
              "Time for one picture, beside the accuracy of the same model",
              {{"model", "Model", false},
               {"backend", "Runtime", false},
               {"p50_ms", "p50, ms"},
               {"p90_ms", "p90, ms"},
               {"p99_ms", "p99, ms"},
               {"images_per_s", "Pictures a second"},
               {"auc", "AUC on the test set"},
               {"auc_loss", "AUC lost to the runtime"},
               {"max_diff", "Largest difference in logit"},
               {"parity", "Same answers as the reference", false}},
              {}};
  for (const LatencyRow& row : results.input().latency)
    table.rows.push_back(
        {{Text(results.Name(row.model)), Text(results.Name(row.backend)),
          Milliseconds(row, row.p50_ms, "p50"), Milliseconds(row, row.p90_ms, "p90"),
          Milliseconds(row, row.p99_ms, "p99"), Milliseconds(row, row.images_per_s, "images_per_s"),
          AucCell(results, row), Measured(row, row.auc_loss, 4, "auc_loss"),
          Measured(row, row.max_diff, row.max_diff < 1e-3 ? 7 : 4, "max_diff"),
          Text(ParityText(row), row.parity == "failed" ? row.note : "")},
         row.parity == "control"});
  return table;
}

Table LatencyDetailTable(const Results& results) {
  Table table{"latency_detail",
              "How the times were taken",
              {{"model", "Model", false},
               {"backend", "Runtime", false},
               {"scenario", "Scenario", false},
               {"tier", "Tier", false},
               {"threads", "Threads"},
               {"batch", "Batch"},
               {"n", "Timed pictures"},
               {"first_ms", "First answer, ms"},
               {"peak_rss_mb", "Peak memory, MB"},
               {"parity_auc", "AUC on the parity faces"},
               {"note", "What ran", false}},
              {}};
  for (const LatencyRow& row : results.input().latency)
    table.rows.push_back(
        {{Text(results.Name(row.model)), Text(results.Name(row.backend)), Text(row.scenario),
          Text(row.tier), Count(static_cast<size_t>(row.threads)),
          Count(static_cast<size_t>(row.batch)), Count(row.n),
          Milliseconds(row, row.first_ms, "first_ms"),
          Measured(row, row.peak_rss_mb, 0, "peak_rss_mb"), Measured(row, row.auc, 3, "auc"),
          Text(row.note)},
         row.parity == "control"});
  return table;
}

}  // namespace swapbench::report
