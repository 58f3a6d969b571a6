// SPDX-License-Identifier: Apache-2.0
/// IPTC's words for where a picture comes from (cv.iptc.org/newscodes/digitalsourcetype), stored
/// under "digital_source_type" in a record's provenance.
#pragma once

namespace swapbench {

/// A photograph with a synthetic part: every fake made from somebody's picture.
inline constexpr const char* kCompositeSynthetic =
    "http://cv.iptc.org/newscodes/digitalsourcetype/compositeSynthetic";
/// Drawn by a program without sampled pictures: every portrait of ours.
inline constexpr const char* kAlgorithmicMedia =
    "http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicMedia";

}  // namespace swapbench
