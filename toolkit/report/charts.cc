// SPDX-License-Identifier: Apache-2.0
#include "report/charts.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "core/error.h"
#include "report/format.h"
#include "report/names.h"
#include "report/tables.h"

namespace swapbench::report {
namespace {

using Json = nlohmann::ordered_json;

size_t ColumnAt(const Table& table, const std::string& key) {
  return static_cast<size_t>(std::ranges::find(table.columns, key, &Column::key) -
                             table.columns.begin());
}

Json NumberOrNull(double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); }

std::string Printed(const Cell& cell) {
  const std::string interval = IntervalText(cell);
  return ValueText(cell) + (interval.empty() ? "" : " (" + interval + ")");
}

std::string Dump(const Json& spec) {
  return spec.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json Point(const Table& table, const Row& row, size_t value, size_t label, size_t group) {
  const Cell& cell = row.cells[value];
  Json point = {{"label", ValueText(row.cells[label])},
                {"value", cell.value},
                {"low", NumberOrNull(cell.low)},
                {"high", NumberOrNull(cell.high)},
                {"printed", Printed(cell)},
                {"kind", row.control ? "control" : "detector"}};
  if (group < table.columns.size()) point["group"] = ValueText(row.cells[group]);
  return point;
}

// Okabe and Ito's colours, told apart with every common kind of colour blindness; controls grey.
const Json kPalette = {"var(--c1)", "var(--c2)", "var(--c3)",
                       "var(--c4)", "var(--c5)", "var(--c6)"};
const Json kShapes = {"circle", "square",        "triangle-up",
                      "cross",  "triangle-down", "triangle-right"};

Json KindColour() {
  return {
      {"field", "kind"},
      {"type", "nominal"},
      {"scale", {{"domain", {"detector", "control"}}, {"range", {"var(--c1)", "var(--control)"}}}},
      {"legend", nullptr}};
}

Json KindShape() {
  return {{"field", "kind"},
          {"type", "nominal"},
          {"scale", {{"domain", {"detector", "control"}}, {"range", {"circle", "diamond"}}}},
          {"legend", nullptr}};
}

// Colour and shape of each label; controls are grey diamonds.
std::pair<Json, Json> LabelScales(const Json& points) {
  Json names = Json::array(), colours = Json::array(), shapes = Json::array();
  size_t tested = 0;
  for (const Json& point : points) {
    if (std::ranges::find(names, point["label"]) != names.end()) continue;
    const bool control = point["kind"] == "control";
    names.push_back(point["label"]);
    colours.push_back(control ? Json("var(--control)") : kPalette[tested % kPalette.size()]);
    shapes.push_back(control ? Json("diamond") : kShapes[tested % kShapes.size()]);
    tested += control ? 0 : 1;
  }
  const auto channel = [&](const Json& range) {
    return Json{{"field", "label"},
                {"type", "nominal"},
                {"title", nullptr},
                {"scale", {{"domain", names}, {"range", range}}},
                {"legend", {{"orient", "top"}, {"columns", {{"signal", "width < 500 ? 2 : 6"}}}}}};
  };
  return {channel(colours), channel(shapes)};
}

Json Rule(double at) {
  return {{"mark", {{"type", "rule"}, {"strokeDash", {4, 4}}, {"color", "var(--ink-soft)"}}},
          {"encoding", {{"x", {{"datum", at}}}}}};
}

Json Domain(const Json& points, double reference) {
  double low = reference, high = reference;
  for (const Json& point : points)
    for (const char* key : {"value", "low", "high"})
      if (point[key].is_number()) {
        low = std::min(low, point[key].get<double>());
        high = std::max(high, point[key].get<double>());
      }
  return {std::max(0.0, std::floor(low * 20 - .2) / 20),
          std::min(1.0, std::ceil(high * 20 + .2) / 20)};
}

Json Base(const Json& data, const char* height_step_holder, int step) {
  return {{"width", "container"},
          {"height", {{height_step_holder, step}}},
          {"autosize", {{"type", "fit-x"}, {"contains", "padding"}}},
          {"data", {{"values", data}}}};
}

}  // namespace

std::optional<Figure> IntervalChart(const Table& table, const std::string& column,
                                    const std::string& label, const std::string& group) {
  const size_t value = ColumnAt(table, column), name = ColumnAt(table, label),
               by = group.empty() ? table.columns.size() : ColumnAt(table, group);
  if (value == table.columns.size() || name == table.columns.size()) return {};
  Json points = Json::array();
  for (const Row& row : table.rows)
    if (!std::isnan(row.cells[value].value)) points.push_back(Point(table, row, value, name, by));
  if (points.empty()) return {};

  const bool grouped = by < table.columns.size();
  const std::string title = table.columns[value].title;
  Json spec = Base(points, "step", grouped ? 15 : 40);
  Json y = {{"field", grouped ? "group" : "label"},
            {"type", "nominal"},
            {"sort", nullptr},
            {"title", nullptr},
            {"axis", {{"labelLimit", 190}, {"grid", false}, {"domain", false}, {"ticks", false}}}};
  if (grouped) {
    spec["height"] = {{"step", 16}, {"for", "offset"}};
    y["scale"] = {{"paddingInner", .35}, {"paddingOuter", .2}};
    spec["encoding"]["yOffset"] = {{"field", "label"}, {"sort", nullptr}};
  }
  const auto [colour, shape] = LabelScales(points);
  const Json x = {{"field", "value"},
                  {"type", "quantitative"},
                  {"title", title},
                  {"scale", {{"domain", Domain(points, .5)}, {"zero", false}, {"nice", false}}},
                  {"axis", {{"tickCount", 6}, {"format", ".2~f"}}}};
  Json low = x;
  low["field"] = "low";
  spec["encoding"]["y"] = y;
  const Json tooltip = {{{"field", "label"}, {"title", "Detector"}},
                        {{"field", "printed"}, {"title", title}}};
  Json bar = {{"mark", {{"type", "rule"}, {"strokeWidth", 2}}},
              {"encoding", {{"x", low}, {"x2", {{"field", "high"}}}}}};
  Json dot = {{"mark", {{"type", "point"}, {"size", 70}, {"filled", true}, {"opacity", 1}}},
              {"encoding", {{"x", x}, {"tooltip", tooltip}}}};
  bar["encoding"]["color"] = dot["encoding"]["color"] = grouped ? colour : KindColour();
  dot["encoding"]["shape"] = grouped ? shape : KindShape();
  Json chance = Rule(.5);
  chance["encoding"]["y"] = nullptr;
  chance["encoding"]["yOffset"] = nullptr;
  spec["layer"] = {chance, bar, dot};
  if (!grouped) {
    spec["layer"].push_back(
        {{"mark", {{"type", "text"}, {"dy", -12}, {"fontSize", 11}, {"color", "var(--ink-soft)"}}},
         {"encoding", {{"x", x}, {"text", {{"field", "printed"}}}}}});
  }
  return Figure{
      table.name, title + " with intervals",
      "Bars: intervals as in the table. Dashed line: chance (.5). Grey diamonds: controls.",
      Dump(spec)};
}

std::optional<Figure> FrequencyChart(const Results& results, const std::string& detector,
                                     const std::string& corpus) {
  const auto counts = CountFrequencies(results, detector, corpus);
  if (!counts) return {};
  const std::string steps =
      Concat("datum.data < ", counts->caught, " ? 'fake, caught' : datum.data < ", counts->fakes,
             " ? 'fake, missed' : datum.data < ", counts->fakes + counts->accused,
             " ? 'genuine, accused' : 'genuine, cleared'");
  const Json kinds = {"fake, caught", "fake, missed", "genuine, accused", "genuine, cleared"};
  const auto axis = [](const char* field) {
    return Json{{"field", field}, {"type", "ordinal"}, {"axis", nullptr}, {"sort", nullptr}};
  };
  const auto channel = [&](const Json& range) {
    return Json{{"field", "kind"},
                {"type", "nominal"},
                {"title", nullptr},
                {"scale", {{"domain", kinds}, {"range", range}}},
                {"legend",
                 {{"orient", "top"},
                  {"symbolSize", 90},
                  {"columns", {{"signal", "width < 500 ? 2 : 4"}}}}}};
  };
  const Json spec = {{"width", "container"},
                     {"height", 120},
                     {"autosize", {{"type", "fit-x"}, {"contains", "padding"}}},
                     {"data", {{"sequence", {{"start", 0}, {"stop", counts->pictures}}}}},
                     {"transform",
                      {{{"calculate", steps}, {"as", "kind"}},
                       {{"calculate", "floor(datum.data / 10)"}, {"as", "column"}},
                       {{"calculate", "datum.data % 10"}, {"as", "row"}}}},
                     {"mark",
                      {{"type", "point"},
                       {"filled", true},
                       {"size", {{"expr", "min(42, width * width / 16000)"}}},
                       {"opacity", 1}}},
                     {"encoding",
                      {{"x", axis("column")},
                       {"y", axis("row")},
                       {"color", channel({"var(--c1)", "var(--c4)", "var(--c2)", "var(--faint)"})},
                       {"shape", channel({"circle", "cross", "square", "circle"})}}}};
  return Figure{TableName(results, "frequencies", corpus) + "_" + Slug(results.Name(detector)),
                results.Name(detector) + ": 1,000 pictures, of which 10 are fakes",
                results.Name(detector) + ": each mark is one of 1,000 pictures.", Dump(spec)};
}

std::optional<Figure> LatencyChart(const Table& latency) {
  const size_t p50 = ColumnAt(latency, "p50_ms"), p90 = ColumnAt(latency, "p90_ms"),
               auc = ColumnAt(latency, "auc");
  Json points = Json::array();
  for (const Row& row : latency.rows) {
    const Cell& time = row.cells[p50];
    if (std::isnan(time.value) || std::isnan(row.cells[auc].value)) continue;
    points.push_back(
        {{"model", ValueText(row.cells[0])},
         {"label", ValueText(row.cells[1])},
         {"kind", row.control ? "control" : "detector"},
         {"p50", time.value},
         {"p90",
          NumberOrNull(std::isnan(row.cells[p90].value) ? time.value : row.cells[p90].value)},
         {"value", row.cells[auc].value},
         {"low", NumberOrNull(row.cells[auc].low)},
         {"high", NumberOrNull(row.cells[auc].high)},
         {"time", ValueText(time) + " ms"},
         {"printed", Printed(row.cells[auc])}});
  }
  if (points.empty()) return {};
  const auto [colour, shape] = LabelScales(points);
  const Json x = {{"field", "p50"},
                  {"type", "quantitative"},
                  {"title", "Milliseconds a picture: p50, line to p90 (logarithmic)"},
                  {"scale", {{"type", "log"}}},
                  {"axis", {{"tickCount", 6}, {"format", "~g"}}}};
  const Json y = {{"field", "value"},
                  {"type", "quantitative"},
                  {"title", "AUC on the test set"},
                  {"scale", {{"domain", Domain(points, .5)}, {"zero", false}, {"nice", false}}},
                  {"axis", {{"tickCount", 6}, {"format", ".2~f"}}}};
  Json low = y;
  low["field"] = "low";
  Json spec = {{"width", "container"},
               {"height", 300},
               {"autosize", {{"type", "fit-x"}, {"contains", "padding"}}},
               {"data", {{"values", points}}}};
  const Json tooltip = {{{"field", "model"}, {"title", "Model"}},
                        {{"field", "label"}, {"title", "Runtime"}},
                        {{"field", "time"}, {"title", "p50"}},
                        {{"field", "printed"}, {"title", "AUC"}}};
  spec["layer"] = {
      {{"mark", {{"type", "rule"}, {"strokeDash", {4, 4}}, {"color", "var(--ink-soft)"}}},
       {"encoding", {{"y", {{"datum", .5}}}}}},
      {{"mark", {{"type", "rule"}, {"strokeWidth", 1.5}, {"opacity", .7}}},
       {"encoding", {{"x", x}, {"y", low}, {"y2", {{"field", "high"}}}, {"color", colour}}}},
      {{"mark", {{"type", "rule"}, {"strokeWidth", 1.5}, {"opacity", .7}}},
       {"encoding", {{"x", x}, {"x2", {{"field", "p90"}}}, {"y", y}, {"color", colour}}}},
      {{"mark", {{"type", "point"}, {"size", 90}, {"filled", true}, {"opacity", 1}}},
       {"encoding",
        {{"x", x}, {"y", y}, {"color", colour}, {"shape", shape}, {"tooltip", tooltip}}}},
      {{"mark",
        {{"type", "text"},
         {"dy", -14},
         {"dx", 6},
         {"align", "left"},
         {"fontSize", 11},
         {"color", "var(--ink-soft)"}}},
       {"encoding", {{"x", x}, {"y", y}, {"text", {{"field", "model"}}}}}}};
  return Figure{"latency", "Latency against accuracy",
                "Left is faster, up is more accurate. Vertical lines: 95 % intervals of the AUC; "
                "horizontal lines: from p50 to p90. Dashed line: chance (.5). Rows that failed "
                "parity have no time and are absent.",
                Dump(spec)};
}

}  // namespace swapbench::report
