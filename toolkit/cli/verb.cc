// SPDX-License-Identifier: Apache-2.0
#include "cli/verb.h"

#include <algorithm>
#include <iostream>

#include "core/build_info.h"

namespace swapbench {

#define SWAPBENCH_PLUGIN(word) void Register_##word(std::vector<VerbEntry>&);
#include "cli/plugins.def"
#undef SWAPBENCH_PLUGIN

namespace {

std::string GeneralHelp() {
  std::string text = "swapbench " + GetBuildInfo().version +
                     ": face-swap corpora, detectors, honest statistics and latency\n\nUsage: "
                     "swapbench VERB [arguments]\n\n";
  size_t width = 0;
  for (const VerbEntry& verb : Verbs()) width = std::max(width, verb.name.size());
  for (const VerbEntry& verb : Verbs())
    if (verb.order > 0)
      text +=
          "  " + verb.name + std::string(width - verb.name.size() + 2, ' ') + verb.summary + "\n";
  return text +
         "\n`swapbench VERB --help` explains one. Exit codes: 0 done, 1 a check found something, 2 "
         "bad input or\n"
         "environment, 75 stopped on request, with a sentence on what is left.\n";
}

std::string VerbHelp(const VerbEntry& entry) {
  CommandLine line;
  const auto verb = entry.make();
  verb->Declare(line);
  return entry.summary + "\n\nExample: swapbench " + entry.usage + "\n\n" + line.Help() +
         (entry.details.empty() ? "" : "\n" + entry.details + "\n");
}

int RunSayingWhatAStopLeaves(Verb& verb) {
  try {
    return verb.Run();
  } catch (const Interrupted& stop) {
    throw Interrupted(Concat(stop.what(), " ", verb.AfterStop()));
  }
}

}  // namespace

const std::vector<VerbEntry>& Verbs() {
  static const std::vector<VerbEntry> verbs = [] {
    std::vector<VerbEntry> made;
#define SWAPBENCH_PLUGIN(word) Register_##word(made);
#include "cli/plugins.def"
#undef SWAPBENCH_PLUGIN
    std::ranges::sort(made, {}, &VerbEntry::order);
    return made;
  }();
  return verbs;
}

int RunCommand(const std::vector<std::string>& arguments) {
  if (arguments.empty()) {
    std::cerr << GeneralHelp();
    return 2;
  }
  const std::string& name = arguments.front();
  if (name == "--help" || name == "-h" || name == "help") {
    std::cout << GeneralHelp();
    return 0;
  }
  if (name == "--version") {
    const BuildInfo& build = GetBuildInfo();
    std::cout << "swapbench " << build.version << " (" << build.commit << ", " << build.compiler
              << ")\n";
    return 0;
  }
  const auto entry = std::ranges::find(Verbs(), name, &VerbEntry::name);
  std::vector<std::string> names;
  for (const VerbEntry& verb : Verbs())
    if (verb.order > 0) names.push_back(verb.name);
  Check(entry != Verbs().end(), "There is no verb called '", name, "'", Suggestion(name, names),
        "; `swapbench --help` lists them.");
  if (std::ranges::find(arguments, "--help") != arguments.end() ||
      std::ranges::find(arguments, "-h") != arguments.end()) {
    std::cout << VerbHelp(*entry);
    return 0;
  }
  const auto verb = entry->make();
  CommandLine line;
  verb->Declare(line);
  try {
    line.Parse({arguments.begin() + 1, arguments.end()});
  } catch (const Error& error) {
    Fail(error.what(), " See `swapbench ", name, " --help`.");
  }
  return RunSayingWhatAStopLeaves(*verb);
}

}  // namespace swapbench
