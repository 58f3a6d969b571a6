// SPDX-License-Identifier: Apache-2.0
/// A network as a flat list of steps: the one form between a traced network and the files that are
/// written from it. Plain values, no LibTorch, no protobuf.
///
/// The vocabulary is ONNX's, opset 13: operator names, attribute names and the order of inputs.
/// Steps stand in an order in which each reads only the input, constants and outputs of earlier
/// steps.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace swapbench {

/// Either floats (weights) or integers (shapes, axes); the other vector is empty.
struct IrConstant {
  std::string name;  // "conv1.weight" where the network has a name for it
  std::vector<int64_t> shape;
  std::vector<float> floats;
  std::vector<int64_t> integers;
};

struct IrNode {
  std::string op;  // "Conv"
  std::vector<std::string> inputs;
  std::string output;
  std::map<std::string, std::vector<int64_t>> lists;  // kernel_shape, pads ...
  std::map<std::string, int64_t> integers;            // group, axis ...
  std::map<std::string, float> numbers;               // alpha, epsilon ...
  std::map<std::string, std::string> texts = {};      // mode ...
};

struct IrGraph {
  std::string input = "input";        // batch x input_shape
  std::string output = "logit";       // batch x output_shape
  std::vector<int64_t> input_shape;   // channels, height, width; the batch is free
  std::vector<int64_t> output_shape;  // none of a logit
  std::vector<IrConstant> constants;
  std::vector<IrNode> nodes;
};

}  // namespace swapbench
