// SPDX-License-Identifier: Apache-2.0
/// What a corpus holds, for people; CorpusInfoJson of store/corpus.h is for programs.
#pragma once

#include <filesystem>
#include <string>

namespace swapbench {

/// Counts by split, label and method, identities, licence and consent, recipe, seed, fingerprint.
std::string CorpusAsText(const std::filesystem::path& corpus);

}  // namespace swapbench
