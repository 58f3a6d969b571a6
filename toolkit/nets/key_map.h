// SPDX-License-Identifier: Apache-2.0
/// How others name the tensors of our networks: tables, and the rules that read them.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace swapbench {

/// `from` is a whole name, in which `#` stands for a whole number and `*` for anything. `to` is its
/// new name, in which $1, $2, ... are what these stood for, and % is the place of the numbers $1,
/// $2 among all such pairs, counted from 0: blocks of several stages, numbered through. A name
/// whose `to` is empty is left out.
struct KeyRule {
  std::string_view from, to;
};

/// What the input was scaled to.
enum class Scaling { kOfNetwork, kSymmetric /* -1..1 */, kUnit /* 0..1 */ };

struct KeyMap {
  std::string_view network;  // empty: any
  std::string_view naming;   // whose
  std::string_view sign;     // one of the file's names is such; empty: whatever they are
  std::string_view options;  // of the network, where a person gives no other: "classes=2,size=256"
  Scaling scaling;
  std::span<const KeyRule> rules;  // one after the other, each on what those before left
};

/// The first map of the network whose sign is among the names; there always is one.
const KeyMap& FindKeyMap(std::string_view network, std::span<const std::string> names);

/// Whether it counts the batches that a normalisation saw: no weight, and never missed.
bool IsCounter(std::string_view name);

/// The network's name for each of the file's; nothing where it is left out, as every counter is.
std::vector<std::optional<std::string>> Renamed(std::span<const std::string> names,
                                                const KeyMap& map);

}  // namespace swapbench
