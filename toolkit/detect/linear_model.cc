// SPDX-License-Identifier: Apache-2.0
#include "detect/linear_model.h"

#include <algorithm>
#include <cmath>

#include "core/error.h"

namespace swapbench {

double LinearModel::Logit(std::span<const float> features) const {
  double sum = bias;
  for (size_t i = 0; i < features.size(); ++i)
    sum += static_cast<double>(weight[i]) * (static_cast<double>(features[i]) - mean[i]) / scale[i];
  return sum;
}

TensorFile ToTensors(const LinearModel& model) {
  const auto size = static_cast<int64_t>(model.weight.size());
  return {{{"mean", {size}, model.mean},
           {"scale", {size}, model.scale},
           {"weight", {size}, model.weight},
           {"bias", {1}, {model.bias}}},
          {}};
}

LinearModel ToLinearModel(const TensorFile& file, size_t size, const std::string& where) {
  Check(file.tensors.size() == 4, where, ": ", file.tensors.size(),
        " tensors, but a linear fit has mean, scale, weight and bias.");
  const auto values = [&](const std::string& name, size_t count) {
    const NamedTensor& tensor = file.At(name);
    Check(tensor.values.size() == count, where, ": the tensor '", name, "' has ",
          tensor.values.size(), " values, the features need ", count, ".");
    Check(std::ranges::all_of(tensor.values, [](float v) { return std::isfinite(v); }), where,
          ": the tensor '", name, "' holds a value that is not finite.");
    return tensor.values;
  };
  LinearModel model{values("mean", size), values("scale", size), values("weight", size),
                    values("bias", 1).front()};
  Check(std::ranges::all_of(model.scale, [](float v) { return v > 0; }), where,
        ": the tensor 'scale' holds a value that is not above 0.");
  return model;
}

Model ReadLinearFit(const std::filesystem::path& folder) {
  Model model = ReadModel(folder);
  Check(!model.info.features.name.empty(), folder.string(), " holds the network ",
        model.info.network.name,
        ", but a linear fit is needed here: the detector network:model=", folder.string(),
        " scores with it.");
  return model;
}

}  // namespace swapbench
