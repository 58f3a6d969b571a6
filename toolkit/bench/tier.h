// SPDX-License-Identifier: Apache-2.0
/// How long a row is measured, and so how much its numbers may be trusted.
#pragma once

#include <cstddef>
#include <string>

namespace swapbench {

struct Tier {
  std::string name;
  double seconds;         // of timed queries, preparation between them included
  size_t queries;         // and at least so many
  double row_seconds;     // no query is begun later than this after the process was, once
  size_t enough_queries;  // so many are answered; 0: no such limit
  int repetitions;        // processes a row, interleaved with the other rows
  double timeout;         // seconds after which a process is given up
};

/// "official": 600 s. "standard": 30 s and 1,024 queries. "smoke": one process, at most 5 s except
/// for slow starts and networks. Throws Error for another name.
const Tier& FindTier(const std::string& name);

}  // namespace swapbench
