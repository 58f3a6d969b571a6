// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <iostream>

#include "cli/verb.h"
#include "store/corpus.h"

namespace swapbench {
namespace {

class Verify : public Verb {
 public:
  void Declare(CommandLine& line) override {
    line.Positional("corpus", corpus_, "folder of a corpus");
    line.Option("threads", threads_, "0 for every CPU");
  }
  int Run() override {
    Check(std::filesystem::is_directory(corpus_) && !std::filesystem::is_empty(corpus_),
          "There is no corpus in ", corpus_, ": the folder is missing or empty.");
    const auto faults = VerifyCorpus(corpus_, threads_);
    for (const std::string& fault : faults) std::cout << fault << '\n';
    if (!faults.empty()) {
      std::cout << faults.size() << (faults.size() == 1 ? " fault" : " faults") << " in " << corpus_
                << '\n';
      return 1;
    }
    const CorpusInfo info = OpenCorpus(corpus_)->corpus_info();
    std::cout << corpus_ << ": " << info.records << " records in " << info.shards
              << " shards, all as written; fingerprint " << info.fingerprint << '\n';
    return 0;
  }

 private:
  std::string corpus_;
  int threads_ = 0;
};

}  // namespace

void Register_verify(std::vector<VerbEntry>& verbs) {
  verbs.push_back({"verify", "check every byte of a corpus", "verify corpora/procedural",
                   "Prints one sentence a fault and exits with 1, or the fingerprint and 0.",
                   [] { return std::make_unique<Verify>(); }, 90});
}

}  // namespace swapbench
