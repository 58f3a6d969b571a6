// SPDX-License-Identifier: Apache-2.0
#include "nets/reliability.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "core/error.h"

namespace swapbench {
namespace {

using Json = nlohmann::json;

JsonObject RateJson(const Rate& rate) {
  return JsonObject()
      .Set("count", rate.count)
      .Set("of", rate.of)
      .Set("groups", rate.groups)
      .Set("low", rate.low)
      .Set("high", rate.high);
}

Rate RateFrom(const Json& json) {
  return {json.at("count"), json.at("of"), json.at("groups"), json.at("low"), json.at("high")};
}

std::vector<double> SpanJson(const Span& span) { return {span.low, span.high}; }

std::optional<Span> SpanFrom(const Json& json, const char* key) {
  if (!json.contains(key)) return {};
  return Span{json.at(key).at(0), json.at(key).at(1)};
}

JsonObject TestedJson(const TestedOn& tested) {
  JsonObject json;
  json.Set("datasets", tested.datasets).Set("methods", tested.methods);
  if (tested.side) json.Set("side", SpanJson(*tested.side));
  if (tested.eyes) json.Set("eyes", SpanJson(*tested.eyes));
  if (tested.quality) json.Set("jpeg_quality", SpanJson(*tested.quality));
  return json.Set("align", tested.align)
      .Set("framing", tested.framing)
      .Set("usual_size", tested.usual_size);
}

TestedOn TestedFrom(const Json& json) {
  TestedOn tested{json.at("datasets"),
                  json.at("methods"),
                  SpanFrom(json, "side"),
                  SpanFrom(json, "eyes"),
                  SpanFrom(json, "jpeg_quality"),
                  json.at("align"),
                  json.at("framing"),
                  json.at("usual_size")};
  Check(tested.framing.empty() || (tested.framing.size() == 10 && tested.usual_size.size() == 2),
        "'framing' needs ten numbers and 'usual_size' two");
  return tested;
}

/// One list a column, so that a person can read them.
JsonObject BinsJson(const std::array<ReliabilityBin, 10>& bins) {
  std::vector<double> reals, fakes, probability, share, low, high;
  for (const ReliabilityBin& bin : bins) {
    reals.push_back(static_cast<double>(bin.reals));
    fakes.push_back(static_cast<double>(bin.fakes));
    probability.push_back(bin.probability);
    share.push_back(bin.share);
    low.push_back(bin.low);
    high.push_back(bin.high);
  }
  return JsonObject()
      .Set("reals", reals)
      .Set("fakes", fakes)
      .Set("probability", probability)
      .Set("share_of_fakes", share)
      .Set("low", low)
      .Set("high", high);
}

double NumberOrNan(const Json& json) {
  return json.is_null() ? std::numeric_limits<double>::quiet_NaN() : json.get<double>();
}

std::array<ReliabilityBin, 10> BinsFrom(const Json& json) {
  std::array<ReliabilityBin, 10> bins;
  for (size_t i = 0; i < bins.size(); ++i)
    bins[i] = {json.at("reals").at(i),
               json.at("fakes").at(i),
               NumberOrNan(json.at("probability").at(i)),
               NumberOrNan(json.at("share_of_fakes").at(i)),
               json.at("low").at(i),
               json.at("high").at(i)};
  return bins;
}

}  // namespace

double Calibrated(double logit, double temperature) {
  return 1 / (1 + std::exp(-logit / temperature));
}

size_t BinOf(double probability) {
  return static_cast<size_t>(std::clamp(probability * 10, 0., 9.));
}

JsonObject ToJson(const Reliability& reliability) {
  return JsonObject()
      .Set("level", reliability.level)
      .Set("false_alarms", RateJson(reliability.false_alarms))
      .Set("misses", RateJson(reliability.misses))
      .Set("bins", BinsJson(reliability.bins))
      .Set("tested_on", TestedJson(reliability.tested));
}

std::optional<Reliability> ReadReliability(const std::string& ledger) {
  try {
    const Json json = Json::parse(ledger);
    if (!json.contains(kReliabilityKey) || json.at(kReliabilityKey).empty())
      return {};  // empty: of an autoencoder
    const Json& stated = json.at(kReliabilityKey);
    return Reliability{stated.at("level"), RateFrom(stated.at("false_alarms")),
                       RateFrom(stated.at("misses")), BinsFrom(stated.at("bins")),
                       TestedFrom(stated.at("tested_on"))};
  } catch (const std::exception& error) {
    Fail("The ledger of the model cannot be read (", error.what(),
         "): train it again, or import its weights anew.");
  }
}

}  // namespace swapbench
