// SPDX-License-Identifier: Apache-2.0
/// `verify --audit`: would a look at the files, not at the faces, tell fakes from reals?
#pragma once

#include <cstdint>
#include <string>

#include "store/corpus.h"

namespace swapbench {

struct AuditOptions {
  uint64_t seed = 1;  // of the bootstrap
  int threads = 0;
  /// Bits of 64 by which near-duplicates may differ. Among 9,600 drawn records no two people of
  /// different splits are 3 apart or less; four pairs are 4 apart, 134 are 6.
  int max_distance = 3;
};

struct AuditReport {
  std::string text;   // cues with intervals, near-duplicates across splits, shared identities
  bool clean = true;  // nothing was found
};

AuditReport AuditCorpus(const Corpus& corpus, const AuditOptions& options);

}  // namespace swapbench
