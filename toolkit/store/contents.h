// SPDX-License-Identifier: Apache-2.0
/// What records hold besides their picture, counted while a shard is written, so that card and
/// Croissant description can say it without opening a shard.
#pragma once

#include <map>
#include <set>
#include <string>

#include "data/sample.h"

namespace swapbench {

struct Contents {
  std::set<std::string> attributes;     // columns of /info beyond those of SampleInfo
  std::map<std::string, size_t> parts;  // "mask", "landmarks" ... -> records that have it
  std::map<std::string, std::set<std::string>> identities;  // split -> who is shown (`target`)
  /// "real" or "fake" -> IPTC digital source type -> records whose provenance states it, or that of
  /// the original that they were made from.
  std::map<std::string, std::map<std::string, size_t>> sources;

  void Add(const Record& record);
  void Add(const Contents& other);
  size_t Count(const std::string& label, const std::string& source) const;

  bool operator==(const Contents&) const = default;
};

std::string ToJson(const Contents& contents);

}  // namespace swapbench
