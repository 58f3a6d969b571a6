// SPDX-License-Identifier: Apache-2.0
/// ONNX files from the internal representation.
#pragma once

#include <map>
#include <string>

#include "backend/ir.h"

namespace swapbench {

/// A serialised ModelProto: opset 13, IR version 7, weights inside, free batch dimension. Equal
/// arguments give equal bytes. `metadata` becomes metadata_props.
std::string WriteOnnx(const IrGraph& graph, const std::string& name,
                      const std::map<std::string, std::string>& metadata);

/// One entry of metadata_props, "" where there is none. Throws Error beginning with `where` where
/// the bytes are not an ONNX model.
std::string ReadOnnxMetadata(const std::string& bytes, const std::string& key,
                             const std::string& where);

}  // namespace swapbench
