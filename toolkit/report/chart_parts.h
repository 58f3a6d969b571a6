// SPDX-License-Identifier: Apache-2.0
/// What the charts have in common, as Vega-Lite JSON.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <utility>

#include "report/table.h"

namespace swapbench::report {

using Json = nlohmann::ordered_json;

Json NumberOrNull(double value);

/// "0.87 (0.82–0.91)".
std::string Printed(const Cell& cell);

std::string Dump(const Json& spec);

/// The place of a column; the number of columns where there is none of that key.
size_t ColumnAt(const Table& table, const std::string& key);

Json LegendChannel(const std::string& field, const Json& names, const Json& range, int columns);

/// Colour and shape of each label among the points. Okabe and Ito's colours stay apart with every
/// common kind of colour blindness; controls are grey diamonds.
std::pair<Json, Json> LabelChannels(const Json& points);

/// The axis of a rate that holds .5, every value and every interval.
Json RateAxis(const Json& points, const std::string& title);

/// Text at the points. Layer 0 is a halo of the paper's colour, so that lines do not cross the text
/// of layer 1.
Json HaloText(Json encoding, const std::string& field, const Json& placement, size_t layer);

}  // namespace swapbench::report
