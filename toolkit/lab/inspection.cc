// SPDX-License-Identifier: Apache-2.0
#include "lab/inspection.h"

#include <iomanip>
#include <map>
#include <set>
#include <sstream>

#include "core/error.h"
#include "data/card.h"

namespace swapbench {
namespace {

/// Records and identities of one split and one method (empty for reals).
struct Part {
  size_t records = 0;
  std::set<std::string> identities;
};

using Parts = std::map<std::pair<std::string, std::string>, Part>;

Parts CountParts(const Dataset& dataset) {
  Parts parts;
  for (size_t i = 0; i < dataset.size(); ++i) {
    const SampleInfo& info = dataset.info(i);
    const std::string kind = info.label == Label::kReal ? ""
                             : info.method.empty()      ? "unknown method"
                                                        : info.method;
    Part& part = parts[{info.split, kind}];
    ++part.records;
    part.identities.insert(info.target);
  }
  return parts;
}

std::string Line(const std::string& key, const std::string& value) {
  return key + std::string(key.size() < 14 ? 14 - key.size() : 1, ' ') + value + '\n';
}

/// What a card states: a line for each key, and for each item of a list.
struct CardLines {
  std::string text;

  template <class... Rest>
  void operator()(const std::string& key, const std::string& value, const Rest&...) {
    if (!value.empty()) text += Line(key, value);
  }
  template <class... Rest>
  void operator()(const std::string& key, const std::vector<std::string>& values, const Rest&...) {
    for (const std::string& value : values) text += Line(key, value);
  }
};

}  // namespace

std::string Counted(size_t count, const std::string& singular) {
  return Concat(count, ' ', singular, count == 1 ? "" : "s");
}

std::string WrittenText(const std::filesystem::path& folder, const CorpusInfo& info) {
  return Concat("wrote ", folder.string(), ": ", Counted(info.records, "record"), " in ",
                Counted(info.shards, "shard"), ", fingerprint ", info.fingerprint, '\n');
}

std::string CorpusAsText(const std::filesystem::path& folder) {
  const auto corpus = OpenCorpus(folder);
  const CorpusInfo& info = corpus->corpus_info();
  CardLines card;
  ParseCard(info.card).Describe(card);
  std::ostringstream text;
  text << card.text << Line("records", Concat(info.records, " in ", Counted(info.shards, "shard")))
       << Line("seed", std::to_string(info.seed)) << Line("fingerprint", info.fingerprint)
       << Line("written by", "swapbench " + info.toolkit_version) << '\n';
  text << std::left << std::setw(8) << "split" << std::setw(24) << "what" << std::right
       << std::setw(8) << "records" << std::setw(12) << "identities" << '\n';
  for (const auto& [key, part] : CountParts(*corpus))
    text << std::left << std::setw(8) << (key.first.empty() ? "-" : key.first) << std::setw(24)
         << (key.second.empty() ? "real" : "fake, " + key.second) << std::right << std::setw(8)
         << part.records << std::setw(12) << part.identities.size() << '\n';
  return text.str();
}

}  // namespace swapbench
