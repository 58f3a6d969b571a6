// SPDX-License-Identifier: Apache-2.0
/// Training where nothing is a network: a dataset and a feature extractor become a model folder.
#pragma once

#include "train/trainer.h"

namespace swapbench {

/// Fits LogisticRegression on the features of split train, once for each of a list of strengths,
/// and keeps the one with the lowest balanced loss on split val, where the threshold and the
/// temperature are chosen as well; test is never looked at. Nothing is augmented: that would change
/// what the features measure. Publishes weights, then model.ini; does nothing where the finished
/// model is there. Throws Error (a split lacks a class; other options in the folder;
/// CheckFitOptions), Interrupted.
void FitModel(const Dataset& dataset, const std::string& corpus_fingerprint, const Spec& features,
              const TrainOptions& options, const std::filesystem::path& folder);

/// Of the options of a training a fit has seed (of made fakes), method, fakes and threads. Throws
/// Error naming another one that is not at its default.
void CheckFitOptions(const Spec& features, const TrainOptions& options);

}  // namespace swapbench
