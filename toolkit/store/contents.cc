// SPDX-License-Identifier: Apache-2.0
#include "store/contents.h"

#include <nlohmann/json.hpp>

#include "core/json.h"

namespace swapbench {
namespace {

/// "" where the provenance does not say.
std::string DigitalSource(const std::string& provenance) {
  auto json = nlohmann::json::parse(provenance, nullptr, /*allow_exceptions=*/false);
  while (json.is_object()) {
    const auto found = json.find("digital_source_type");
    if (found != json.end() && found->is_string()) return found->get<std::string>();
    nlohmann::json original = json.value("original", nlohmann::json());
    json = std::move(original);
  }
  return "";
}

std::vector<std::string> ListOf(const std::set<std::string>& names) {
  return {names.begin(), names.end()};
}

JsonObject ObjectOf(const std::map<std::string, size_t>& counts) {
  JsonObject json;
  for (const auto& [key, count] : counts) json.Set(key, count);
  return json;
}

}  // namespace

void Contents::Add(const Record& record) {
  for (const auto& [name, value] : record.info.attributes)
    if (!value.empty()) attributes.insert(name);
  if (!record.info.target.empty()) identities[record.info.split].insert(record.info.target);
  const auto count = [&](const char* part, bool there) { parts[part] += there ? 1 : 0; };
  count("mask", !record.mask.empty());
  count("classes", !record.classes.empty());
  count("landmarks", record.landmarks.has_value());
  count("landmarks_3d", record.landmarks_3d.has_value());
  count("provenance", !record.provenance.empty());
  const std::string source = DigitalSource(record.provenance);
  if (!source.empty()) ++sources[std::string(ToString(record.info.label))][source];
}

void Contents::Add(const Contents& other) {
  attributes.insert(other.attributes.begin(), other.attributes.end());
  for (const auto& [split, names] : other.identities)
    identities[split].insert(names.begin(), names.end());
  for (const auto& [part, count] : other.parts) parts[part] += count;
  for (const auto& [label, counts] : other.sources)
    for (const auto& [source, count] : counts) sources[label][source] += count;
}

size_t Contents::Count(const std::string& label, const std::string& source) const {
  const auto counts = sources.find(label);
  if (counts == sources.end()) return 0;
  const auto found = counts->second.find(source);
  return found == counts->second.end() ? 0 : found->second;
}

std::string ToJson(const Contents& contents) {
  JsonObject identities, sources, json;
  for (const auto& [split, names] : contents.identities) identities.Set(split, ListOf(names));
  for (const auto& [label, counts] : contents.sources) sources.Set(label, ObjectOf(counts));
  return json.Set("attributes", ListOf(contents.attributes))
      .Set("parts", ObjectOf(contents.parts))
      .Set("identities", identities)
      .Set("sources", sources)
      .ToString();
}

}  // namespace swapbench
