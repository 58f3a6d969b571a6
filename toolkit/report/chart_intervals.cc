// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <nlohmann/json.hpp>
#include <set>

#include "report/chart_parts.h"
#include "report/charts.h"
#include "report/format.h"

namespace swapbench::report {
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

}  // namespace swapbench::report
