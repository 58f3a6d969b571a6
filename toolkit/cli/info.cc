// SPDX-License-Identifier: Apache-2.0
#include "cli/verb.h"
#include "lab/inspection.h"
#include "store/corpus.h"

#include <iostream>

namespace swapbench {
namespace {

class Info : public Verb {
 public:
  void Declare(CommandLine& line) override {
    line.Positional("corpus", corpus_, "folder of a corpus");
    line.Flag("json", json_, "for programs");
  }
  int Run() override {
    std::cout << (json_ ? CorpusInfoJson(OpenCorpus(corpus_)->corpus_info()) + "\n"
                        : CorpusAsText(corpus_));
    return 0;
  }

 private:
  std::string corpus_;
  bool json_ = false;
};

}  // namespace

void Register_info(std::vector<VerbEntry>& verbs) {
  verbs.push_back({"info", "what is in a corpus", "info corpora/procedural", "",
                   [] { return std::make_unique<Info>(); }, 100});
}

}  // namespace swapbench
