// SPDX-License-Identifier: Apache-2.0
#include "store/record_hash.h"

#include "core/error.h"
#include "core/hash.h"
#include "core/json.h"
#include "store/schema.h"

namespace swapbench {
namespace {

template <class Points>
std::string_view BytesOf(const std::optional<Points>& points) {
  if (!points) return {};
  return {reinterpret_cast<const char*>(points->data()), sizeof(Points)};
}

}  // namespace

std::string CanonicalInfo(const SampleInfo& info) {
  JsonObject json;
  json.Set("label", ToString(info.label));
  for (const auto& [name, field] : schema::kTextColumns) json.Set(name, info.*field);
  JsonObject attributes;
  for (const auto& [key, value] : info.attributes)
    if (!value.empty()) attributes.Set(key, value);
  return json.Set("attributes", attributes).ToString();
}

std::string RecordHash(const Record& record) {
  Sha256Stream stream;
  stream.Append(record.image);
  stream.Append(record.mask);
  stream.Append(record.classes);
  stream.Append(BytesOf(record.landmarks));
  stream.Append(BytesOf(record.landmarks_3d));
  stream.Append(CanonicalInfo(record.info));
  stream.Append(record.provenance);
  return stream.Finish();
}

std::string MerkleRoot(std::vector<std::string> leaves) {
  Check(!leaves.empty(), "A fingerprint needs at least one record.");
  while (leaves.size() > 1) {
    std::vector<std::string> parents;
    for (size_t i = 0; i + 1 < leaves.size(); i += 2) {
      Sha256Stream stream;
      stream.Raw("node");
      stream.Raw(leaves[i]);
      stream.Raw(leaves[i + 1]);
      parents.push_back(stream.Finish());
    }
    if (leaves.size() % 2 == 1) parents.push_back(leaves.back());
    leaves = std::move(parents);
  }
  return leaves.front();
}

}  // namespace swapbench
