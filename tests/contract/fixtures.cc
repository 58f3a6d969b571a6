// SPDX-License-Identifier: Apache-2.0
#include "contract/fixtures.h"

#include <map>

#include "core/error.h"
#include "core/file.h"
#include "core/hash.h"
#include "detect/features.h"
#include "detect/linear_model.h"
#include "portrait/portrait.h"
#include "support.h"

#if SWAPBENCH_WITH_TORCH
#include "nets/untrained.h"
#endif

namespace swapbench {

std::vector<Face> DrawnFaces(size_t count, int size) {
  PortraitOptions options;
  options.size = size;
  std::vector<Face> faces;
  for (size_t person = 0; person < count; ++person) {
    const Portrait portrait = DrawPortrait(7, person, 0, options);
    faces.push_back({portrait.image, portrait.landmarks});
  }
  return faces;
}

std::vector<Face> AwkwardFaces() {
  std::vector<Face> faces;
  for (const auto& [width, height] : {std::pair{64, 64}, {1, 1}, {1, 9}, {31, 17}, {7, 300}})
    for (const double value : {0., 255., 77.})
      faces.push_back({cv::Mat(height, width, CV_8UC3, cv::Scalar::all(value)), {}});
  return faces;
}

std::filesystem::path UntrainedModel(const std::string& network_spec) {
  static const TemporaryFolder folder;
  static std::map<std::string, std::filesystem::path> made;
  if (const auto found = made.find(network_spec); found != made.end()) return found->second;
  const auto path = folder / Hex(Xxh3(network_spec));
#if SWAPBENCH_WITH_TORCH
  WriteUntrainedModel(Spec::Parse(network_spec), 11, path);
#else
  Fail("a model needs LibTorch");
#endif
  return made[network_spec] = path;
}

std::filesystem::path FittedModel(const std::string& features) {
  static const TemporaryFolder folder;
  const auto path = folder / features;
  const auto size = static_cast<size_t>(FeatureExtractors().Make({features, {}})->size());
  const LinearModel model{std::vector<float>(size, .25F), std::vector<float>(size, 2),
                          std::vector<float>(size, -1), .5F};
  PublishFile(path / "weights.safetensors", EncodeSafetensors(ToTensors(model)));
  ModelInfo info;
  info.features = {features, {}};
  WriteModelInfo(path, info);
  return path;
}

Spec Makeable(const std::string& plugin) {
  if (plugin == "linear") return {plugin, {{"model", FittedModel("spectrum_fit").string()}}};
  if (plugin == "network")
    return {"network", {{"model", UntrainedModel("meso4:size=64").string()}}};
  if (plugin == "resynthesis")
    return {"resynthesis", {{"model", UntrainedModel("autoencoder:size=64,width=4").string()}}};
  if (plugin == "yunet") {
    const auto folder = RealData("yunet");
    const std::string model = folder ? (*folder / "yunet_120x160.onnx").string() : "";
    return {"yunet", {{"model", model}}};
  }
  return {plugin, {}};
}

}  // namespace swapbench
