// SPDX-License-Identifier: Apache-2.0
#include <iostream>

#include "cli/verb.h"
#include "lab/inspection.h"
#include "store/merge.h"

namespace swapbench {
namespace {

class Merge : public Verb {
 public:
  void Declare(CommandLine& line) override {
    line.Positional("parts", parts_, "folders that hold shards of one corpus");
    line.Option("out", out_, "folder of the corpus that is written", CommandLine::Need::kRequired);
  }
  int Run() override {
    const std::vector<std::filesystem::path> parts(parts_.begin(), parts_.end());
    std::cout << WrittenText(out_, MergeCorpus(parts, out_));
    return 0;
  }
  std::string AfterStop() const override { return kSameCommandContinues; }

 private:
  std::vector<std::string> parts_;
  std::string out_;
};

}  // namespace

void Register_merge(std::vector<VerbEntry>& verbs) {
  verbs.push_back(
      {"merge", "join the parts of a corpus that several machines made",
       "merge part-1 part-2 --out corpora/procedural",
       "Each part was made by the same `synthesize` command with another --shards. Every "
       "shard is\n"
       "checked as it is copied; the result is the same, byte for byte, as from one "
       "machine.\n"
       "`merge CORPUS --out CORPUS` writes card.md and croissant.json of an older corpus anew.",
       [] { return std::make_unique<Merge>(); }, 35});
}

}  // namespace swapbench
