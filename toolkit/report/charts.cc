// SPDX-License-Identifier: Apache-2.0
// One file, since JSON stays out of headers.
#include "report/charts.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>

#include "core/error.h"
#include "report/format.h"
#include "report/names.h"
#include "report/tables.h"

namespace swapbench::report {
namespace {

using Json = nlohmann::ordered_json;

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

// Okabe and Ito's colours, which stay apart with every common kind of colour blindness; controls
// are grey diamonds.
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

// Layer 0 is a halo of the paper's colour, so that lines do not cross the text of layer 1.
Json HaloText(Json encoding, const std::string& field, const Json& placement, size_t layer) {
  Json mark = {{"type", "text"}, {"fontSize", 11}, {"color", "var(--ink-soft)"}};
  if (layer == 0)
    mark.update({{"stroke", "var(--paper)"}, {"strokeWidth", 4}, {"strokeJoin", "round"}});
  mark.update(placement);
  encoding["text"] = {{"field", field}};
  return {{"mark", mark}, {"encoding", encoding}};
}

}  // namespace

namespace {

Json Points(const Table& table, size_t value, size_t label, size_t group) {
  Json points = Json::array();
  for (const Row& row : table.rows) {
    const Cell& cell = row.cells[value];
    if (std::isnan(cell.value)) continue;
    Json point = {{"label", ValueText(row.cells[label])},
                  {"value", cell.value},
                  {"low", NumberOrNull(cell.low)},
                  {"high", NumberOrNull(cell.high)},
                  {"printed", Printed(cell)},
                  {"kind", row.control ? "control" : "detector"}};
    if (group < table.columns.size()) point["group"] = ValueText(row.cells[group]);
    points.push_back(point);
  }
  return points;
}

Json KindChannel(const Json& range) {
  return {{"field", "kind"},
          {"type", "nominal"},
          {"scale", {{"domain", {"detector", "control"}}, {"range", range}}},
          {"legend", nullptr}};
}

Json ChanceLine() {
  return {{"mark", {{"type", "rule"}, {"strokeDash", {4, 4}}, {"color", "var(--ink-soft)"}}},
          {"encoding", {{"x", {{"datum", .5}}}, {"y", nullptr}, {"yOffset", nullptr}}}};
}

Json Rows(bool grouped) {
  Json y = {{"field", grouped ? "group" : "label"},
            {"type", "nominal"},
            {"sort", nullptr},
            {"title", nullptr},
            {"axis", {{"labelLimit", 190}, {"grid", false}, {"domain", false}, {"ticks", false}}}};
  if (!grouped) return {{"y", y}};
  y["scale"] = {{"paddingInner", .35}, {"paddingOuter", .2}};
  return {{"y", y}, {"yOffset", {{"field", "label"}, {"sort", nullptr}}}};
}

size_t Distinct(const Json& points, const char* field) {
  std::set<std::string> values;
  for (const Json& point : points) values.insert(point[field].get<std::string>());
  return values.size();
}

size_t Height(const Json& points, bool grouped) {
  const size_t labels = Distinct(points, "label");
  return grouped ? Distinct(points, "group") * (24 + 14 * labels) : 40 * labels;
}

}  // namespace

std::optional<Figure> IntervalChart(const Table& table, const std::string& column,
                                    const std::string& label, const std::string& group) {
  const size_t value = ColumnAt(table, column), name = ColumnAt(table, label);
  if (value == table.columns.size() || name == table.columns.size()) return {};
  const size_t by = group.empty() ? table.columns.size() : ColumnAt(table, group);
  const bool grouped = by < table.columns.size();
  const Json points = Points(table, value, name, by);
  if (points.empty()) return {};

  const std::string title = table.columns[value].title;
  const Json x = RateAxis(points, title);
  Json low = x;
  low["field"] = "low";
  Json bar = {{"mark", {{"type", "rule"}, {"strokeWidth", 2}}},
              {"encoding", {{"x", low}, {"x2", {{"field", "high"}}}}}};
  Json dot = {{"mark", {{"type", "point"}, {"size", 70}, {"filled", true}, {"opacity", 1}}},
              {"encoding", {{"x", x}}}};
  dot["encoding"]["tooltip"] = {{{"field", "label"}, {"title", "Detector"}},
                                {{"field", "printed"}, {"title", title}}};
  auto [colour, shape] = LabelChannels(points);
  if (!grouped) {
    colour = KindChannel({"var(--c1)", "var(--control)"});
    shape = KindChannel({"circle", "diamond"});
  }
  bar["encoding"]["color"] = dot["encoding"]["color"] = colour;
  dot["encoding"]["shape"] = shape;

  Json spec = {{"width", "container"}, {"data", {{"values", points}}}, {"encoding", Rows(grouped)}};
  spec["height"] = Height(points, grouped);
  spec["layer"] = {ChanceLine(), bar, dot};
  for (size_t layer = 0; layer < 2 && !grouped; ++layer)
    spec["layer"].push_back(HaloText({{"x", x}}, "printed", {{"dy", -12}}, layer));
  return Figure{table.name, title + " by " + (grouped ? group + " and " : "") + label,
                "Bars: the intervals of the table. Dashed line: chance (.5). Grey diamonds: "
                "controls.",
                Dump(spec)};
}

namespace {

Json Hidden(const char* field) {
  return {{"field", field}, {"type", "ordinal"}, {"axis", nullptr}, {"sort", nullptr}};
}

// Which of the four kinds the picture at a place is, in the order in which they are drawn.
std::string KindOf(const Frequencies& counts) {
  return Concat("datum.data < ", counts.caught, " ? 'fake, caught' : datum.data < ", counts.fakes,
                " ? 'fake, missed' : datum.data < ", counts.fakes + counts.accused,
                " ? 'genuine, flagged' : 'genuine, cleared'");
}

}  // namespace

std::optional<Figure> FrequencyChart(const Results& results, const std::string& detector,
                                     const std::string& corpus) {
  const auto counts = CountFrequencies(results, detector, corpus);
  if (!counts) return {};
  const Json kinds = {"fake, caught", "fake, missed", "genuine, flagged", "genuine, cleared"};
  const Json colours = {"var(--c1)", "var(--c4)", "var(--c2)", "var(--faint)"};
  const Json shapes = {"circle", "cross", "square", "circle"};
  Json spec = {{"width", "container"}, {"height", 190}};
  spec["data"] = {{"sequence", {{"start", 0}, {"stop", counts->pictures}}}};
  spec["transform"] = {{{"calculate", KindOf(*counts)}, {"as", "kind"}},
                       {{"calculate", "floor(datum.data / 20)"}, {"as", "column"}},
                       {{"calculate", "datum.data % 20"}, {"as", "row"}}};
  spec["mark"] = {{"type", "point"},
                  {"filled", true},
                  {"size", {{"expr", "min(44, width * width / 4500)"}}},
                  {"opacity", 1}};
  spec["encoding"] = {{"x", Hidden("column")},
                      {"y", Hidden("row")},
                      {"color", LegendChannel("kind", kinds, colours, 2)},
                      {"shape", LegendChannel("kind", kinds, shapes, 2)}};
  const std::string name =
      results.Name(detector) + (results.IsControl(detector) ? " (control)" : "");
  return Figure{TableName(results, "frequencies", corpus) + "_" + Slug(results.Name(detector)),
                name + ": 1,000 pictures, of which 10 are fakes" +
                    (counts->fakes_of.empty() ? "" : " by " + counts->fakes_of),
                "Each mark is one picture.", Dump(spec)};
}

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

std::optional<Figure> LatencyChart(const Table& latency) {
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
                "Left is faster, up is more accurate. Vertical lines: 95 % intervals of the AUC; "
                "horizontal lines: from p50 to p90. Dashed line: chance (.5). Rows that failed "
                "parity have no time and are absent.",
                Dump(spec)};
}

}  // namespace swapbench::report
