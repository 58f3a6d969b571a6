// SPDX-License-Identifier: Apache-2.0
/// How many frames an MP4 or MOV file is to show. FFmpeg tells how many it holds, but an edit list
/// may hide some of these.
#pragma once

#include <cstddef>
#include <filesystem>

namespace swapbench {

/// Of its first video track, edit list applied; a few too few where frames are stored in another
/// order than shown. 0: not known, as for other formats and files in fragments.
size_t CountShownFrames(const std::filesystem::path& path);

}  // namespace swapbench
