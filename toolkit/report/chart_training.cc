// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "report/chart_parts.h"
#include "report/charts.h"

namespace swapbench::report {
namespace {

/// A number of every epoch, and what it is of.
struct Curve {
  std::string network, of;
  const std::vector<double>& values;
  size_t kept;
};

struct CurvePoints {
  Json all = Json::array(), kept = Json::array();
};

CurvePoints PointsOf(const std::vector<Curve>& curves) {
  CurvePoints points;
  for (const Curve& curve : curves)
    for (size_t i = 0; i < curve.values.size(); ++i) {
      const double value = curve.values[i];
      if (!std::isfinite(value)) continue;
      char printed[32];
      std::snprintf(printed, sizeof(printed), "%.3f", value);
      const Json point = {{"label", curve.network}, {"kind", "detector"}, {"of", curve.of},
                          {"epoch", i + 1},         {"value", value},     {"low", nullptr},
                          {"high", nullptr},        {"printed", printed}};
      points.all.push_back(point);
      if (i == curve.kept && curve.of == "validation") points.kept.push_back(point);
    }
  return points;
}

Json EpochAxis(const Json& points) {
  size_t last = 2;
  for (const Json& point : points) last = std::max(last, point["epoch"].get<size_t>());
  return {{"field", "epoch"},
          {"type", "quantitative"},
          {"title", "Epoch"},
          {"scale", {{"domain", {1, last}}, {"nice", false}}},
          {"axis", {{"tickMinStep", 1}, {"format", "d"}, {"grid", false}}}};
}

/// Lines of small points, and a large one at the epoch that was kept.
Json CurveSpec(const CurvePoints& points, const Json& y, const Json& dash) {
  const auto [colour, shape] = LabelChannels(points.all);
  const Json x = EpochAxis(points.all);
  Json line = {
      {"mark",
       {{"type", "line"}, {"strokeWidth", 2}, {"point", {{"size", 16}, {"filled", true}}}}}};
  line["encoding"] = {{"x", x}, {"y", y}, {"color", colour}, {"strokeDash", dash}};
  Json dot = {{"data", {{"values", points.kept}}},
              {"mark", {{"type", "point"}, {"size", 110}, {"filled", true}, {"opacity", 1}}}};
  dot["encoding"] = {{"x", x}, {"y", y}, {"color", colour}, {"shape", shape}};
  for (Json* layer : {&line, &dot})
    (*layer)["encoding"]["tooltip"] = {{{"field", "label"}, {"title", "Network"}},
                                       {{"field", "of"}, {"title", "On"}},
                                       {{"field", "epoch"}, {"title", "Epoch"}},
                                       {{"field", "printed"}, {"title", y["title"]}}};
  Json spec = {{"width", "container"}, {"height", 240}, {"data", {{"values", points.all}}}};
  spec["layer"] = {line, dot};
  return spec;
}

constexpr const char* kKept = " The large mark is the epoch that was kept.";

}  // namespace

std::optional<Figure> LossChart(const std::vector<TrainingHistory>& trainings) {
  std::vector<Curve> curves;
  for (const TrainingHistory& training : trainings) {
    curves.push_back({training.network, "training", training.training_loss, training.kept});
    curves.push_back({training.network, "validation", training.validation_loss, training.kept});
  }
  const CurvePoints points = PointsOf(curves);
  if (points.all.empty()) return {};
  const Json y = {{"field", "value"},
                  {"type", "quantitative"},
                  {"title", "Loss"},
                  {"scale", {{"zero", false}}}};
  Json dash = LegendChannel("of", Json::array({"training", "validation"}),
                            Json::array({Json::array({4, 3}), Json::array({1, 0})}), 2);
  dash["legend"] = nullptr;  // the caption says it
  return Figure{"training_loss", "Loss by epoch",
                std::string("Dashed: on the training pictures, changed as training changes them. "
                            "Solid: on split val. Where a solid line rises while a dashed one "
                            "falls, the network learns its training pictures by heart.") +
                    kKept,
                Dump(CurveSpec(points, y, dash))};
}

std::optional<Figure> ValidationAucChart(const std::vector<TrainingHistory>& trainings) {
  std::vector<Curve> curves;
  for (const TrainingHistory& training : trainings)
    curves.push_back({training.network, "validation", training.validation_auc, training.kept});
  const CurvePoints points = PointsOf(curves);
  if (points.all.empty()) return {};
  Json spec = CurveSpec(points, RateAxis(points.all, "AUC on split val"), {{"value", {1, 0}}});
  Json chance = {
      {"mark", {{"type", "rule"}, {"strokeDash", {4, 4}}, {"color", "var(--ink-soft)"}}}};
  chance["encoding"]["y"]["datum"] = .5;
  spec["layer"].insert(spec["layer"].begin(), chance);
  return Figure{"training_auc", "AUC on the validation split by epoch",
                std::string("Dashed line: chance (.5).") + kKept, Dump(spec)};
}

}  // namespace swapbench::report
