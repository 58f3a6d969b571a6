// SPDX-License-Identifier: Apache-2.0
/// Named float tensors in one file, in the safetensors format: nothing in it can be executed.
///
///   8 bytes   N, little endian, at most 100 MB
///   N bytes   JSON {"name": {"dtype": "F32", "shape": [..], "data_offsets": [begin, end]}, ..}
///   the rest  values, little endian, every byte owned by exactly one tensor
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace swapbench {

struct NamedTensor {
  std::string name;
  std::vector<int64_t> shape;  // empty: a scalar
  std::vector<float> values;   // row major; the product of `shape`

  bool operator==(const NamedTensor&) const = default;
};

struct TensorFile {
  std::vector<NamedTensor> tensors;
  std::map<std::string, std::string> metadata;  // the key "__metadata__"

  /// Throws Error where there is none of that name.
  const NamedTensor& At(const std::string& name) const;
  bool operator==(const TensorFile&) const = default;
};

/// Tensors sorted by name: equal content gives equal bytes. Throws Error where a name repeats or a
/// shape does not fit its values.
std::string EncodeSafetensors(TensorFile file);

/// Tensors sorted by name. Throws Error beginning with `where` on anything but a whole, gapless
/// file of F32 tensors: wrong lengths, overlaps, holes, repeated keys, trailing bytes, other types.
TensorFile DecodeSafetensors(std::string_view bytes, const std::string& where);

TensorFile ReadSafetensors(const std::filesystem::path& path);

}  // namespace swapbench
