// SPDX-License-Identifier: Apache-2.0
#include <iostream>

#include "cli/verb.h"
#include "lab/registries.h"

namespace swapbench {
namespace {

void Print(const std::vector<RegisteredPlugin>& plugins) {
  std::string kind;
  for (const RegisteredPlugin& plugin : plugins) {
    if (plugin.kind != kind) std::cout << (kind.empty() ? "" : "\n") << plugin.kind << "s\n";
    kind = plugin.kind;
    std::cout << "  " << plugin.name << "  " << plugin.summary << '\n';
    for (const OptionInfo& option : plugin.options)
      std::cout << "      " << option.key << "=" << option.default_value << "  " << option.help
                << " (" << (option.allowed.empty() ? option.type : option.allowed) << ")\n";
  }
}

class List : public Verb {
 public:
  void Declare(CommandLine&) override {}
  int Run() override {
    Print(AllPlugins());
    return 0;
  }
};

}  // namespace

void Register_list(std::vector<VerbEntry>& verbs) {
  verbs.push_back({"list",
                   "every dataset, locator, alignment, swap, network, objective, optimiser, "
                   "schedule, backend, feature extractor, detector and metric, with options",
                   "list", "", [] { return std::make_unique<List>(); }, 130});
}

}  // namespace swapbench
