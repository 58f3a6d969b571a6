// SPDX-License-Identifier: Apache-2.0
#include "lab/modelling.h"

#include <algorithm>
#include <iostream>
#include <iterator>

#include "backend/export.h"
#include "core/error.h"
#include "core/file.h"
#include "core/hash.h"
#include "core/text.h"
#include "data/card.h"
#include "detect/features.h"
#include "lab/model_card.h"
#include "nets/foreign.h"
#include "nets/import_weights.h"
#include "nets/keras.h"
#include "nets/model.h"
#include "nets/networks.h"
#include "store/arrays.h"
#include "store/corpus.h"
#include "train/fakes.h"
#include "train/feature_fit.h"
#include "train/registries.h"

namespace swapbench {
namespace fs = std::filesystem;

#if SWAPBENCH_WITH_TORCH

namespace {

std::string NameAndHash(const fs::path& file) {
  return file.filename().string() + " " + Sha256File(file);
}

}  // namespace

void ImportKerasModel(const fs::path& keras, const Spec& network, const fs::path& out) {
  std::vector<NamedTensor> tensors;
  for (const auto& array : ReadArrays(keras))
    tensors.push_back({array.name, {array.shape.begin(), array.shape.end()}, array.values});
  ImportKeras(tensors, network, NameAndHash(keras), out);
}

std::string ImportModel(const fs::path& weights, const Spec& network, bool trusted,
                        const fs::path& out) {
  const WeightFormat format = WeightFormatOf(weights);
  if (format == WeightFormat::kHdf5) {
    ImportKerasModel(weights, network, out);
    return Concat("wrote ", out.string(), "\n");
  }
  Check(format != WeightFormat::kPyTorch || trusted, weights.string(),
        " was written by PyTorch, whose files can carry programs: nothing in it is run here, but "
        "whoever made it decides what the network answers; say --i-trust-this-file if you know "
        "where it comes from.");
  const std::vector<ForeignTensor> tensors = ReadForeign(weights);
  const ImportedWeights imported =
      ImportWeights(tensors, network, NameAndHash(weights), weights.string(), out);
  const size_t left_out = imported.left_out.size();
  const auto counters =
      static_cast<size_t>(std::ranges::count_if(tensors, [](const ForeignTensor& foreign) {
        return foreign.tensor.name.ends_with("num_batches_tracked");
      }));
  return Concat("read ", tensors.size() - counters - left_out, " tensors for ",
                imported.network.ToString(), ", named as in ", imported.naming,
                left_out == 0 ? "" : Concat("; left out ", Join(imported.left_out, ", ")),
                "\nwrote ", out.string(), "\n");
}

void ExportModel(const fs::path& model, const std::string& format, const fs::path& out) {
  const Model read = ReadNetwork(model);
  if (format == "onnx") ExportOnnx(read, out);
  else if (format == "torchscript") ExportTorchScript(read, out);
  else if (format == "safetensors") ExportSafetensors(read, out);
  else Fail("There is no format called '", format, "': choose onnx, torchscript or safetensors.");
}

namespace {

void Train(const Dataset& dataset, const std::string& fingerprint, const Spec& network,
           const TrainOptions& options, const fs::path& out) {
  TrainModel(dataset, fingerprint, network, options, out);
}

void CheckNetwork(const Spec& network, const TrainOptions& options,
                  const std::optional<Spec>& initial) {
  std::vector<std::string> known = Networks().names();
  std::ranges::copy(FeatureExtractors().names(), std::back_inserter(known));
  Check(Networks().Find(network.name) != nullptr,
        "There is no network or feature extractor called '", network.name, "'",
        Suggestion(network.name, known), "; `swapbench list` shows what exists.");
  CheckTrainOptions(network, options, initial);
}

}  // namespace

std::vector<RegisteredPlugin> LearningPlugins() {
  std::vector<RegisteredPlugin> plugins;
  Append(Networks(), plugins);
  Append(Objectives(), plugins);
  Append(Optimisers(), plugins);
  Append(Schedules(), plugins);
  return plugins;
}

#else

namespace {
[[noreturn]] void NeedsTorch(const char* what) {
  Fail("This build has no LibTorch and cannot ", what, ": use the preset `release`.");
}

void Train(const Dataset&, const std::string&, const Spec&, const TrainOptions&, const fs::path&) {
  NeedsTorch("train a network");
}

void CheckNetwork(const Spec&, const TrainOptions&, const std::optional<Spec>&) {}

}  // namespace

void ImportKerasModel(const fs::path&, const Spec&, const fs::path&) {
  NeedsTorch("import weights");
}
std::string ImportModel(const fs::path&, const Spec&, bool, const fs::path&) {
  NeedsTorch("import weights");
}
void ExportModel(const fs::path&, const std::string&, const fs::path&) {
  NeedsTorch("export a model");
}
std::vector<RegisteredPlugin> LearningPlugins() { return {}; }

#endif

bool IsLinearFit(const Spec& trained) { return FeatureExtractors().Find(trained.name) != nullptr; }

void CheckTraining(const Spec& trained, const TrainOptions& options,
                   const std::optional<Spec>& initial) {
  if (!IsLinearFit(trained)) return CheckNetwork(trained, options, initial);
  FeatureExtractors().Canonical(trained);
  CheckFitOptions(trained, options);
}

std::string TrainOnDataset(const Dataset& dataset, const std::string& fingerprint,
                           const Spec& trained, const TrainOptions& options, const fs::path& out) {
  if (IsLinearFit(trained)) FitModel(dataset, fingerprint, trained, options, out);
  else Train(dataset, fingerprint, trained, options, out);
  const Model model = ReadModel(out);
  PublishFile(out / "card.md", ModelCard(model));
  return model.weights_sha256;
}

void TrainOnCorpus(const fs::path& corpus, const Spec& trained, const TrainOptions& options,
                   const fs::path& out) {
  if (!fs::exists(out / "model.ini")) CheckPlace(out / "model.ini");
  CheckTraining(trained, options);
  const auto opened = OpenCorpus(corpus);
  if (options.fakes.name != kFakesOfCorpus)
    CheckConsent(ParseCard(opened->corpus_info().card), corpus.string());
  TrainOnDataset(*opened, opened->corpus_info().fingerprint, trained, options, out);
  std::cout << "wrote " << out.string() << '\n';
}

std::optional<std::string> WeightsOnDisk(const Spec& spec) {
  const auto model = spec.args.find("model");
  if (model == spec.args.end()) return {};
  const fs::path folder = Unbracketed(model->second);
  if (!fs::is_directory(folder)) return {};
  return ReadModel(folder).weights_sha256;
}

}  // namespace swapbench
