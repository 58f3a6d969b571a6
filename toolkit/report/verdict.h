// SPDX-License-Identifier: Apache-2.0
/// What the numbers allow one to say, in sentences, and what they do not.
#pragma once

#include <string>
#include <vector>

#include "report/results.h"

namespace swapbench::report {

enum class ControlsState { kHeld, kFailed, kNotJudged, kAbsent };

/// A sentence with its first words, which are set in bold.
struct Statement {
  std::string lead, text;
};

struct Conclusions {
  ControlsState controls = ControlsState::kAbsent;
  std::string headline;             // one sentence; says so first where nothing is to be trusted
  std::string control_sentence;     // what the controls did, and the level of all intervals
  std::vector<Statement> findings;  // empty where the controls failed
  std::vector<Statement> cautions;  // what may not be concluded
};

/// kHeld: every simultaneous interval contains .5. kFailed: one excludes it. kNotJudged: none
/// excludes it, but a row has no interval. kAbsent: there are no such rows.
ControlsState JudgeControls(const Results& results);

Conclusions Conclude(const Results& results);

/// "Of 1,000 pictures of which 10 are fakes, it flags 98; 90 of those are real people wrongly
/// accused (61 to 118), and 2 of the 10 fakes pass." "" where a rate is missing.
std::string FrequencySentence(const Results& results, const std::string& detector,
                              const std::string& corpus);

/// The interval of the detector's AUC lies above that of the chance detector, without overlap
/// (above .5 where no chance detector was scored). Nothing where the AUC is undefined.
std::optional<bool> BeatsChance(const Results& results, const std::string& detector,
                                const std::string& corpus);

}  // namespace swapbench::report
