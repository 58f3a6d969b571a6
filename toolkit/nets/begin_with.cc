// SPDX-License-Identifier: Apache-2.0
#include "nets/begin_with.h"

#include <set>

#include "core/text.h"
#include "nets/tensors.h"

namespace swapbench {
namespace {

using Tensors = std::map<std::string, torch::Tensor>;
using Given = std::map<std::string, const NamedTensor*>;
using Shape = std::vector<int64_t>;

/// "block1.conv1" of "block1.conv1.weight".
std::string LayerOf(const std::string& tensor) {
  const size_t dot = tensor.rfind('.');
  return dot == std::string::npos ? "" : tensor.substr(0, dot);
}

/// Matrices of one or two rows that see as many features.
bool IsLastLayer(const std::string& layer, const Tensors& ours, const Given& theirs) {
  const auto our = ours.find(layer + ".weight");
  const auto their = theirs.find(layer + ".weight");
  if (our == ours.end() || their == theirs.end()) return false;
  const Shape a = our->second.sizes().vec(), b = their->second->shape;
  const auto classes = [](const Shape& shape) { return shape[0] == 1 || shape[0] == 2; };
  return a.size() == 2 && b.size() == 2 && a[1] == b[1] && classes(a) && classes(b);
}

/// "3 tensors are missing in them (a, b, c)"; of many names the first ones. Nothing of none.
void Mention(const std::vector<std::string>& names, const std::string& what,
             std::vector<std::string>& parts) {
  constexpr size_t kMost = 4;
  if (names.empty()) return;
  const size_t shown = std::min(kMost, names.size());
  const std::vector<std::string> first(names.begin(), names.begin() + static_cast<long>(shown));
  const size_t more = names.size() - shown;
  parts.push_back(Concat(names.size(), what, " (", Join(first, ", "),
                         more > 0 ? Concat(" and ", more, " more") : "", ")"));
}

struct Difference {
  std::vector<std::string> missing, extra, shapes;  // shapes: with both in words
  std::set<std::string> tensors;                    // all of their names
};

Difference Compare(const Tensors& ours, const Given& theirs) {
  Difference difference;
  for (const auto& [name, tensor] : ours) {
    const auto found = theirs.find(name);
    if (found == theirs.end()) difference.missing.push_back(name);
    else if (found->second->shape != tensor.sizes().vec())
      difference.shapes.push_back(Concat(name, " ", torch::IntArrayRef(found->second->shape),
                                         " instead of ", tensor.sizes()));
    else continue;
    difference.tensors.insert(name);
  }
  for (const auto& [name, tensor] : theirs) {
    if (ours.contains(name)) continue;
    difference.extra.push_back(name);
    difference.tensors.insert(name);
  }
  return difference;
}

/// The last layer that differs; "" where nothing differs. Nothing where anything else does.
std::optional<std::string> LayerToRenew(const Difference& difference, const Tensors& ours,
                                        const Given& theirs) {
  std::string layer;
  for (const std::string& name : difference.tensors) {
    if (layer.empty()) layer = LayerOf(name);
    if (LayerOf(name) != layer || !IsLastLayer(layer, ours, theirs)) return {};
  }
  return layer;
}

}  // namespace

std::vector<std::string> BeginWith(Network& network, const std::vector<NamedTensor>& tensors,
                                   const std::string& whose) {
  const Tensors ours = StoredTensors(network);
  Given theirs;
  for (const NamedTensor& tensor : tensors) theirs[tensor.name] = &tensor;
  const Difference difference = Compare(ours, theirs);
  const auto renewed = LayerToRenew(difference, ours, theirs);
  std::vector<std::string> parts, kept;
  Mention(difference.missing, " of its tensors are missing there", parts);
  Mention(difference.extra, " there have no place in it", parts);
  Mention(difference.shapes, " are of another shape", parts);
  Check(renewed.has_value(), whose,
        " do not fit the network, of which only the last layer may have another number of "
        "classes: ",
        Join(parts, "; "), ".");
  for (const auto& [name, tensor] : ours) {
    if (!renewed->empty() && LayerOf(name) == *renewed) kept.push_back(name);
    else CopyValues(*theirs.at(name), tensor, whose);
  }
  return kept;
}

}  // namespace swapbench
