// SPDX-License-Identifier: Apache-2.0
#include <iostream>

#include "cli/verb.h"
#include "lab/doctor.h"

namespace swapbench {
namespace {

class Doctor : public Verb {
 public:
  void Declare(CommandLine&) override {}
  int Run() override {
    bool well = true;
    for (const Finding& finding : ExamineMachine()) {
      const bool bad = finding.kind == Finding::Kind::kSurprise;
      well = well && !bad;
      std::cout << (bad ? "  !  " : "     ") << finding.text << '\n';
    }
    std::cout << (well ? "Nothing here would surprise.\n"
                       : "Lines with ! would surprise: read them before trusting a timing.\n");
    return 0;
  }
};

}  // namespace

void Register_doctor(std::vector<VerbEntry>& verbs) {
  verbs.push_back({"doctor", "what this machine can do, and what would surprise", "doctor",
                   "Every runtime is tried with a small network and compared with the reference.",
                   [] { return std::make_unique<Doctor>(); }, 140});
}

}  // namespace swapbench
