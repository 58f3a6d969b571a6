// SPDX-License-Identifier: Apache-2.0
#include "backend/onnx.h"

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>
#include <onnx/onnx_pb.h>

#include "core/build_info.h"
#include "core/error.h"

namespace swapbench {
namespace {

constexpr int kOpset = 13, kIrVersion = 7;

onnx::TensorProto Tensor(const IrConstant& constant) {
  onnx::TensorProto tensor;
  tensor.set_name(constant.name);
  for (const int64_t side : constant.shape) tensor.add_dims(side);
  const auto fill = [&](const auto& values, auto type) {
    tensor.set_data_type(type);
    tensor.set_raw_data(values.data(), values.size() * sizeof(values[0]));
  };
  if (constant.integers.empty()) fill(constant.floats, onnx::TensorProto::FLOAT);
  else fill(constant.integers, onnx::TensorProto::INT64);
  return tensor;
}

onnx::AttributeProto& AddAttribute(onnx::NodeProto& node, const std::string& name,
                                   onnx::AttributeProto::AttributeType type) {
  onnx::AttributeProto& attribute = *node.add_attribute();
  attribute.set_name(name);
  attribute.set_type(type);
  return attribute;
}

onnx::NodeProto Node(const IrNode& step) {
  onnx::NodeProto node;
  node.set_op_type(step.op);
  node.set_name(step.output);
  for (const std::string& input : step.inputs) node.add_input(input);
  node.add_output(step.output);
  for (const auto& [name, values] : step.lists) {
    auto& attribute = AddAttribute(node, name, onnx::AttributeProto::INTS);
    for (const int64_t value : values) attribute.add_ints(value);
  }
  for (const auto& [name, value] : step.integers)
    AddAttribute(node, name, onnx::AttributeProto::INT).set_i(value);
  for (const auto& [name, value] : step.numbers)
    AddAttribute(node, name, onnx::AttributeProto::FLOAT).set_f(value);
  for (const auto& [name, text] : step.texts)
    AddAttribute(node, name, onnx::AttributeProto::STRING).set_s(text);
  return node;
}

onnx::ValueInfoProto FloatValue(const std::string& name, const std::vector<int64_t>& sides) {
  onnx::ValueInfoProto value;
  value.set_name(name);
  auto& tensor = *value.mutable_type()->mutable_tensor_type();
  tensor.set_elem_type(onnx::TensorProto::FLOAT);
  tensor.mutable_shape()->add_dim()->set_dim_param("batch");
  for (const int64_t side : sides) tensor.mutable_shape()->add_dim()->set_dim_value(side);
  return value;
}

std::string Serialise(const onnx::ModelProto& model) {
  std::string bytes;
  google::protobuf::io::StringOutputStream stream(&bytes);
  google::protobuf::io::CodedOutputStream coded(&stream);
  coded.SetSerializationDeterministic(true);
  Check(model.SerializeToCodedStream(&coded), "The ONNX model is too large for one file (2 GB).");
  coded.Trim();
  return bytes;
}

}  // namespace

std::string WriteOnnx(const IrGraph& graph, const std::string& name,
                      const std::map<std::string, std::string>& metadata) {
  onnx::ModelProto model;
  model.set_ir_version(kIrVersion);
  model.set_producer_name("swapbench");
  model.set_producer_version(GetBuildInfo().version);
  auto& opset = *model.add_opset_import();
  opset.set_domain("");
  opset.set_version(kOpset);
  for (const auto& [key, value] : metadata) {
    auto& property = *model.add_metadata_props();
    property.set_key(key);
    property.set_value(value);
  }
  onnx::GraphProto& body = *model.mutable_graph();
  body.set_name(name);
  *body.add_input() = FloatValue(graph.input, graph.input_shape);
  *body.add_output() = FloatValue(graph.output, graph.output_shape);
  for (const IrConstant& constant : graph.constants) *body.add_initializer() = Tensor(constant);
  for (const IrNode& step : graph.nodes) *body.add_node() = Node(step);
  return Serialise(model);
}

std::string ReadOnnxMetadata(const std::string& bytes, const std::string& key,
                             const std::string& where) {
  onnx::ModelProto model;
  Check(model.ParseFromString(bytes) && model.has_graph(), where,
        " is not an ONNX model; write it again with `swapbench model export`.");
  for (const auto& property : model.metadata_props())
    if (property.key() == key) return property.value();
  return "";
}

}  // namespace swapbench
