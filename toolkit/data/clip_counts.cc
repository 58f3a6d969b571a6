// SPDX-License-Identifier: Apache-2.0
#include "data/clip_counts.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "core/error.h"
#include "core/text.h"
#include "data/folder_files.h"
#include "data/listing.h"
#include "data/split.h"

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

std::vector<const Listed*> Group(const Listing& listing, const std::vector<std::string>& words) {
  std::vector<const Listed*> group;
  for (const Listed& one : listing.files)
    if (std::ranges::all_of(words, [&](const std::string& word) { return Is(one.info, word); }))
      group.push_back(&one);
  return group;
}

size_t NumberOfClips(const std::vector<const Listed*>& group) {
  std::set<std::tuple<Label, std::string, std::string>> clips;
  for (const Listed* one : group) clips.emplace(one->info.label, one->info.method, one->info.clip);
  return clips.size();
}

/// What tells a fake and its original belong together: the original's id where twins are named,
/// else their target.
std::string PairOf(const SampleInfo& info, bool twins) {
  if (!twins) return info.target;
  return info.label == Label::kFake ? info.twin : info.id;
}

/// Where the group is of one label: the clips of the other label, and of the same split where the
/// words name one, that lack their partner. They tell what is missing where no list does.
std::vector<std::string> Alone(const Listing& listing, const std::vector<std::string>& words,
                               const std::vector<const Listed*>& group) {
  const auto is_fake = [](const Listed* one) { return one->info.label == Label::kFake; };
  const auto fakes = static_cast<size_t>(std::ranges::count_if(group, is_fake));
  if (group.empty() || (fakes > 0 && fakes < group.size())) return {};
  const bool twins =
      std::ranges::any_of(listing.files, [](const Listed& one) { return !one.info.twin.empty(); });
  std::set<std::string> pairs;
  for (const Listed* one : fakes > 0 ? group : Group(listing, {"real"}))
    pairs.insert(PairOf(one->info, twins));
  std::vector<std::string> others = {fakes > 0 ? "real" : "fake"};
  for (const std::string& word : words)
    if (std::ranges::find(kSplits, word) != kSplits.end()) others.push_back(word);
  std::set<std::string> alone;
  bool any = false;  // is paired? Where none is, names do not tell which belong together.
  for (const Listed* one : Group(listing, others)) {
    const bool paired = pairs.contains(PairOf(one->info, twins));
    any = any || paired;
    if (!paired)
      alone.insert(WithoutExtension(one->file) == one->clip_path ? one->file : one->clip_path);
  }
  if (!any) return {};
  return {alone.begin(), alone.end()};
}

std::string Hint(const Listing& listing, const std::vector<std::string>& words,
                 const std::vector<const Listed*>& group, size_t missing) {
  const std::vector<std::string> alone = Alone(listing, words, group);
  // A real clip need not have a fake: more of them than fakes are missing tell nothing.
  const bool reals = !group.empty() && group.front()->info.label == Label::kFake;
  if (alone.empty() || (reals && alone.size() > missing)) return "";
  return "; there is none for " + NameSome(alone);
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
  const bool unnamed = listing.faults.empty();  // by any list
  for (const std::string& count : counts) {
    const auto [what, number] = Sides(count, "clips=[real=1000,test/fake=340]");
    const auto wanted = ParseUnsigned(number);
    Check(wanted.has_value(), "'", count, "' is no count of clips.");
    const std::vector<std::string> words = SplitTopLevel(what, '/');
    const std::vector<const Listed*> group = Group(listing, words);
    const size_t clips = NumberOfClips(group);
    if (clips == *wanted) continue;
    std::string fault = Concat("clips of ", what, ": ", clips, " instead of ", *wanted);
    if (clips < *wanted && unnamed) fault += Hint(listing, words, group, *wanted - clips);
    listing.faults.push_back(std::move(fault));
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
