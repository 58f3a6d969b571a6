// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <functional>
#include <numeric>
#include <unordered_map>

#include "backend/trace.h"
#include "core/error.h"

namespace swapbench {
namespace {

using torch::jit::Node;
using torch::jit::Value;
using Integers = std::vector<int64_t>;

/// Walks the graph once and appends a step an operation.
class Lowering {
 public:
  explicit Lowering(const Network& network) {
    for (const auto& item : network.named_parameters()) Name(item.value(), item.key());
    for (const auto& item : network.named_buffers()) Name(item.value(), item.key());
    const int64_t size = network.input().size;
    graph_.input_shape = {3, size, size};
    graph_.output = ToString(network.answer());
    if (network.answer() == Answer::kPicture) graph_.output_shape = graph_.input_shape;
  }

  IrGraph Run(const torch::jit::Graph& graph) {
    names_[graph.inputs().back()] = graph_.input;
    for (const Node* node : graph.nodes()) Translate(*node);
    const std::string last = Input(graph.outputs().front());
    Check(!graph_.nodes.empty() && graph_.nodes.back().output == last,
          "The network's answer is not the last step of its graph.");
    graph_.nodes.back().output = graph_.output;
    return std::move(graph_);
  }

 private:
  using Rule = void (Lowering::*)(const Node&);
  static const std::unordered_map<std::string, Rule>& Rules();

  void Translate(const Node& node) {
    const std::string kind = node.kind().toQualString();
    if (node.outputs().size() == 1 && !node.output()->type()->isSubtypeOf(c10::TensorType::get()))
      return;  // numbers and lists are read where they are used
    if (kind == "prim::Constant") return;
    const auto rule = Rules().find(kind);
    Check(rule != Rules().end(), "The operation ", kind,
          " has no translation to ONNX yet; add one to toolkit/backend/lower.cc.");
    (this->*rule->second)(node);
  }

  // What stands in the graph.
  static c10::IValue Constant(const Value* value) {
    const auto constant = torch::jit::toIValue(value);
    Check(constant.has_value(), "The network computes a number that ONNX needs to be constant (",
          value->node()->kind().toQualString(), ").");
    return *constant;
  }
  static Integers List(const Value* value) {
    if (value->node()->kind() != c10::prim::ListConstruct) return Constant(value).toIntVector();
    Integers list;
    for (const Value* item : value->node()->inputs()) list.push_back(Constant(item).toInt());
    return list;
  }
  /// Height and width; one number stands for both.
  static Integers Pair(const Value* value) {
    Integers pair = List(value);
    if (pair.size() == 1) pair.push_back(pair.front());
    return pair;
  }
  static int64_t Rank(const Value* value) { return static_cast<int64_t>(Sizes(value).size()); }
  static Integers Sizes(const Value* value) {
    const auto sizes = value->type()->expect<c10::TensorType>()->sizes().concrete_sizes();
    Check(sizes.has_value(), "The trace lacks the shape of a tensor.");
    return *sizes;
  }
  static int64_t Axis(const Value* axis, const Value* of) {
    const int64_t index = Constant(axis).toInt();
    return index < 0 ? index + Rank(of) : index;
  }

  // What is written.
  void Name(const torch::Tensor& tensor, const std::string& name) {
    weight_names_[tensor.data_ptr()] = name;
  }
  std::string Input(const Value* value) {
    if (const auto found = names_.find(value); found != names_.end()) return found->second;
    return names_[value] = AddWeight(Constant(value).toTensor());
  }
  std::string AddWeight(const torch::Tensor& tensor) {
    const auto known = weight_names_.find(tensor.data_ptr());
    return AddFloats(known == weight_names_.end() ? Fresh("constant") : known->second, tensor);
  }
  std::string AddFloats(const std::string& name, const torch::Tensor& tensor) {
    const torch::Tensor dense = tensor.to(torch::kFloat).contiguous();
    const float* begin = dense.data_ptr<float>();
    graph_.constants.push_back(
        {name, dense.sizes().vec(), std::vector<float>(begin, begin + dense.numel()), {}});
    return name;
  }
  std::string AddIntegers(const Integers& values) {
    const std::string name = Fresh("shape");
    graph_.constants.push_back({name, {static_cast<int64_t>(values.size())}, {}, values});
    return name;
  }
  std::string Fresh(std::string stem) {
    std::ranges::transform(stem, stem.begin(), [](unsigned char c) { return std::tolower(c); });
    const int number = ++counts_[stem];
    return Concat(stem, "_", number);
  }
  IrNode& Add(const std::string& op, std::vector<std::string> inputs) {
    graph_.nodes.push_back({op, std::move(inputs), Fresh(op), {}, {}, {}});
    return graph_.nodes.back();
  }
  /// The step whose output is the operation's.
  IrNode& Add(const std::string& op, const Node& node, std::vector<std::string> inputs) {
    IrNode& step = Add(op, std::move(inputs));
    names_[node.output()] = step.output;
    return step;
  }

  // One rule an operation.
  void Same(const Node& node) { names_[node.output()] = Input(node.input(0)); }

  template <size_t kInputs>
  void Plain(const std::string& op, const Node& node) {
    std::vector<std::string> inputs;
    for (size_t i = 0; i < kInputs; ++i) inputs.push_back(Input(node.input(i)));
    Add(op, node, inputs);
  }
  void Relu(const Node& node) { Plain<1>("Relu", node); }
  void Sigmoid(const Node& node) { Plain<1>("Sigmoid", node); }
  void Swish(const Node& node) {
    const std::string gate = Add("Sigmoid", {Input(node.input(0))}).output;
    Add("Mul", node, {Input(node.input(0)), gate});
  }
  void Negate(const Node& node) { Plain<1>("Neg", node); }
  void LeakyRelu(const Node& node) {
    Add("LeakyRelu", node, {Input(node.input(0))}).numbers["alpha"] =
        static_cast<float>(Constant(node.input(1)).toScalar().toDouble());
  }

  /// The second operand of aten::add and its like: a tensor, or a number as a constant.
  std::string Operand(const Value* value) {
    if (value->type()->isSubtypeOf(c10::TensorType::get())) return Input(value);
    return AddFloats(Fresh("constant"),
                     torch::scalar_tensor(Constant(value).toScalar(), torch::kFloat));
  }
  void Arithmetic(const std::string& op, const Node& node) {
    if (node.inputs().size() > 2)
      Check(Constant(node.input(2)).toScalar().toDouble() == 1,
            "An addition with a factor has no translation to ONNX yet.");
    Add(op, node, {Operand(node.input(0)), Operand(node.input(1))});
  }
  void Plus(const Node& node) { Arithmetic("Add", node); }
  void Minus(const Node& node) { Arithmetic("Sub", node); }
  /// OpenCV 4.6 multiplies pictures by a number a channel in batches of one alone, so that number
  /// becomes a picture.
  std::string Factor(const Value* value, const Value* product) {
    const std::string name = Operand(value);
    if (!value->type()->isSubtypeOf(c10::TensorType::get()) || Rank(value) != 4) return name;
    const Integers from = Sizes(value), to = Sizes(product);
    const bool per_channel = from[2] == 1 && from[3] == 1 && to[2] * to[3] > 1;
    return per_channel ? Repeat(name, from, to) : name;
  }
  void Times(const Node& node) {
    const Value *left = node.input(0), *right = node.input(1);
    Add("Mul", node, {Factor(left, node.output()), Factor(right, node.output())});
  }

  void Convolve(const Node& node, const Integers& pads, size_t stride, size_t dilation,
                size_t groups) {
    std::vector<std::string> inputs = {Input(node.input(0)), Input(node.input(1))};
    if (!node.input(2)->mustBeNone()) inputs.push_back(Input(node.input(2)));
    const Integers weight = Constant(node.input(1)).toTensor().sizes().vec();
    IrNode& step = Add("Conv", node, std::move(inputs));
    step.lists["kernel_shape"] = {weight[2], weight[3]};
    step.lists["strides"] = Pair(node.input(stride));
    step.lists["pads"] = pads;
    step.lists["dilations"] = Pair(node.input(dilation));
    step.integers["group"] = Constant(node.input(groups)).toInt();
  }
  static Integers BothEnds(Integers pads) {
    const Integers copy = pads;
    pads.insert(pads.end(), copy.begin(), copy.end());
    return pads;
  }
  void Convolution(const Node& node) {  // aten::_convolution
    Check(!Constant(node.input(6)).toBool(),
          "A transposed convolution has no translation to ONNX yet.");
    Convolve(node, BothEnds(Pair(node.input(4))), 3, 5, 8);
  }
  void PaddedByName(const Node& node) {  // aten::_convolution_mode: "same" or "valid"
    const Integers weight = Constant(node.input(1)).toTensor().sizes().vec();
    const Integers dilation = Pair(node.input(5));
    Integers pads(4, 0);
    for (size_t side = 0; side < 2 && Constant(node.input(4)).toStringRef() == "same"; ++side) {
      const int64_t total = dilation[side] * (weight[2 + side] - 1);
      pads[side] = total / 2;
      pads[2 + side] = total - total / 2;
    }
    Convolve(node, pads, 3, 5, 6);
  }
  void Pad(const Node& node) {  // aten::constant_pad_nd: before and after, the last axis first
    const Integers given = List(node.input(1));
    const auto axes = static_cast<size_t>(Rank(node.input(0)));
    Integers pads(2 * axes, 0);
    for (size_t i = 0; i < given.size() / 2; ++i) {
      pads[axes - 1 - i] = given[2 * i];
      pads[2 * axes - 1 - i] = given[2 * i + 1];
    }
    const std::string amounts = AddIntegers(pads), value = Operand(node.input(2));
    Add("Pad", node, {Input(node.input(0)), amounts, value}).texts["mode"] = "constant";
  }
  void BatchNorm(const Node& node) {
    Check(!Constant(node.input(5)).toBool(), "A batch norm is still in training mode.");
    std::vector<std::string> inputs;
    for (size_t i = 0; i < 5; ++i) inputs.push_back(Input(node.input(i)));
    Add("BatchNormalization", node, inputs).numbers["epsilon"] =
        static_cast<float>(Constant(node.input(7)).toDouble());
  }

  IrNode& Pool(const std::string& op, const Node& node) {
    IrNode& step = Add(op, node, {Input(node.input(0))});
    const Integers kernel = Pair(node.input(1)), stride = Pair(node.input(2));
    step.lists["kernel_shape"] = kernel;
    step.lists["strides"] = stride.empty() ? kernel : stride;
    step.lists["pads"] = BothEnds(Pair(node.input(3)));
    return step;
  }
  void MaxPool(const Node& node) {
    Check(Pair(node.input(4)) == Integers({1, 1}),
          "A dilated max pool has no translation to ONNX yet.");
    Pool("MaxPool", node).integers["ceil_mode"] = Constant(node.input(5)).toBool();
  }
  void AveragePool(const Node& node) {
    IrNode& step = Pool("AveragePool", node);
    step.integers["ceil_mode"] = Constant(node.input(4)).toBool();
    step.integers["count_include_pad"] = Constant(node.input(5)).toBool();
  }
  void AdaptivePool(const Node& node) {
    Check(Pair(node.input(1)) == Integers({1, 1}),
          "An adaptive average pool to more than 1x1 has no translation to ONNX yet.");
    Plain<1>("GlobalAveragePool", node);
  }
  void Mean(const Node& node) {
    Integers axes = List(node.input(1));
    for (int64_t& axis : axes) axis = axis < 0 ? axis + Rank(node.input(0)) : axis;
    std::ranges::sort(axes);
    Check(axes == Integers({2, 3}) && Rank(node.input(0)) == 4,
          "A mean over other axes than height and width has no translation to ONNX yet.");
    if (Constant(node.input(2)).toBool()) return Plain<1>("GlobalAveragePool", node);
    const std::string pooled = Add("GlobalAveragePool", {Input(node.input(0))}).output;
    Add("Flatten", node, {pooled}).integers["axis"] = 1;
  }

  /// An enlargement to a whole multiple.
  IrNode& Enlarge(const std::string& input, const Integers& from, const Integers& to) {
    Check(to[2] % from[2] == 0 && to[3] % from[3] == 0,
          "An up-sampling to no whole multiple has no translation to ONNX yet.");
    const std::string scales =
        AddFloats(Fresh("scales"), torch::tensor({1.f, 1.f, static_cast<float>(to[2] / from[2]),
                                                  static_cast<float>(to[3] / from[3])}));
    return Add("Resize", {input, "", scales});
  }
  /// The output's name.
  std::string Repeat(const std::string& input, const Integers& from, const Integers& to) {
    IrNode& step = Enlarge(input, from, to);
    step.texts = {{"coordinate_transformation_mode", "asymmetric"},
                  {"mode", "nearest"},
                  {"nearest_mode", "floor"}};
    return step.output;
  }
  void Interpolate(const Node& node) {  // aten::upsample_bilinear2d
    Check(!Constant(node.input(2)).toBool(),
          "An up-sampling that aligns corners has no translation to ONNX yet.");
    IrNode& step = Enlarge(Input(node.input(0)), Sizes(node.input(0)), Sizes(node.output()));
    step.texts = {{"coordinate_transformation_mode", "half_pixel"}, {"mode", "linear"}};
    names_[node.output()] = step.output;
  }
  void RepeatPixels(const Node& node) {  // aten::upsample_nearest2d to a whole multiple
    names_[node.output()] =
        Repeat(Input(node.input(0)), Sizes(node.input(0)), Sizes(node.output()));
  }

  /// input, weight (outputs x inputs) and perhaps bias
  void Dense(const Node& node, const Value* input, const std::string& weight, const Value* bias) {
    std::vector<std::string> inputs = {Input(input), weight};
    if (!bias->mustBeNone()) inputs.push_back(Input(bias));
    Add("Gemm", node, std::move(inputs)).integers["transB"] = 1;
  }
  void Linear(const Node& node) { Dense(node, node.input(0), Input(node.input(1)), node.input(2)); }
  void AddMatrixProduct(const Node& node) {  // aten::addmm(bias, input, weight^T)
    const Node& transposed = *node.input(2)->node();
    Check(transposed.kind() == c10::aten::t, "A matrix product has no translation to ONNX yet.");
    Dense(node, node.input(1), Input(transposed.input(0)), node.input(0));
  }
  void TransposedWeight(const Node&) {}  // aten::t, read by AddMatrixProduct

  void Concatenate(const Node& node) {
    std::vector<std::string> inputs;
    for (const Value* part : node.input(0)->node()->inputs()) inputs.push_back(Input(part));
    const int64_t axis = Axis(node.input(1), node.output());
    Add("Concat", node, std::move(inputs)).integers["axis"] = axis;
  }
  void Permute(const Node& node) {
    Add("Transpose", node, {Input(node.input(0))}).lists["perm"] = List(node.input(1));
  }
  /// flatten, reshape, view, squeeze: the shape alone changes, and the batch stays in front.
  void Reshape(const Node& node) {
    const Integers from = Sizes(node.input(0)), to = Sizes(node.output());
    Check(from.front() == to.front(), "A reshape that moves the batch has no translation to ONNX.");
    if (from == to) return Same(node);
    if (to.size() == 2) {
      Add("Flatten", node, {Input(node.input(0))}).integers["axis"] = 1;
      return;
    }
    AddReshape(node, Input(node.input(0)));
  }
  void AddReshape(const Node& node, const std::string& input) {
    Integers shape = Sizes(node.output());
    shape.front() = shape.size() == 1 ? -1 : 0;  // 0: as in the input
    const std::string wanted = AddIntegers(shape);
    Add("Reshape", node, {input, wanted});
  }
  void Slice(const Node& node) {
    const int64_t axis = Axis(node.input(1), node.input(0));
    const int64_t side = Sizes(node.input(0))[static_cast<size_t>(axis)];
    const auto bound = [&](const Value* value, int64_t otherwise) {
      if (value->mustBeNone()) return otherwise;
      const int64_t index = Constant(value).toInt();
      return std::clamp<int64_t>(index < 0 ? index + side : index, 0, side);
    };
    const int64_t begin = bound(node.input(2), 0), end = bound(node.input(3), side);
    if (begin == 0 && end == side) return Same(node);
    Check(axis > 0 && Constant(node.input(4)).toInt() == 1,
          "A slice with a step, or across the batch, has no translation to ONNX yet.");
    names_[node.output()] = Cut(Input(node.input(0)), axis, begin, end).output;
  }
  void Select(const Node& node) {  // the axis goes away
    const int64_t axis = Axis(node.input(1), node.input(0));
    Check(axis > 0, "Choosing one row of the batch has no translation to ONNX.");
    int64_t index = Constant(node.input(2)).toInt();
    if (index < 0) index += Sizes(node.input(0))[static_cast<size_t>(axis)];
    // Reshape and not Squeeze: OpenCV 4.6 knows only the Squeeze of opset 12 and before.
    AddReshape(node, Cut(Input(node.input(0)), axis, index, index + 1).output);
  }
  IrNode& Cut(const std::string& input, int64_t axis, int64_t begin, int64_t end) {
    const std::string starts = AddIntegers({begin}), ends = AddIntegers({end}),
                      axes = AddIntegers({axis});
    return Add("Slice", {input, starts, ends, axes});
  }

  IrGraph graph_;
  std::unordered_map<const Value*, std::string> names_;
  std::unordered_map<const void*, std::string> weight_names_;
  std::map<std::string, int> counts_;
};

const std::unordered_map<std::string, Lowering::Rule>& Lowering::Rules() {
  static const std::unordered_map<std::string, Rule> rules = {
      {"aten::_convolution", &Lowering::Convolution},
      {"aten::_convolution_mode", &Lowering::PaddedByName},
      {"aten::batch_norm", &Lowering::BatchNorm},
      {"aten::relu", &Lowering::Relu},
      {"aten::leaky_relu", &Lowering::LeakyRelu},
      {"aten::sigmoid", &Lowering::Sigmoid},
      {"aten::silu", &Lowering::Swish},
      {"aten::constant_pad_nd", &Lowering::Pad},
      {"aten::neg", &Lowering::Negate},
      {"aten::add", &Lowering::Plus},
      {"aten::sub", &Lowering::Minus},
      {"aten::mul", &Lowering::Times},
      {"aten::max_pool2d", &Lowering::MaxPool},
      {"aten::avg_pool2d", &Lowering::AveragePool},
      {"aten::adaptive_avg_pool2d", &Lowering::AdaptivePool},
      {"aten::mean", &Lowering::Mean},
      {"aten::upsample_nearest2d", &Lowering::RepeatPixels},
      {"aten::upsample_bilinear2d", &Lowering::Interpolate},
      {"aten::linear", &Lowering::Linear},
      {"aten::addmm", &Lowering::AddMatrixProduct},
      {"aten::t", &Lowering::TransposedWeight},
      {"aten::cat", &Lowering::Concatenate},
      {"aten::permute", &Lowering::Permute},
      {"aten::flatten", &Lowering::Reshape},
      {"aten::reshape", &Lowering::Reshape},
      {"aten::view", &Lowering::Reshape},
      {"aten::squeeze", &Lowering::Reshape},
      {"aten::slice", &Lowering::Slice},
      {"aten::select", &Lowering::Select},
      {"aten::dropout", &Lowering::Same},
      {"aten::feature_dropout", &Lowering::Same},
      {"aten::contiguous", &Lowering::Same}};
  return rules;
}

}  // namespace

IrGraph Lower(const torch::jit::Module& traced, const Network& network) {
  return Lowering(network).Run(*traced.get_method("forward").graph());
}

}  // namespace swapbench
