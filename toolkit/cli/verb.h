// SPDX-License-Identifier: Apache-2.0
/// A verb of the command line: one file each, listed among the PLUGINS words of this folder.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "cli/command_line.h"

namespace swapbench {

class Verb {
 public:
  virtual ~Verb() = default;
  virtual void Declare(CommandLine& line) = 0;
  virtual int Run() = 0;  // exit code: 0 done, 1 a check found something
  /// What is left where Run was stopped, and what to do: a sentence.
  virtual std::string AfterStop() const { return "Nothing was written."; }
};

/// AfterStop of a verb whose finished parts are found again.
inline constexpr const char* kSameCommandContinues =
    "What was finished is kept: the same command continues.";

struct VerbEntry {
  std::string name;     // "score"
  std::string summary;  // one line, no full stop
  std::string usage;    // an example that works, without "swapbench "
  std::string details;  // further lines of help; may be empty
  std::function<std::unique_ptr<Verb>()> make;
  int order = 0;  // place in the list of verbs, which follows the data; 0 and below: not listed
};

/// Sorted by `order`.
const std::vector<VerbEntry>& Verbs();

/// Runs `arguments` (the verb first). Throws what the verb throws.
int RunCommand(const std::vector<std::string>& arguments);

}  // namespace swapbench
