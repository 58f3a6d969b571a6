// SPDX-License-Identifier: Apache-2.0
/// What a model or a weight file is, for people. Needs no LibTorch.
#pragma once

#include <filesystem>
#include <string>

namespace swapbench {

/// Of a model's folder: network, input, threshold, parameters, weights, and everything that its
/// ledger records, a line each, histories as curves. Of a weight file (PyTorch's, safetensors,
/// HDF5) its tensors: name, kind of numbers, shape. Throws Error where it is neither or damaged.
std::string DescribeModel(const std::filesystem::path& path);

}  // namespace swapbench
