// SPDX-License-Identifier: Apache-2.0
/// Vega-Lite charts drawn from table objects, so that a chart and the table beneath it cannot
/// differ. Colours are CSS variables of the page: light, dark and print follow without a script.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "report/results.h"
#include "report/table.h"

namespace swapbench::report {

struct Figure {
  std::string name;     // of its element: letters, digits and underscores
  std::string title;    // what is drawn, for those who cannot see it
  std::string caption;  // how to read it, with seeds and control
  std::string spec;     // JSON
};

/// A dot with its interval for each row whose `column` is a number, and a dashed line at chance.
/// With `group`, rows are grouped by the text of that column and offset by `label` inside.
std::optional<Figure> IntervalChart(const Table& table, const std::string& column,
                                    const std::string& label, const std::string& group = "");

/// One dot for each of 1,000 pictures.
std::optional<Figure> FrequencyChart(const Results& results, const std::string& detector,
                                     const std::string& corpus);

/// p50 with a line to p90 against the AUC with its interval; `levels` names those for the caption.
std::optional<Figure> LatencyChart(const Table& latency, const std::string& levels);

/// Training and validation loss of every network by epoch.
std::optional<Figure> LossChart(const std::vector<TrainingHistory>& trainings);

/// Nothing where no network ranks.
std::optional<Figure> ValidationAucChart(const std::vector<TrainingHistory>& trainings);

}  // namespace swapbench::report
