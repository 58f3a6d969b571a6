// SPDX-License-Identifier: Apache-2.0
#include <nlohmann/json.hpp>

#include "core/error.h"
#include "report/chart_parts.h"
#include "report/charts.h"
#include "report/names.h"
#include "report/tables.h"

namespace swapbench::report {
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

}  // namespace swapbench::report
