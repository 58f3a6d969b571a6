// SPDX-License-Identifier: Apache-2.0
/// Faces ready for one network, in a file that another process reads one at a time: BGR bytes of
/// size x size, one face after the other.
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <vector>

#include "data/dataset.h"
#include "nets/input.h"

namespace swapbench {

/// Records to answer for. The first `parity` of them are the fixed ones on which runtimes are
/// compared: the same for every seed, half of them fake where there are enough.
struct FaceChoice {
  std::vector<size_t> records;
  size_t parity = 0;
};

/// Up to 256 parity faces and up to 1,024 faces in all, of split test where it holds both labels,
/// else of everything. Throws Error for a dataset without both labels.
FaceChoice ChooseFaces(const Dataset& dataset, uint64_t seed);

/// Resized as `format` says, in the order of `records`.
void WriteFaceFile(const Dataset& dataset, const std::vector<size_t>& records,
                   const InputFormat& format, const std::filesystem::path& file);

class FaceFile {
 public:
  /// Throws Error where the file is missing or not a whole number of faces.
  FaceFile(const std::filesystem::path& file, const InputFormat& format);

  size_t size() const { return count_; }

  /// Face i as the network's input, a batch of one; valid until the next call.
  TensorView Read(size_t i);

 private:
  InputFormat format_;
  std::ifstream stream_;
  size_t count_ = 0;
  std::vector<unsigned char> bytes_;
  Batch batch_;
};

}  // namespace swapbench
