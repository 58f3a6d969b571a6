// SPDX-License-Identifier: Apache-2.0
#include "nets/import_weights.h"

#include <algorithm>
#include <cmath>

#include "core/text.h"
#include "nets/imported.h"
#include "nets/key_map.h"
#include "nets/tensors.h"

namespace swapbench {
namespace {

Spec WithDefaults(Spec network, std::string_view options) {
  if (options.empty()) return network;
  network.args.merge(Spec::Parse(network.name + ":" + std::string(options)).args);
  return network;
}

InputFormat Scaled(InputFormat input, Scaling scaling) {
  if (scaling == Scaling::kOfNetwork) return input;
  const double half = scaling == Scaling::kSymmetric ? .5 : 0;
  input.mean.fill(half);
  input.sd.fill(half > 0 ? half : 1);
  return input;
}

/// What does not fit, for the sentence that says so.
struct Misfits {
  std::vector<std::string> extra, missing, shapes;

  std::string Text() const {
    std::vector<std::string> parts;
    const auto add = [&](const std::vector<std::string>& names, const char* what) {
      if (!names.empty()) parts.push_back(Concat(names.size(), what, Join(names, ", ")));
    };
    add(extra, " of the file's have no place there: ");
    add(missing, " of the network's are missing: ");
    add(shapes, " are of another shape: ");
    return Join(parts, "; ");
  }
};

/// A mixture of channels is a matrix in old files and a 1 x 1 convolution today.
std::vector<int64_t> WithOnes(std::vector<int64_t> shape, size_t dimensions) {
  if (shape.size() == 2) shape.resize(std::max<size_t>(2, dimensions), 1);
  return shape;
}

void CheckNumbers(const ForeignTensor& tensor, const std::string& where) {
  Check(tensor.type->floating(), where, ", tensor '", tensor.tensor.name,
        "': holds numbers of kind ", tensor.type->name, ", but weights are floats.");
  Check(std::ranges::all_of(tensor.tensor.values, [](float v) { return std::isfinite(v); }), where,
        ", tensor '", tensor.tensor.name, "': holds a value that is not a finite number.");
}

class Fitting {
 public:
  Fitting(Network& network, const std::string& where)
      : where_(where), open_(StoredTensors(network)) {}

  void Place(const ForeignTensor& from, const std::string& name) {
    const auto found = open_.find(name);
    if (found == open_.end()) {
      misfits_.extra.push_back(from.tensor.name);
      return;
    }
    const auto [key, to] = *found;
    open_.erase(found);
    const std::vector<int64_t> shape = WithOnes(from.tensor.shape, static_cast<size_t>(to.dim()));
    if (shape != to.sizes().vec()) {
      misfits_.shapes.push_back(
          Concat(from.tensor.name, " ", torch::IntArrayRef(shape), " instead of ", to.sizes()));
      two_for_one_ |= to.size(0) == 1 && !shape.empty() && shape[0] == 2;
      return;
    }
    CheckNumbers(from, where_);
    CopyValues({name, shape, from.tensor.values}, to, where_);
  }

  void Finish(const Spec& network, std::string_view naming) {
    for (const auto& [name, tensor] : open_) misfits_.missing.push_back(name);
    const std::string text = misfits_.Text();
    Check(text.empty(), where_, " does not fit ", network.ToString(), " (its tensors named as in ",
          naming, "): ", text, HintOfClasses(), ".");
  }

 private:
  const char* HintOfClasses() const {
    return two_for_one_ ? "; classes=2 in --net is for weights of two classes" : "";
  }

  std::string where_;
  std::map<std::string, torch::Tensor> open_;
  bool two_for_one_ = false;
  Misfits misfits_;
};

}  // namespace

ImportedWeights ImportWeights(const std::vector<ForeignTensor>& tensors, const Spec& network,
                              const std::string& origin, const std::string& where,
                              const std::filesystem::path& folder) {
  std::vector<std::string> names;
  for (const ForeignTensor& tensor : tensors) names.push_back(tensor.tensor.name);
  const KeyMap& map = FindKeyMap(network.name, names);
  const auto renamed = Renamed(names, map);
  ImportedWeights imported;
  imported.network = Networks().Canonical(WithDefaults(network, map.options));
  imported.naming = map.naming;
  const std::unique_ptr<Network> made = Networks().Make(imported.network);
  Fitting fitting(*made, where);
  for (size_t i = 0; i < tensors.size(); ++i) {
    if (renamed[i]) fitting.Place(tensors[i], *renamed[i]);
    else if (!IsCounter(names[i])) imported.left_out.push_back(names[i]);
  }
  fitting.Finish(imported.network, map.naming);
  PublishImported(*made, imported.network, Scaled(made->input(), map.scaling), origin,
                  JsonObject().Set("naming", imported.naming).Set("left_out", imported.left_out),
                  folder);
  return imported;
}

}  // namespace swapbench
