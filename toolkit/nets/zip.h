// SPDX-License-Identifier: Apache-2.0
/// The files in a ZIP archive that stores them as they are, uncompressed, as PyTorch's archives do:
/// what is read is never larger than the archive. Internal to nets.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace swapbench {

/// Views of `bytes` by name. ZIP64 and checksums included. Throws Error beginning with `where` on a
/// truncated or damaged archive, compressed or encrypted files, and names that occur twice.
std::map<std::string, std::string_view> ReadStoredZip(std::string_view bytes,
                                                      const std::string& where);

}  // namespace swapbench
