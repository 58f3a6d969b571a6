// SPDX-License-Identifier: Apache-2.0
/// Evidence on a person's own files, for people: lines for a terminal and one page; and for
/// programs: JSON. All three say the same, in the same words.
#pragma once

#include <string>

#include "detect/evidence.h"

namespace swapbench {

/// A few plain lines a file; what the detector claims of itself comes first.
std::string EvidenceText(const Evidence& evidence);

/// One self-contained file without a script, every picture inside.
std::string EvidenceHtml(const Evidence& evidence);

/// Claims, files, faces, sights; no pictures.
std::string EvidenceJson(const Evidence& evidence);

}  // namespace swapbench
