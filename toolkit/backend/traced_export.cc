// SPDX-License-Identifier: Apache-2.0
#include <sstream>

#include "backend/export.h"
#include "backend/onnx.h"
#include "backend/trace.h"
#include "core/file.h"

namespace swapbench {
namespace {

std::string Listed(const std::array<double, 3>& values) {
  return ToText(values[0]) + "," + ToText(values[1]) + "," + ToText(values[2]);
}

std::map<std::string, std::string> Metadata(const Model& model) {
  const InputFormat& input = model.info.input;
  return {{"input_size", std::to_string(input.size)},
          {"resize", input.resize},
          {"mean", Listed(input.mean)},
          {"sd", Listed(input.sd)},
          {"threshold", ToText(model.info.threshold)},
          {"temperature", ToText(model.info.temperature)},
          {"network", model.info.network.ToString()},
          {"weights_sha256", model.weights_sha256}};
}

}  // namespace

std::string OnnxOf(const Model& model) {
  const std::shared_ptr<Network> network = LoadNetwork(model);
  const IrGraph graph = Lower(Trace(*network), *network);
  return WriteOnnx(graph, model.info.network.name, Metadata(model));
}

void ExportTorchScript(const Model& model, const std::filesystem::path& file) {
  const std::shared_ptr<Network> network = LoadNetwork(model);
  std::ostringstream stream;
  Trace(*network).save(stream);
  PublishFile(file, stream.str());
}

}  // namespace swapbench
