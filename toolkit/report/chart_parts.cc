// SPDX-License-Identifier: Apache-2.0
#include "report/chart_parts.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

namespace swapbench::report {

Json NumberOrNull(double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); }

std::string Printed(const Cell& cell) {
  const std::string interval = IntervalText(cell);
  return ValueText(cell) + (interval.empty() ? "" : " (" + interval + ")");
}

std::string Dump(const Json& spec) {
  return spec.dump(-1, ' ', false, Json::error_handler_t::replace);
}

size_t ColumnAt(const Table& table, const std::string& key) {
  return static_cast<size_t>(std::ranges::find(table.columns, key, &Column::key) -
                             table.columns.begin());
}

Json LegendChannel(const std::string& field, const Json& names, const Json& range, int columns) {
  const std::string fit = "width < 500 ? 2 : " + std::to_string(columns);
  return {{"field", field},
          {"type", "nominal"},
          {"title", nullptr},
          {"scale", {{"domain", names}, {"range", range}}},
          {"legend", {{"orient", "top"}, {"columns", {{"signal", fit}}}}}};
}

std::pair<Json, Json> LabelChannels(const Json& points) {
  static const Json kColours = {"var(--c1)", "var(--c2)", "var(--c3)",
                                "var(--c4)", "var(--c5)", "var(--c6)"};
  static const Json kShapes = {"circle", "square",        "triangle-up",
                               "cross",  "triangle-down", "triangle-right"};
  Json names = Json::array(), colours = Json::array(), shapes = Json::array();
  size_t tested = 0;
  for (const Json& point : points) {
    if (std::ranges::find(names, point["label"]) != names.end()) continue;
    const bool control = point["kind"] == "control";
    names.push_back(point["label"]);
    colours.push_back(control ? Json("var(--control)") : kColours[tested % kColours.size()]);
    shapes.push_back(control ? Json("diamond") : kShapes[tested % kShapes.size()]);
    tested += control ? 0 : 1;
  }
  return {LegendChannel("label", names, colours, 6), LegendChannel("label", names, shapes, 6)};
}

Json RateAxis(const Json& points, const std::string& title) {
  double low = .5, high = .5;
  for (const Json& point : points)
    for (const char* key : {"value", "low", "high"})
      if (point[key].is_number()) {
        low = std::min(low, point[key].get<double>());
        high = std::max(high, point[key].get<double>());
      }
  const Json domain = {std::max(0., std::floor(low * 20 - .2) / 20),
                       std::min(1., std::ceil(high * 20 + .2) / 20)};
  return {{"field", "value"},
          {"type", "quantitative"},
          {"title", title},
          {"scale", {{"domain", domain}, {"zero", false}, {"nice", false}}},
          {"axis",
           {{"tickCount", 6},
            {"format", ".2~f"},
            {"labelOverlap", "greedy"},
            {"labelSeparation", 12}}}};
}

Json HaloText(Json encoding, const std::string& field, const Json& placement, size_t layer) {
  Json mark = {{"type", "text"}, {"fontSize", 11}, {"color", "var(--ink-soft)"}};
  if (layer == 0)
    mark.update({{"stroke", "var(--paper)"}, {"strokeWidth", 4}, {"strokeJoin", "round"}});
  mark.update(placement);
  encoding["text"] = {{"field", field}};
  return {{"mark", mark}, {"encoding", encoding}};
}

}  // namespace swapbench::report
