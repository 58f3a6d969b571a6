// SPDX-License-Identifier: Apache-2.0
/// What the charts share: scales, colours and shapes. Included by the .cc files of the charts only.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "report/table.h"

namespace swapbench::report {

using Json = nlohmann::ordered_json;

Json NumberOrNull(double value);
std::string Printed(const Cell& cell);  // "0.87 (0.82–0.91)"
std::string Dump(const Json& spec);     // bytes that are not UTF-8 become U+FFFD

/// Place of the column with this key; the number of columns where there is none.
size_t ColumnAt(const Table& table, const std::string& key);

/// A nominal colour or shape channel with these values for these names and a legend above.
Json LegendChannel(const std::string& field, const Json& names, const Json& range, int columns);

/// Colour and shape for each distinct "label" of the points: Okabe and Ito's colours, which stay
/// apart with every common kind of colour blindness; grey diamonds where "kind" is "control".
std::pair<Json, Json> LabelChannels(const Json& points);

/// A quantitative axis that holds every value and interval of the points, and chance.
Json RateAxis(const Json& points, const std::string& title);

/// Text of `field` at a point, on a halo of the paper's colour so that lines do not cross it.
Json HaloText(Json encoding, const std::string& field, const Json& placement, size_t layer);

}  // namespace swapbench::report
