// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <iostream>

#include "cli/verb.h"
#include "lab/auditing.h"
#include "lab/corpora.h"
#include "lab/inspection.h"
#include "store/corpus.h"

namespace swapbench {
namespace {

class Verify : public Verb {
 public:
  void Declare(CommandLine& line) override {
    line.Positional("corpus", corpus_, "folder of a corpus, or a datasets/*.ini with --root");
    line.Option("root", root_, "a folder that the recipe describes: is it all there?");
    line.Flag("audit", audit_, "also look for what gives the labels away; decodes every image");
    line.Option("distance", options_.max_distance,
                "audit: bits of 64 by which two pictures that look the same may differ");
    line.Option("seed", options_.seed, "audit: of the bootstrap");
    line.Option("threads", options_.threads, "0 for every CPU");
  }
  int Run() override {
    if (!root_.empty()) return VerifyFolder(corpus_, root_, options_.threads) ? 0 : 1;
    Check(!std::filesystem::is_regular_file(corpus_), corpus_,
          " is a file: a recipe is verified against a folder, which --root names.");
    Check(std::filesystem::is_directory(corpus_) && !std::filesystem::is_empty(corpus_),
          "There is no corpus in ", corpus_, ": the folder is missing or empty.");
    const auto faults = VerifyCorpus(corpus_, options_.threads);
    for (const std::string& fault : faults) std::cout << fault << '\n';
    if (!faults.empty()) {
      std::cout << Counted(faults.size(), "fault") << " in " << corpus_ << '\n';
      return 1;
    }
    const auto corpus = OpenCorpus(corpus_);
    const CorpusInfo& info = corpus->corpus_info();
    std::cout << corpus_ << ": " << Counted(info.records, "record") << " in "
              << Counted(info.shards, "shard") << ", all as written; fingerprint "
              << info.fingerprint << '\n';
    if (!audit_) return 0;
    const AuditReport audit = AuditCorpus(*corpus, options_);
    std::cout << audit.text;
    return audit.clean ? 0 : 1;
  }

 private:
  std::string corpus_, root_;
  bool audit_ = false;
  AuditOptions options_;
};

}  // namespace

void Register_verify(std::vector<VerbEntry>& verbs) {
  verbs.push_back(
      {"verify", "check every byte of a corpus, or a folder before it is imported",
       "verify corpora/procedural",
       "Prints one sentence a fault and exits with 1, or the fingerprint and 0; covers card.md "
       "and\n"
       "croissant.json, which a corpus from before they were written lacks. With --audit: the AUC\n"
       "of file size, width, height, JPEG quantisation and mean brightness alone, with\n"
       "intervals; pictures and people that stand in two splits. Exits with 1 where\n"
       "one of them gives something away.\n"
       "Before an import: verify datasets/uadfv.ini --root DIR names what a benchmark's lists say\n"
       "is missing, what is too many or unreadable, and counts that are not the published ones.\n"
       "Where no list is published it names the clips whose fake or original is not there.",
       [] { return std::make_unique<Verify>(); }, 90});
}

}  // namespace swapbench
