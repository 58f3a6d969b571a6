// SPDX-License-Identifier: Apache-2.0
#include "cli/verb.h"
#include "lab/corpora.h"

namespace swapbench {
namespace {

class Synthesize : public Verb {
 public:
  void Declare(CommandLine& line) override {
    line.Positional("recipe", request_.recipe, "a datasets/*.ini with [swap.*] sections");
    line.Option("from", request_.from,
                "take the reals of this corpus instead of the recipe's [source]");
    line.Option("out", request_.out, "folder of the corpus that is written",
                CommandLine::Need::kRequired);
    line.Option("seed", request_.seed, "of people, pairs and swaps; default: the recipe's");
    line.Option("count", request_.count,
                "number of real images; 0 for the recipe's own, with --from for all");
    line.Option("threads", request_.threads, "0 for every CPU");
    line.Option("shards", request_.shards,
                "make only shards A to B of N, written A-B/N and counted from 0");
  }
  int Run() override {
    SynthesizeCorpus(request_);
    return 0;
  }
  std::string AfterStop() const override { return kSameCommandContinues; }

 private:
  SynthesizeRequest request_;
};

}  // namespace

void Register_synthesize(std::vector<VerbEntry>& verbs) {
  verbs.push_back(
      {"synthesize", "draw people, swap faces, write a corpus",
       "synthesize datasets/procedural.ini --out corpora/procedural --seed 1 --count 1500",
       "The same recipe, seed and versions give the same bytes with any number of threads, "
       "processes or\n"
       "interruptions; only networks that the recipe itself trains depend on processor and "
       "threads, and\n"
       "with them what they draw. A stopped run is continued by the same command. Pairs are drawn "
       "by the "
       "seed; only\n"
       "people who consented, or who do not exist, are swapped.",
       [] { return std::make_unique<Synthesize>(); }, 30});
}

}  // namespace swapbench
