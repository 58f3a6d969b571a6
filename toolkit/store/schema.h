// SPDX-License-Identifier: Apache-2.0
/// The names inside a shard, an HDF5 file that h5py, MATLAB and Julia read as it is:
///
///   /image/bytes      u8[total]   the encoded images end to end; begins at a multiple of 64 bytes
///   /image/offset     u64[N+1]    image i is bytes[offset[i] .. offset[i+1]]
///   /image/xxh64      u64[N]      XXH64 of image i
///   /mask/...  /classes/...  /provenance/...   the same three; length 0 means "none"
///   /landmarks        f32[N,68,2] pixels, (0,0) = centre of the first pixel; NaN where unknown
///   /landmarks_3d     f32[N,68,3] millimetres of the head model; NaN where unknown
///   /info/<column>    u32[N]      index into /dict/<column>
///   /dict/<column>    text[...]   the distinct values, sorted; label is always [real, fake]
///
/// Root attributes: schema, corpus, recipe, seed, toolkit_version, shard, shards, first_record.
#pragma once

#include <array>
#include <string_view>

#include "data/sample.h"

namespace swapbench::schema {

inline constexpr uint64_t kVersion = 1;

/// Columns of SampleInfo that are plain texts; `label` and the attributes come on top.
struct TextColumn {
  std::string_view name;
  std::string SampleInfo::*field;
};
inline constexpr std::array<TextColumn, 9> kTextColumns = {{
    {"id", &SampleInfo::id},
    {"dataset", &SampleInfo::dataset},
    {"clip", &SampleInfo::clip},
    {"target", &SampleInfo::target},
    {"source", &SampleInfo::source},
    {"method", &SampleInfo::method},
    {"split", &SampleInfo::split},
    {"twin", &SampleInfo::twin},
    {"degradation", &SampleInfo::degradation},
}};

/// Groups of encoded bytes, one run of bytes a record.
struct BlobColumn {
  std::string_view name;
  std::string Record::*field;
};
inline constexpr std::array<BlobColumn, 4> kBlobColumns = {{
    {"image", &Record::image},
    {"mask", &Record::mask},
    {"classes", &Record::classes},
    {"provenance", &Record::provenance},
}};

}  // namespace swapbench::schema
