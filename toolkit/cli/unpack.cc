// SPDX-License-Identifier: Apache-2.0
#include <iostream>

#include "cli/verb.h"
#include "store/corpus.h"
#include "store/unpack.h"

namespace swapbench {
namespace {

class Unpack : public Verb {
 public:
  void Declare(CommandLine& line) override {
    line.Positional("corpus", corpus_, "folder of a corpus");
    line.Option("out", out_, "folder for the images, masks and index.csv",
                CommandLine::Need::kRequired);
  }
  int Run() override {
    const auto corpus = OpenCorpus(corpus_);
    UnpackDataset(*corpus, out_);
    std::cout << "wrote " << corpus->size() << " records and index.csv to " << out_ << '\n';
    return 0;
  }

 private:
  std::string corpus_, out_;
};

}  // namespace

void Register_unpack(std::vector<VerbEntry>& verbs) {
  verbs.push_back({"unpack", "write a corpus as images, masks and index.csv",
                   "unpack corpora/procedural --out DIR", "",
                   [] { return std::make_unique<Unpack>(); }, 120});
}

}  // namespace swapbench
