// SPDX-License-Identifier: Apache-2.0
/// What a corpus holds, for people; CorpusInfoJson of store/corpus.h is for programs.
#pragma once

#include <filesystem>
#include <string>

#include "store/corpus.h"

namespace swapbench {

/// "1 shard", "2 shards".
std::string Counted(size_t count, const std::string& singular);

/// "wrote FOLDER: 3600 records in 4 shards, fingerprint ...", with a line's end.
std::string WrittenText(const std::filesystem::path& folder, const CorpusInfo& info);

/// Counts by split, label and method, identities, licence and consent, recipe, seed, fingerprint.
std::string CorpusAsText(const std::filesystem::path& corpus);

}  // namespace swapbench
