// SPDX-License-Identifier: Apache-2.0
/// Models on disk: trained, imported, exported. What needs LibTorch throws Error saying so in a
/// build without.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/spec.h"
#include "lab/registries.h"
#include "train/trainer.h"

namespace swapbench {

/// `trained`: a network, or a feature extractor for a linear fit, which needs no LibTorch.
void TrainOnCorpus(const std::filesystem::path& corpus, const Spec& trained,
                   const TrainOptions& options, const std::filesystem::path& out);

/// The same from any dataset, `fingerprint` saying which; returns the weights' SHA-256.
std::string TrainOnDataset(const Dataset& dataset, const std::string& fingerprint,
                           const Spec& trained, const TrainOptions& options,
                           const std::filesystem::path& out);

/// A MesoNet weight file (Keras HDF5) as a model folder; the file's hash is recorded.
void ImportKerasModel(const std::filesystem::path& keras, const Spec& network,
                      const std::filesystem::path& out);

/// A weight file of others, whatever its format (see nets/foreign.h), as a model folder; the file's
/// hash is recorded. Refuses PyTorch's unless `trusted`. Returns a few lines for people.
std::string ImportModel(const std::filesystem::path& weights, const Spec& network, bool trusted,
                        const std::filesystem::path& out);

/// `format`: onnx, torchscript or safetensors.
void ExportModel(const std::filesystem::path& model, const std::string& format,
                 const std::filesystem::path& out);

/// The hash of the weights in the folder that `model=FOLDER` names; nothing where it names none.
/// Whatever such a spec makes depends on it.
std::optional<std::string> WeightsOnDisk(const Spec& spec);

/// Whether training it is a linear fit.
bool IsLinearFit(const Spec& trained);

/// Throws Error where there is no such network, feature extractor or option of it, a fit is given
/// options it does not have, or as CheckTrainOptions (train/trainer.h) does, which says what
/// `initial` is. Without LibTorch no network is known, and none refused.
void CheckTraining(const Spec& trained, const TrainOptions& options,
                   const std::optional<Spec>& initial = {});

/// The network registry's entries; none without LibTorch.
std::vector<RegisteredPlugin> LearningPlugins();

}  // namespace swapbench
