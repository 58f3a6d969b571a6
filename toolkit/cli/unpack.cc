// SPDX-License-Identifier: Apache-2.0
#include <iostream>

#include "cli/verb.h"
#include "lab/inspection.h"
#include "store/corpus.h"
#include "store/unpack.h"

namespace swapbench {
namespace {

class Unpack : public Verb {
 public:
  void Declare(CommandLine& line) override {
    line.Positional("corpus", corpus_, "folder of a corpus");
    line.Option("out", out_, "folder for the images and what lists them",
                CommandLine::Need::kRequired);
    line.Flag("deepfakebench", deepfakebench_,
              "folders and JSON as DeepfakeBench reads them, instead of index.csv");
  }
  int Run() override {
    const auto corpus = OpenCorpus(corpus_);
    const std::string& name = corpus->corpus_info().name;
    if (deepfakebench_) UnpackForDeepfakeBench(*corpus, name, out_);
    else UnpackDataset(*corpus, out_);
    std::cout << "wrote " << Counted(corpus->size(), "record") << " and "
              << (deepfakebench_ ? name + ".json" : "index.csv") << " to " << out_ << '\n';
    return 0;
  }

 private:
  std::string corpus_, out_;
  bool deepfakebench_ = false;
};

}  // namespace

void Register_unpack(std::vector<VerbEntry>& verbs) {
  verbs.push_back(
      {"unpack", "write a corpus as images, masks and index.csv",
       "unpack corpora/procedural --out DIR",
       "Images keep their bytes; `import` reads DIR again, with layout:index=index.csv or with\n"
       "deepfakebench:json=NAME.json. The latter has no place for ids, twins, degradations,\n"
       "attributes, provenance, class maps and 3D landmarks. For DeepfakeBench, put NAME.json "
       "where "
       "its\n"
       "dataset_json lies and the labels in it into label_dict; it finds masks and landmarks "
       "beside "
       "PNG only.",
       [] { return std::make_unique<Unpack>(); }, 120});
}

}  // namespace swapbench
