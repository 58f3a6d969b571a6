// SPDX-License-Identifier: Apache-2.0
#include "cli/verb.h"
#include "lab/corpora.h"

namespace swapbench {
namespace {

class Import : public Verb {
 public:
  void Declare(CommandLine& line) override {
    line.Positional("recipe", recipe_, "a datasets/*.ini that describes the folder");
    line.Option("root", root_, "the folder itself", CommandLine::Need::kRequired);
    line.Option("out", out_, "folder of the corpus that is written", CommandLine::Need::kRequired);
    line.Option("threads", threads_, "0 for every CPU");
    line.Flag("strict", strict_, "exit with 2 where a single file is refused");
  }
  int Run() override {
    ImportCorpus({recipe_, root_, out_, threads_, strict_});
    return 0;
  }
  std::string AfterStop() const override { return kSameCommandContinues; }

 private:
  std::string recipe_, root_, out_;
  int threads_ = 0;
  bool strict_ = false;
};

}  // namespace

void Register_import(std::vector<VerbEntry>& verbs) {
  verbs.push_back(
      {"import", "turn somebody's folder of images or videos into a corpus",
       "import datasets/dfdc_faces.ini --root DIR --out corpora/dfdc_faces",
       "Files that cannot be read are refused, counted and named in OUT.refusals.txt; the rest is\n"
       "imported. The exit code is 2 where more than 1 % is refused, or any with --strict.\n"
       "Where the recipe has a section [faces], each face found in an image or in a kept frame of\n"
       "a video becomes a record. Pictures without one are named in OUT.refusals.txt as well, but\n"
       "are no fault. OUT.located.jsonl keeps what was found; the same command goes on from there.",
       [] { return std::make_unique<Import>(); }, 20});
}

}  // namespace swapbench
