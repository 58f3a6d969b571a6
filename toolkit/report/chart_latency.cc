// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>

#include "report/chart_parts.h"
#include "report/charts.h"

namespace swapbench::report {
namespace {

Json LatencyPoints(const Table& latency) {
  const size_t p50 = ColumnAt(latency, "p50_ms"), p90 = ColumnAt(latency, "p90_ms"),
               auc = ColumnAt(latency, "auc");
  Json points = Json::array();
  for (const Row& row : latency.rows) {
    const Cell &time = row.cells[p50], &tail = row.cells[p90], &rate = row.cells[auc];
    if (std::isnan(time.value) || std::isnan(rate.value)) continue;
    points.push_back({{"model", ValueText(row.cells[0])},
                      {"label", ValueText(row.cells[1])},
                      {"kind", row.control ? "control" : "detector"},
                      {"p50", time.value},
                      {"p90", std::isnan(tail.value) ? time.value : tail.value},
                      {"value", rate.value},
                      {"low", NumberOrNull(rate.low)},
                      {"high", NumberOrNull(rate.high)},
                      {"time", ValueText(time) + " ms"},
                      {"printed", Printed(rate)}});
  }
  return points;
}

// A model's name stands once, at its slowest point.
void NameModels(Json& points) {
  std::map<std::string, size_t> slowest;
  for (size_t i = 0; i < points.size(); ++i) {
    points[i]["name"] = "";
    const auto [at, is_new] = slowest.emplace(points[i]["model"].get<std::string>(), i);
    if (!is_new && points[at->second]["p50"].get<double>() < points[i]["p50"].get<double>())
      at->second = i;
  }
  for (const auto& [model, place] : slowest) points[place]["name"] = model;
}

// 1, 2 and 5 of each power of ten within the times.
Json TimeAxis(const Json& points) {
  double low = INFINITY, high = 0;
  for (const Json& point : points) {
    low = std::min(low, point["p50"].get<double>());
    high = std::max(high, point["p90"].get<double>());
  }
  low = std::max(low / 1.5, 1e-6);
  high = std::max(high * 1.5, low * 2);
  Json ticks = Json::array();
  for (double decade = std::pow(10, std::floor(std::log10(low))); decade <= high; decade *= 10)
    for (const double step : {1., 2., 5.})
      if (step * decade >= low && step * decade <= high) ticks.push_back(step * decade);
  return {{"field", "p50"},
          {"type", "quantitative"},
          {"title", "Milliseconds a picture (logarithmic)"},
          {"scale", {{"type", "log"}, {"domain", {low, high}}, {"nice", false}}},
          {"axis", {{"values", ticks}, {"format", "~g"}, {"grid", false}}}};
}

}  // namespace

std::optional<Figure> LatencyChart(const Table& latency, const std::string& levels) {
  Json points = LatencyPoints(latency);
  if (points.empty()) return {};
  NameModels(points);
  const auto [colour, shape] = LabelChannels(points);
  const Json x = TimeAxis(points), y = RateAxis(points, "AUC on the test set");
  Json low = y;
  low["field"] = "low";
  const Json thin = {{"type", "rule"}, {"strokeWidth", 1.5}, {"opacity", .7}};
  const Json tooltip = {{{"field", "model"}, {"title", "Model"}},
                        {{"field", "label"}, {"title", "Runtime"}},
                        {{"field", "time"}, {"title", "p50"}},
                        {{"field", "printed"}, {"title", "AUC"}}};
  Json chance = {
      {"mark", {{"type", "rule"}, {"strokeDash", {4, 4}}, {"color", "var(--ink-soft)"}}}};
  chance["encoding"]["y"]["datum"] = .5;
  Json rate = {{"mark", thin}}, tail = {{"mark", thin}};
  rate["encoding"] = {{"x", x}, {"y", low}, {"y2", {{"field", "high"}}}, {"color", colour}};
  tail["encoding"] = {{"x", x}, {"x2", {{"field", "p90"}}}, {"y", y}, {"color", colour}};
  Json dot = {{"mark", {{"type", "point"}, {"size", 90}, {"filled", true}, {"opacity", 1}}}};
  dot["encoding"] = {{"x", x}, {"y", y}, {"color", colour}, {"shape", shape}, {"tooltip", tooltip}};
  const Json place = {{"dx", 8}, {"dy", -12}, {"align", "left"}};
  Json spec = {{"width", "container"}, {"height", 300}, {"data", {{"values", points}}}};
  spec["layer"] = {chance,
                   rate,
                   tail,
                   dot,
                   HaloText({{"x", x}, {"y", y}}, "name", place, 0),
                   HaloText({{"x", x}, {"y", y}}, "name", place, 1)};
  return Figure{"latency", "Latency against accuracy",
                "Left is faster, up is more accurate. Vertical lines: " + levels +
                    " intervals of the AUC; horizontal lines: from p50 to p90. Dashed line: chance "
                    "(.5). Rows that failed parity have no time and are absent.",
                Dump(spec)};
}

}  // namespace swapbench::report
