// SPDX-License-Identifier: Apache-2.0
/// Weight files that others wrote: safetensors with any kind of numbers, and PyTorch's own. Nothing
/// in them is executed. Readable without LibTorch.
#pragma once

#include <filesystem>
#include <string_view>
#include <vector>

#include "nets/safetensors.h"

namespace swapbench {

/// A kind of numbers in a file.
struct ElementType {
  std::string_view name;     // in safetensors: "F32"
  std::string_view storage;  // in PyTorch: "FloatStorage"
  size_t bytes;
  float (*read)(const char* bytes);

  bool floating() const { return name.front() == 'F' || name.front() == 'B'; }
};

/// Null where there is none of that name.
const ElementType* FindElementType(std::string_view name);
const ElementType* FindStorageType(std::string_view storage);

struct ForeignTensor {
  NamedTensor tensor;  // converted to float
  const ElementType* type = nullptr;
};

/// As DecodeSafetensors, with every ElementType.
std::vector<ForeignTensor> DecodeForeignSafetensors(std::string_view bytes,
                                                    const std::string& where);

enum class WeightFormat { kSafetensors, kPyTorch, kHdf5 };

/// By the file's first bytes; safetensors has none of its own, so that it is what is left. Throws
/// Error where the file cannot be read.
WeightFormat WeightFormatOf(const std::filesystem::path& file);

/// Of safetensors and PyTorch's files (see checkpoint.h), in the order of the names. Throws Error
/// naming the file and what is wrong with it.
std::vector<ForeignTensor> ReadForeign(const std::filesystem::path& file);

}  // namespace swapbench
