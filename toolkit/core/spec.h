// SPDX-License-Identifier: Apache-2.0
/// The one notation for "a plug-in and its options": command line, recipes, HDF5 attributes, rows,
/// cache keys.
///
///   spec  = name [ ":" key "=" value { "," key "=" value } ]
///   value = text free of "," "[" "]", or one balanced "[...]"
///
/// Example: network:backend=[torch_frozen:threads=1],model=runs/7f3a
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace swapbench {

struct Spec {
  std::string name;  // letters, digits, "_", "-", "." ; never empty once parsed
  std::map<std::string, std::string> args;  // values as written, brackets included

  /// Throws Error on a malformed text, an unbalanced bracket or a repeated key.
  static Spec Parse(std::string_view text);

  /// Keys in alphabetical order; Parse(ToString()) == *this.
  std::string ToString() const;

  auto operator<=>(const Spec&) const = default;
};

/// `text` as a spec value: unchanged where that is allowed, else wrapped in one pair of brackets.
std::string Bracketed(std::string_view text);

/// The inside of one balanced "[...]" that spans the whole text; any other text unchanged.
std::string Unbracketed(std::string_view text);

}  // namespace swapbench
