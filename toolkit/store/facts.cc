// SPDX-License-Identifier: Apache-2.0
#include "store/facts.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/error.h"
#include "core/text.h"
#include "data/provenance.h"
#include "portrait/classes.h"
#include "store/manifest.h"

namespace swapbench {
namespace {

size_t Count(const CorpusInfo& info, const std::string& key) {
  const auto found = info.counts.find(key);
  return found == info.counts.end() ? 0 : found->second;
}

void ReadCardInto(Facts& facts) {
  const auto card =
      nlohmann::json::parse(facts.info.card, nullptr, /*allow_exceptions=*/false, true);
  if (!card.is_object()) return;
  for (const auto& [key, value] : card.items()) {
    if (value.is_string()) facts.card[key] = value.get<std::string>();
    if (key != "known_defects" || !value.is_array()) continue;
    for (const auto& defect : value)
      if (defect.is_string()) facts.known_defects.push_back(defect.get<std::string>());
  }
}

/// The keys "split=NAME label=LABEL" and "method=NAME" of the counts; what no split is stated for
/// makes up the rest.
void ReadCountsInto(Facts& facts) {
  std::map<std::string, SplitCount> splits;
  SplitCount rest = {"", facts.reals, facts.fakes, 0};
  for (const auto& [key, count] : facts.info.counts) {
    if (key.starts_with("method=")) facts.methods[key.substr(7)] = count;
    const size_t label = key.rfind(" label=");
    if (!key.starts_with("split=") || label == std::string::npos) continue;
    const std::string name = key.substr(6, label - 6);
    splits[name].split = name;
    const bool fake = key.ends_with("=fake");
    (fake ? splits[name].fakes : splits[name].reals) = count;
    (fake ? rest.fakes : rest.reals) -= count;
  }
  for (const char* usual : {"train", "val", "test"})
    if (const auto found = splits.extract(usual)) facts.splits.push_back(found.mapped());
  for (const auto& [name, split] : splits) facts.splits.push_back(split);
  if (rest.reals + rest.fakes > 0) facts.splits.push_back(rest);
}

void ReadContentsInto(Facts& facts, const std::vector<SideCar>& side_cars) {
  if (!std::ranges::all_of(side_cars, [](const SideCar& one) { return one.contents.has_value(); }))
    return;
  facts.contents.emplace();
  for (const SideCar& side_car : side_cars) facts.contents->Add(*side_car.contents);
  std::set<std::string> all;
  for (const auto& [split, names] : facts.contents->identities) {
    all.insert(names.begin(), names.end());
    const auto place = std::ranges::find(facts.splits, split, &SplitCount::split);
    if (place != facts.splits.end()) place->identities = names.size();
  }
  facts.identities = all.size();
}

/// Ours in words, others by their address.
std::string Meaning(const std::string& source) {
  if (source == kAlgorithmicMedia) return "drawn by a program and show nobody";
  if (source == kCompositeSynthetic) return "composed with a synthetic part";
  return "of another kind";
}

}  // namespace

std::string Facts::Stated(const std::string& key) const {
  const auto found = card.find(key);
  return found == card.end() ? "" : found->second;
}

Facts GatherFacts(const std::vector<SideCar>& side_cars) {
  Facts facts;
  facts.info = Summarise(side_cars);
  facts.reals = Count(facts.info, "label=real");
  facts.fakes = Count(facts.info, "label=fake");
  ReadCardInto(facts);
  ReadCountsInto(facts);
  ReadContentsInto(facts, side_cars);
  return facts;
}

std::string ConsentSentence(const Facts& facts) {
  const std::string consent = facts.Stated("consent");
  const bool all_drawn = facts.contents && facts.reals > 0 &&
                         facts.contents->Count("real", kAlgorithmicMedia) == facts.reals;
  if (all_drawn) return "Nobody is shown: every real picture is drawn by a program.";
  if (consent == "given") return "The people shown agreed to face swaps in research.";
  if (consent == "not_given")
    return "The people shown did not agree to face swaps. Their pictures may be scored and trained "
           "on under the licence; SwapBench refuses to swap these faces.";
  return "Whether the people shown agreed to face swaps is not known; SwapBench refuses to swap "
         "these faces.";
}

std::string ClassNumbers() {
  std::vector<std::string> names;
  for (const std::string_view name : kPixelClassNames)
    names.push_back(Concat(names.size(), ' ', name));
  return Join(names, ", ");
}

std::vector<std::string> SourceSentences(const Facts& facts) {
  if (!facts.contents) return {};
  std::vector<std::string> sentences;
  for (const auto& [label, all] :
       {std::pair("real", facts.reals), std::pair("fake", facts.fakes)}) {
    size_t silent = all;
    if (const auto found = facts.contents->sources.find(label);
        found != facts.contents->sources.end())
      for (const auto& [source, count] : found->second) {
        sentences.push_back(Concat(count, " of ", all, ' ', label, " pictures are ",
                                   Meaning(source), " (", source, ")."));
        silent -= std::min(silent, count);
      }
    if (silent > 0)
      sentences.push_back(Concat(silent, " of ", all, ' ', label,
                                 " pictures came from the source as files; where those come from "
                                 "is not recorded."));
  }
  return sentences;
}

}  // namespace swapbench
