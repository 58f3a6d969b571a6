// SPDX-License-Identifier: Apache-2.0
/// Parts of one corpus, made by `synthesize --shards` in different folders, become one.
#pragma once

#include <filesystem>
#include <span>

#include "store/corpus.h"

namespace swapbench {

/// Copies each shard into `out`, checked against its side-car, then publishes the manifest. What
/// lies in `out` already is kept, so a stopped merge is continued by the same call. Parts are left
/// as they are. Throws Error before anything is written where parts belong to different corpora,
/// hold different shards of one number, or leave one out; and naming the file where a shard is not
/// what its side-car says.
CorpusInfo MergeCorpus(std::span<const std::filesystem::path> parts,
                       const std::filesystem::path& out);

}  // namespace swapbench
