// SPDX-License-Identifier: Apache-2.0
/// From listed files to a dataset: what every plug-in that reads somebody's folder ends with.
#pragma once

#include <memory>
#include <vector>

#include "data/listing.h"

namespace swapbench {

/// Each file is read once now, and what cannot be read is refused. Without a [faces] section in the
/// context the files are images that become records as they are, byte for byte, and a video is an
/// Error; with one, every face that is found in an image or in a chosen frame of a video becomes a
/// record (data/face_options.h). Where the context tolerates faults a folder is only checked: no
/// face is looked for, videos are opened and no more. `find_twins`: a fake was made from the one
/// real file of its target. Empty where no file can be read; throws Error where some can but none
/// shows a face.
std::unique_ptr<Dataset> OpenListed(std::vector<Listed> listed, const DatasetContext& context,
                                    bool find_twins);

/// The two halves of OpenListed.
std::unique_ptr<Dataset> OpenImages(std::vector<Listed> listed, const DatasetContext& context,
                                    bool find_twins);
std::unique_ptr<Dataset> OpenFaces(std::vector<Listed> listed, const DatasetContext& context,
                                   bool find_twins);

}  // namespace swapbench
