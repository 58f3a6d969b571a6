// SPDX-License-Identifier: Apache-2.0
/// What the fingerprint of a corpus is made of: free of time, host, path, shards and encoding.
#pragma once

#include <string>
#include <vector>

#include "data/sample.h"

namespace swapbench {

/// The info as JSON: fixed keys in a fixed order, then "attributes" sorted; empty texts included,
/// attributes without text left out.
std::string CanonicalInfo(const SampleInfo& info);

/// SHA-256 over image, mask, classes, landmarks, landmarks_3d, canonical info and provenance, each
/// framed by its length.
std::string RecordHash(const Record& record);

/// Binary Merkle tree over hexadecimal leaves: a node is SHA-256("node" | left | right), an odd one
/// out moves up unchanged. `leaves` must not be empty.
std::string MerkleRoot(std::vector<std::string> leaves);

}  // namespace swapbench
