// SPDX-License-Identifier: Apache-2.0
#include "data/import.h"

#include <algorithm>

#include "core/error.h"
#include "core/hash.h"
#include "core/text.h"

namespace swapbench {

namespace {

bool IsUnreadable(const Refusal& refusal) { return refusal.kind == Refusal::Kind::kUnreadable; }

void Append(const SampleInfo& info, Sha256Stream& hash) {
  for (const std::string_view field :
       {std::string_view(info.id), ToString(info.label), std::string_view(info.dataset),
        std::string_view(info.clip), std::string_view(info.target), std::string_view(info.source),
        std::string_view(info.method), std::string_view(info.split), std::string_view(info.twin),
        std::string_view(info.degradation)})
    hash.Append(field);
  for (const auto& [name, value] : info.attributes) {
    hash.Append(name);
    hash.Append(value);
  }
}

}  // namespace

size_t CountRefusals(const Dataset& dataset, Refusal::Kind kind) {
  return static_cast<size_t>(std::ranges::count(dataset.refusals(), kind, &Refusal::kind));
}

void CheckRefusals(const Dataset& dataset, double share, std::string_view advice) {
  const size_t refused = CountRefusals(dataset, Refusal::Kind::kUnreadable);
  const size_t files = dataset.census().files;
  if (static_cast<double>(refused) <= share * static_cast<double>(files)) return;
  std::vector<std::string> names;
  for (const Refusal& refusal : dataset.refusals())
    if (IsUnreadable(refusal) && names.size() < 3) names.push_back(refusal.file);
  Fail(refused, " of ", files, files == 1 ? " file" : " files", refused == 1 ? " was" : " were",
       " refused", share > 0 ? Concat(", more than ", ToText(100 * share), " %") : "", ": ",
       Join(names, ", "), refused > names.size() ? " ..." : "", "; ", advice, ".");
}

std::string_view ReasonAlone(const Refusal& refusal) {
  const std::string_view reason = refusal.reason;
  const std::string name = refusal.file + ": ";
  const size_t at = reason.find(name);
  return at == std::string_view::npos ? reason : reason.substr(at + name.size());
}

std::string RefusalText(const Dataset& dataset) {
  std::string text;
  for (const Refusal& refusal : dataset.refusals())
    text += Concat(IsUnreadable(refusal) ? "Refused " : "Not imported: ", refusal.file, ": ",
                   ReasonAlone(refusal), '\n');
  for (const std::string& fault : dataset.faults())
    text += Concat("Not as published: ", fault, '\n');
  return text;
}

std::string ListingSha256(const Dataset& dataset) {
  Sha256Stream hash;
  for (size_t i = 0; i < dataset.size(); ++i) Append(dataset.info(i), hash);
  hash.Append(RefusalText(dataset));
  return hash.Finish();
}

}  // namespace swapbench
