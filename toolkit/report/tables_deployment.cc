// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <map>

#include "core/text.h"
#include "report/names.h"
#include "report/tables.h"

namespace swapbench::report {
namespace {

Cell FalseAlarmsPerCaught(const Estimate& ppv) {
  const auto odds = [](double share) { return share > 0 ? (1 - share) / share : NAN; };
  const double value = odds(ppv.value);
  Cell cell = Interval(value, odds(ppv.high), odds(ppv.low), ppv.note);
  if (std::isnan(value) && cell.notes.empty()) cell.notes = {"no fake is caught"};
  if (std::isnan(cell.low) || std::isnan(cell.high)) return cell;
  const double half = (cell.high - cell.low) / 2;
  cell.decimals = half >= 5 ? 0 : half >= .05 ? 1 : 2;
  return cell;
}

template <class MakeCell>
Table ByPrevalence(const Results& results, const std::string& corpus, const std::string& stem,
                   const std::string& caption, MakeCell make_cell) {
  Table table{TableName(results, stem, corpus), caption, {{"detector", "Detector", false}}, {}};
  const std::vector<const Estimate*> rows = results.All(corpus, "ppv");
  std::map<double, std::string, std::greater<>> specs;  // most fakes first
  for (const Estimate* row : rows)
    if (const auto& args = results.Metric(*row).args; args.contains("prevalence"))
      if (const auto prevalence = ParseDouble(args.at("prevalence")))
        specs.emplace(*prevalence, row->metric);
  if (specs.empty()) return table;
  for (const auto& [prevalence, spec] : specs)
    table.columns.push_back({spec, Percent(prevalence) + " fakes"});
  for (const std::string& detector : results.detectors()) {
    Row row{{Text(results.Name(detector))}, results.IsControl(detector)};
    for (const auto& item : specs) {
      const auto found = std::ranges::find_if(rows, [&](const Estimate* ppv) {
        return ppv->detector == detector && ppv->slice == "all" && ppv->metric == item.second;
      });
      Cell cell =
          found == rows.end() ? Interval(NAN, NAN, NAN, "not estimated") : make_cell(**found);
      const std::string level = found == rows.end() ? "" : results.LevelNote(**found);
      if (!level.empty()) cell.notes.push_back(level);
      row.cells.push_back(cell);
    }
    table.rows.push_back(row);
  }
  return table;
}

}  // namespace

Table FrequencyTable(const Results& results, const std::string& corpus) {
  Table table{TableName(results, "frequencies", corpus),
              "Of 1,000 pictures of which 10 are fakes" + results.On(corpus) +
                  ", at the threshold fixed on validation",
              {{"detector", "Detector", false},
               {"caught", "Fakes caught"},
               {"missed", "Fakes missed"},
               {"accused", "Genuine flagged"},
               {"cleared", "Genuine cleared"},
               {"flagged", "Flagged in all"},
               {"fakes_of", "Fakes made by", false}},
              {}};
  const auto count = [](long long number) { return Count(static_cast<size_t>(number)); };
  for (const std::string& detector : results.detectors()) {
    const auto counts = CountFrequencies(results, detector, corpus);
    if (!counts) continue;
    const auto with_interval = [&](long long value, long long low, long long high) {
      if (!counts->has_interval) return count(value);
      Cell cell = Interval(static_cast<double>(value), static_cast<double>(low),
                           static_cast<double>(high), counts->level_note);
      cell.decimals = 0;
      return cell;
    };
    table.rows.push_back(
        {{Text(results.Name(detector)),
          with_interval(counts->caught, counts->caught_low, counts->caught_high),
          count(counts->missed),
          with_interval(counts->accused, counts->accused_low, counts->accused_high),
          count(counts->cleared), count(counts->caught + counts->accused),
          Text(counts->fakes_of.empty() ? "all methods" : counts->fakes_of + " (its worst)")},
         results.IsControl(detector)});
  }
  return table;
}

Table PrevalenceTable(const Results& results, const std::string& corpus) {
  return ByPrevalence(results, corpus, "prevalence",
                      "The share of flagged pictures that are fakes" + results.On(corpus) +
                          ", by the share of fakes among all pictures",
                      [](const Estimate& ppv) {
                        const bool silent = ppv.note.empty() && std::isnan(ppv.value);
                        return Interval(ppv.value, ppv.low, ppv.high,
                                        silent ? "nothing is flagged" : ppv.note);
                      });
}

Table FalseAlarmTable(const Results& results, const std::string& corpus) {
  return ByPrevalence(results, corpus, "false_alarms",
                      "Genuine pictures flagged for each fake caught" + results.On(corpus) +
                          ", by the share of fakes among all pictures",
                      FalseAlarmsPerCaught);
}

}  // namespace swapbench::report
