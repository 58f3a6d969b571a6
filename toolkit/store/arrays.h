// SPDX-License-Identifier: Apache-2.0
/// Named arrays out of somebody else's HDF5 file, for example Keras weights, as plain values.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace swapbench {

struct NamedArray {
  std::string name;            // its path without the first '/': "conv2d_5/conv2d_5/kernel:0"
  std::vector<int64_t> shape;  // empty for a single number
  std::vector<float> values;   // row-major, converted
  std::string type;            // what they were stored as: "F32", "I64", "U8"
};

/// Every dataset of numbers in the file, in alphabetical order of the paths. Throws Error naming
/// the file where it is missing, larger than 1 GiB, damaged or no HDF5 file, or holds no numbers.
std::vector<NamedArray> ReadArrays(const std::filesystem::path& path);

/// The texts of an attribute of `object` ("/" or a path): Keras' "layer_names", "weight_names".
/// Throws Error where there is none.
std::vector<std::string> ReadTextAttribute(const std::filesystem::path& path,
                                           const std::string& object, const std::string& name);

}  // namespace swapbench
