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
    line.Flag("strict", strict_, "stop where a single file is refused");
  }
  int Run() override {
    ImportCorpus({recipe_, root_, out_, threads_, strict_});
    return 0;
  }

 private:
  std::string recipe_, root_, out_;
  int threads_ = 0;
  bool strict_ = false;
};

}  // namespace

void Register_import(std::vector<VerbEntry>& verbs) {
  verbs.push_back(
      {"import", "turn somebody's folder of faces into a corpus",
       "import datasets/dfdc_faces.ini --root DIR --out corpora/dfdc_faces",
       "Files that cannot be read are refused, counted and named in OUT.refusals.txt; the rest is\n"
       "imported. The exit code is 2 where more than 1 % is refused, or any with --strict.",
       [] { return std::make_unique<Import>(); }, 20});
}

}  // namespace swapbench
