// SPDX-License-Identifier: Apache-2.0
#include "data/clip_counts.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "core/error.h"
#include "core/text.h"
#include "data/listing.h"

namespace swapbench {
namespace {

/// "a=b" as a and b.
std::pair<std::string, std::string> Sides(const std::string& text, const char* example) {
  const size_t equals = text.rfind('=');
  Check(equals != std::string::npos && equals > 0 && equals + 1 < text.size(), "'", text,
        "' is not written like ", example, ".");
  return {text.substr(0, equals), text.substr(equals + 1)};
}

bool Is(const SampleInfo& info, const std::string& word) {
  return word == ToString(info.label) || word == info.method || word == info.split ||
         word == info.degradation ||
         std::ranges::any_of(info.attributes,
                             [&](const auto& attribute) { return attribute.second == word; });
}

}  // namespace

std::string WordOf(const SampleInfo& info, const std::string& word) {
  if (word == "label") return std::string(ToString(info.label));
  if (word == "method") return info.method;
  if (word == "split") return info.split;
  if (word == "degradation") return info.degradation;
  const auto found = info.attributes.find(word);
  return found == info.attributes.end() ? "" : found->second;
}

void CountClips(Listing& listing, const std::vector<std::string>& counts) {
  for (const std::string& count : counts) {
    const auto [what, number] = Sides(count, "clips=[real=1000,test/fake=340]");
    const auto wanted = ParseUnsigned(number);
    Check(wanted.has_value(), "'", count, "' is no count of clips.");
    const std::vector<std::string> words = SplitTopLevel(what, '/');
    std::set<std::tuple<Label, std::string, std::string>> clips;
    for (const Listed& one : listing.files)
      if (std::ranges::all_of(words, [&](const std::string& word) { return Is(one.info, word); }))
        clips.emplace(one.info.label, one.info.method, one.info.clip);
    if (clips.size() != *wanted)
      listing.faults.push_back(
          Concat("clips of ", what, ": ", clips.size(), " instead of ", *wanted));
  }
}

void KeepOnly(Listing& listing, const std::vector<std::string>& only) {
  for (const std::string& condition : only) {
    const auto [word, text] = Sides(condition, "only=[compression=c23,method=Deepfakes|FaceSwap]");
    const std::vector<std::string> texts = SplitTopLevel(text, '|');
    std::set<std::string> seen;
    std::erase_if(listing.files, [&, word = word](const Listed& one) {
      const std::string found = WordOf(one.info, word);
      if (found.empty()) return false;
      seen.insert(found);
      return std::ranges::find(texts, found) == texts.end();
    });
    Check(!seen.empty(), "only=", condition, ": no file has a word '", word, "'.");
    Check(std::ranges::any_of(texts, [&](const std::string& one) { return seen.contains(one); }),
          "only=", condition, ": of '", word, "' there is only ",
          Join(std::vector<std::string>(seen.begin(), seen.end()), ", "), ".");
  }
}

}  // namespace swapbench
