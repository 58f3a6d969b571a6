// SPDX-License-Identifier: Apache-2.0
/// What the bytes of a corpus depend on besides recipe and seed.
#pragma once

#include <string>

namespace swapbench {

struct Environment {
  std::string toolkit_version, opencv_version, hdf5_version;
  /// Hash of a few draws, images and encodings computed at start-up. Where it differs, this machine
  /// or build would make other bytes, and must not continue the corpus.
  std::string self_test;

  bool operator==(const Environment&) const = default;
};

const Environment& CurrentEnvironment();  // computed once, about 10 ms

}  // namespace swapbench
