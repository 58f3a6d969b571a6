// SPDX-License-Identifier: Apache-2.0
#include "nets/keras.h"

#include <algorithm>
#include <map>
#include <set>

#include "core/text.h"
#include "nets/imported.h"
#include "nets/tensors.h"

namespace swapbench {
namespace {

/// Our layers in the order of Keras' numbers, for each kind.
using Layout = std::map<std::string, std::vector<std::string>>;

Layout LayoutOf(const std::string& network) {
  if (network == "meso4")
    return {{"conv2d", {"conv1", "conv2", "conv3", "conv4"}},
            {"batch_normalization", {"bn1", "bn2", "bn3", "bn4"}},
            {"dense", {"fc1", "fc2"}}};
  Layout layout = {{"conv2d", {}},
                   {"batch_normalization", {"inception1.bn", "inception2.bn", "bn1", "bn2"}},
                   {"dense", {"fc1", "fc2"}}};
  for (const std::string block : {"inception1.", "inception2."})
    for (const char* layer :
         {"reduce1", "reduce2", "widen2", "reduce3", "widen3", "reduce4", "widen4"})
      layout["conv2d"].push_back(block + layer);
  layout["conv2d"].insert(layout["conv2d"].end(), {"conv1", "conv2"});
  return layout;
}

struct KerasName {
  std::string kind;    // "conv2d"
  long long number;    // 5; 0 where Keras left it out
  std::string weight;  // "kernel"
};

KerasName ParseName(const std::string& path, const std::string& where) {
  const size_t last = path.rfind('/');
  const size_t first = path.find_first_not_of('/');
  Check(last != std::string::npos && first < last, where, ": '", path, "' is no Keras weight.");
  const std::string layer = path.substr(first, path.find('/', first) - first);
  const std::string weight = path.substr(last + 1, path.rfind(':') - last - 1);
  const size_t dash = layer.rfind('_');
  const auto number =
      dash == std::string::npos ? std::nullopt : ParseInteger(layer.substr(dash + 1));
  if (!number) return {layer, 0, weight};
  return {layer.substr(0, dash), *number, weight};
}

std::string OurWeight(const KerasName& name) {
  static const std::map<std::string, std::string> ours = {{"kernel", "weight"},
                                                          {"bias", "bias"},
                                                          {"gamma", "weight"},
                                                          {"beta", "bias"},
                                                          {"moving_mean", "running_mean"},
                                                          {"moving_variance", "running_var"}};
  const auto found = ours.find(name.weight);
  return found == ours.end() ? "" : found->second;
}

/// HWIO -> OIHW, or in x out -> out x in.
NamedTensor Reordered(const NamedTensor& array, const std::string& name) {
  torch::Tensor tensor =
      torch::from_blob(const_cast<float*>(array.values.data()), array.shape).clone();
  if (tensor.dim() == 4) tensor = tensor.permute({3, 2, 0, 1});
  if (tensor.dim() == 2) tensor = tensor.t();
  if (name.starts_with("fc2.")) tensor = -tensor;
  return ToNamedTensor(name, tensor);
}

/// Keras' layer -> ours.
std::map<std::pair<std::string, long long>, std::string> MatchLayers(
    const std::vector<NamedTensor>& arrays, const Layout& layout, const std::string& where) {
  std::map<std::string, std::set<long long>> numbers;
  for (const NamedTensor& array : arrays) {
    const KerasName name = ParseName(array.name, where);
    Check(layout.contains(name.kind) && !OurWeight(name).empty(), where, ": the network has no '",
          array.name, "'.");
    numbers[name.kind].insert(name.number);
  }
  std::map<std::pair<std::string, long long>, std::string> ours;
  for (const auto& [kind, layers] : layout) {
    Check(numbers[kind].size() == layers.size(), where, ": holds ", numbers[kind].size(), " ", kind,
          " layers, the network has ", layers.size(), ".");
    size_t i = 0;
    for (const long long number : numbers[kind]) ours[{kind, number}] = layers[i++];
  }
  return ours;
}

std::vector<NamedTensor> Translate(const std::vector<NamedTensor>& arrays, const Layout& layout,
                                   const std::string& where) {
  const auto ours = MatchLayers(arrays, layout, where);
  std::vector<NamedTensor> translated;
  for (const NamedTensor& array : arrays) {
    const KerasName name = ParseName(array.name, where);
    translated.push_back(
        Reordered(array, ours.at({name.kind, name.number}) + "." + OurWeight(name)));
  }
  return translated;
}

}  // namespace

void ImportKeras(const std::vector<NamedTensor>& arrays, const Spec& network,
                 const std::string& origin, const std::filesystem::path& folder) {
  const Spec canonical = Networks().Canonical(network);
  const auto variant = canonical.args.find("variant");
  Check(variant != canonical.args.end() && variant->second == "keras",
        "Keras weights exist for meso4:variant=keras and mesoinception4:variant=keras, not for ",
        canonical.ToString(), ".");
  const std::unique_ptr<Network> made = Networks().Make(canonical);
  CopyAllValues(Translate(arrays, LayoutOf(canonical.name), origin), *made, origin);
  PublishImported(*made, canonical, made->input(), origin, {}, folder);
}

}  // namespace swapbench
