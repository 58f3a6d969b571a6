// SPDX-License-Identifier: Apache-2.0
/// Whether a video file is all there. FFmpeg plays what it finds and tells nobody how much that is.
#pragma once

#include <filesystem>

namespace swapbench {

/// True where the outermost headers of an MP4, MOV, AVI, MKV or WebM file state more bytes than it
/// has. False for other formats, and where the length is left open.
bool IsCutOff(const std::filesystem::path& path);

}  // namespace swapbench
