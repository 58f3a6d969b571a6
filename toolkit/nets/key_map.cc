// SPDX-License-Identifier: Apache-2.0
#include "nets/key_map.h"

#include <algorithm>
#include <set>

#include "core/text.h"
#include "nets/key_maps.h"

namespace swapbench {
namespace {

using Names = std::vector<std::optional<std::string>>;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

/// What # and * stand for, appended to `found`; false where `name` is not of that form.
bool Matches(std::string_view form, std::string_view name, std::vector<std::string>& found) {
  if (form.empty()) return name.empty();
  const char first = form.front();
  if (first != '#' && first != '*')
    return name.starts_with(first) && Matches(form.substr(1), name.substr(1), found);
  size_t most = name.size();
  if (first == '#')
    most = static_cast<size_t>(std::ranges::find_if_not(name, IsDigit) - name.begin());
  const size_t held = found.size();
  for (size_t length = most; length + 1 > (first == '#' ? 1U : 0U); --length) {
    found.emplace_back(name.substr(0, length));
    if (Matches(form.substr(1), name.substr(length), found)) return true;
    found.resize(held);
    if (length == 0) break;
  }
  return false;
}

using Pair = std::pair<long long, long long>;

Pair Numbers(const std::vector<std::string>& found) {
  return {ParseInteger(found.at(0)).value_or(-1), ParseInteger(found.at(1)).value_or(-1)};
}

std::string Filled(std::string_view to, const std::vector<std::string>& found,
                   const std::set<Pair>& pairs) {
  std::string text;
  for (size_t i = 0; i < to.size(); ++i) {
    if (to[i] == '$') text += found.at(static_cast<size_t>(to[++i] - '1'));
    else if (to[i] == '%')
      text += std::to_string(std::distance(pairs.begin(), pairs.find(Numbers(found))));
    else text += to[i];
  }
  return text;
}

void Apply(const KeyRule& rule, Names& names) {
  std::vector<std::pair<size_t, std::vector<std::string>>> matched;
  for (size_t i = 0; i < names.size(); ++i)
    if (std::vector<std::string> found; names[i] && Matches(rule.from, *names[i], found))
      matched.emplace_back(i, std::move(found));
  std::set<Pair> pairs;
  if (rule.to.find('%') != std::string_view::npos)
    for (const auto& [i, found] : matched) pairs.insert(Numbers(found));
  for (const auto& [i, found] : matched) {
    if (rule.to.empty()) names[i].reset();
    else names[i] = Filled(rule.to, found, pairs);
  }
}

Names Renamed(std::span<const std::string> names, std::span<const KeyRule> rules) {
  Names renamed;
  for (const std::string& name : names)
    renamed.push_back(IsCounter(name) ? std::nullopt : std::optional(name));
  for (const KeyRule& rule : kRulesOfAll) Apply(rule, renamed);
  for (const KeyRule& rule : rules) Apply(rule, renamed);
  return renamed;
}

}  // namespace

bool IsCounter(std::string_view name) { return name.ends_with("num_batches_tracked"); }

const KeyMap& FindKeyMap(std::string_view network, std::span<const std::string> names) {
  const Names plain = Renamed(names, std::span<const KeyRule>());
  return *std::ranges::find_if(kKeyMaps, [&](const KeyMap& map) {
    if (!map.network.empty() && map.network != network) return false;
    return map.sign.empty() || std::ranges::any_of(plain, [&](const auto& name) {
             std::vector<std::string> found;
             return name && Matches(map.sign, *name, found);
           });
  });
}

std::vector<std::optional<std::string>> Renamed(std::span<const std::string> names,
                                                const KeyMap& map) {
  return Renamed(names, map.rules);
}

}  // namespace swapbench
