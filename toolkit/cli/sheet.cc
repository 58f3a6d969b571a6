// SPDX-License-Identifier: Apache-2.0
#include <iostream>

#include "cli/verb.h"
#include "store/corpus.h"
#include "store/sheet.h"

namespace swapbench {
namespace {

class Sheet : public Verb {
 public:
  void Declare(CommandLine& line) override {
    line.Positional("corpus", corpus_, "folder of a corpus");
    line.Option("out", out_, "contact sheet, .png", CommandLine::Need::kRequired);
  }
  int Run() override {
    WriteSheet(*OpenCorpus(corpus_), out_, {});
    std::cout << "wrote " << out_ << '\n';
    return 0;
  }

 private:
  std::string corpus_, out_;
};

}  // namespace

void Register_sheet(std::vector<VerbEntry>& verbs) {
  verbs.push_back({"sheet", "a contact sheet of a corpus: reals, their fakes, the masks",
                   "sheet corpora/procedural --out sheet.png", "",
                   [] { return std::make_unique<Sheet>(); }, 110});
}

}  // namespace swapbench
