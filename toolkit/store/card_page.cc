// SPDX-License-Identifier: Apache-2.0
#include "core/error.h"
#include "store/facts.h"
#include "store/papers.h"

namespace swapbench {
namespace {

/// A bar would end a cell of a table.
std::string Cell(const std::string& text) {
  std::string cell;
  for (const char c : text) cell += c == '|' ? std::string("\\|") : std::string(1, c);
  return cell;
}

std::string Items(const std::vector<std::string>& texts) {
  std::string list;
  for (const std::string& text : texts) list += "- " + text + '\n';
  return list;
}

std::string Terms(const Facts& facts) {
  const std::string licence = facts.Stated("licence"), consent = facts.Stated("consent");
  std::string text =
      Concat("## May it be used?\n\n- Licence: ", licence.empty() ? "not stated" : licence,
             "\n- Consent of the people shown: ", consent.empty() ? "not stated" : consent, ". ",
             ConsentSentence(facts), "\n");
  for (const auto& [key, title] : {std::pair("creator", "Made by"), std::pair("url", "Source"),
                                   std::pair("published", "Published")})
    if (const std::string value = facts.Stated(key); !value.empty())
      text += Concat("- ", title, ": ", value, '\n');
  return text +
         "- Made for: training and testing detectors of face swaps. What a detector shows on it, "
         "it "
         "has shown on it alone.\n";
}

std::string SplitTable(const Facts& facts) {
  const bool counted = facts.contents.has_value();
  std::string table = Concat("| split | real | fake |", counted ? " identities |" : "",
                             "\n| --- | ---: | ---: |", counted ? " ---: |" : "", "\n");
  const auto row = [&](const SplitCount& split) {
    table += Concat("| ", split.split.empty() ? "(none)" : Cell(split.split), " | ", split.reals,
                    " | ", split.fakes, " |");
    table += counted ? Concat(' ', split.identities, " |\n") : "\n";
  };
  for (const SplitCount& split : facts.splits) row(split);
  row({"all", facts.reals, facts.fakes, facts.identities});
  return table;
}

std::string MethodTable(const Facts& facts) {
  if (facts.methods.empty()) return "";
  std::string table = "\n| how the fakes were made | fakes |\n| --- | ---: |\n";
  for (const auto& [method, count] : facts.methods)
    table += Concat("| ", Cell(method), " | ", count, " |\n");
  return table;
}

std::string KnownParts(const Facts& facts) {
  if (!facts.contents) return "";
  const auto count = [&](const char* part) {
    const auto found = facts.contents->parts.find(part);
    return found == facts.contents->parts.end() ? size_t{0} : found->second;
  };
  return Concat("\nOf ", facts.info.records, " records ", count("landmarks"), " have landmarks, ",
                count("mask"), " a mask of what was replaced, ", count("classes"),
                " a map of classes", count("classes") > 0 ? " (" + ClassNumbers() + ")" : "",
                ".\n");
}

std::string Defects(const Facts& facts) {
  if (facts.known_defects.empty())
    return "\n## Known defects\n\nNone is stated, which does not mean that there are none.\n";
  return "\n## Known defects\n\n" + Items(facts.known_defects);
}

std::string Recipe(const std::string& recipe) {
  std::string block = "    ";
  for (const char c : recipe) block += c == '\n' ? std::string("\n    ") : std::string(1, c);
  while (block.ends_with(' ') || block.ends_with('\n')) block.pop_back();
  return block + '\n';
}

}  // namespace

std::string CardText(const std::vector<SideCar>& side_cars) {
  const Facts facts = GatherFacts(side_cars);
  const Environment& environment = side_cars.front().environment;
  const CorpusInfo& info = facts.info;
  const std::string title = facts.Stated("title"), description = facts.Stated("description");
  const std::string collection = facts.Stated("collection"), citation = facts.Stated("citation");
  std::string text = Concat("# ", title.empty() ? info.name : title, "\n\n");
  if (!description.empty()) text += description + "\n\n";
  text += Terms(facts);
  text += "\n## What is in it\n\n" + SplitTable(facts) + MethodTable(facts) + KnownParts(facts);
  if (!collection.empty() || facts.contents)
    text += "\n## Where the pictures come from\n\n" +
            (collection.empty() ? "" : collection + "\n\n") + Items(SourceSentences(facts));
  text += Defects(facts);
  if (!citation.empty()) text += "\n## How to cite it\n\n" + citation + '\n';
  return text +
         Concat(
             "\n## How to check it and to make it again\n\n`swapbench verify FOLDER` reads every "
             "byte and prints the fingerprint, which must be\n\n    ",
             info.fingerprint, "\n\nCorpus `", info.name, "`, seed ", info.seed, ", ", info.records,
             " records in ", info.shards, " shards, made by SwapBench ", info.toolkit_version,
             " with OpenCV ", environment.opencv_version, " and HDF5 ", environment.hdf5_version,
             ". The same versions, seed and recipe give the same bytes:\n\n", Recipe(info.recipe));
}

}  // namespace swapbench
