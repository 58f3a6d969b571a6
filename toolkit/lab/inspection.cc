// SPDX-License-Identifier: Apache-2.0
#include "lab/inspection.h"

#include <iomanip>
#include <map>
#include <set>
#include <sstream>

#include "core/error.h"

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

}  // namespace

std::string WrittenText(const std::filesystem::path& folder, const CorpusInfo& info) {
  return Concat("wrote ", folder.string(), ": ", info.records, " records in ", info.shards,
                " shards, fingerprint ", info.fingerprint, '\n');
}

std::string CorpusAsText(const std::filesystem::path& folder) {
  const auto corpus = OpenCorpus(folder);
  const CorpusInfo& info = corpus->corpus_info();
  std::ostringstream text;
  text << "name        " << info.name << "\nrecords     " << info.records << " in " << info.shards
       << " shards\nseed        " << info.seed << "\nfingerprint " << info.fingerprint
       << "\nwritten by  swapbench " << info.toolkit_version << "\ncard        " << info.card
       << "\n\n";
  text << std::left << std::setw(8) << "split" << std::setw(24) << "what" << std::right
       << std::setw(8) << "records" << std::setw(12) << "identities" << '\n';
  for (const auto& [key, part] : CountParts(*corpus))
    text << std::left << std::setw(8) << (key.first.empty() ? "-" : key.first) << std::setw(24)
         << (key.second.empty() ? "real" : "fake, " + key.second) << std::right << std::setw(8)
         << part.records << std::setw(12) << part.identities.size() << '\n';
  return text.str();
}

}  // namespace swapbench
