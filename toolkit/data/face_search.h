// SPDX-License-Identifier: Apache-2.0
/// Looks for faces in listed images and videos.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "data/face_options.h"
#include "data/found_faces.h"
#include "data/listing.h"

namespace swapbench {

/// A listed file that was searched: what was found, or why it cannot be read.
struct SearchedFile {
  std::vector<FoundPicture> pictures;
  std::string refusal;
};

/// One a listed file, in their order, found by `locator` (that of the options). What `journal` (may
/// be empty) knows is not looked for again. A mask must fit its image, or its video frame by frame;
/// else the file is refused.
std::vector<SearchedFile> SearchFaces(const std::vector<Listed>& listed,
                                      const std::filesystem::path& root, const Locator& locator,
                                      const FaceOptions& options,
                                      const std::filesystem::path& journal, int threads);

}  // namespace swapbench
