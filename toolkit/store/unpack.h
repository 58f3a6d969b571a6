// SPDX-License-Identifier: Apache-2.0
/// A corpus as plain files again.
#pragma once

#include <filesystem>

#include "data/dataset.h"

namespace swapbench {

/// Writes images/<id without the dataset>.<jpg|png|webp> with the stored bytes, masks/ and classes/
/// alike as PNG where there are any, and index.csv, which names file and mask and every column of
/// the info: the plug-in `layout:index=index.csv` reads it. `out` must be new or empty, and is
/// again where it could not be filled. index.csv comes last: where it exists, everything is there.
void UnpackDataset(const Dataset& dataset, const std::filesystem::path& out);

/// Writes NAME/LABEL/frames/CLIP/0000.<jpg|png|webp> with the stored bytes, masks and landmarks in
/// folders `masks` (PNG) and `landmarks` (NumPy) instead of `frames`, and NAME.json, which comes
/// last: what DeepfakeBench reads, and the plug-in `deepfakebench:json=NAME.json`. A LABEL is the
/// method of a fake, and NAME_Real. Kept are images, labels, methods, splits, clips, targets,
/// sources, masks and landmarks; not ids, twins, degradations, attributes, provenance, class maps
/// and 3D landmarks. DeepfakeBench itself finds masks and landmarks of PNG frames only.
void UnpackForDeepfakeBench(const Dataset& dataset, const std::string& name,
                            const std::filesystem::path& out);

/// The ending of a record's image.
std::string ImageExtension(const Record& record);

}  // namespace swapbench
