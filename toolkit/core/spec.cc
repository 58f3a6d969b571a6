// SPDX-License-Identifier: Apache-2.0
#include "core/spec.h"

#include <algorithm>
#include <cctype>

#include "core/error.h"
#include "core/text.h"

namespace swapbench {
namespace {

bool IsBalanced(std::string_view text) {
  int depth = 0;
  for (const char c : text) {
    if (c == '[') ++depth;
    if (c == ']' && --depth < 0) return false;
  }
  return depth == 0;
}

/// True where the first bracket closes at the very end: "[a][b]" is not one group.
bool IsOneGroup(std::string_view text) {
  if (text.size() < 2 || text.front() != '[' || text.back() != ']') return false;
  return IsBalanced(text) && IsBalanced(text.substr(1, text.size() - 2));
}

bool IsName(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](unsigned char c) {
    return std::isalnum(c) != 0 || c == '_' || c == '-' || c == '.';
  });
}

}  // namespace

Spec Spec::Parse(std::string_view text) {
  text = Trim(text);
  Check(IsBalanced(text), "The spec '", text,
        "' has an unbalanced bracket: close every '[' with a ']'.");
  Spec spec;
  const size_t colon = text.find(':');
  spec.name = Trim(text.substr(0, colon));
  Check(IsName(spec.name), "The spec '", text,
        "' does not begin with a name: write name or name:key=value,key=value.");
  if (colon == std::string_view::npos) return spec;

  for (const std::string& argument : SplitTopLevel(text.substr(colon + 1), ',')) {
    const size_t equals = argument.find('=');
    const std::string key(Trim(std::string_view(argument).substr(0, equals)));
    Check(equals != std::string::npos && IsName(key), "The spec '", text, "' has the part '",
          argument, "', which is not key=value.");
    const std::string value(Trim(std::string_view(argument).substr(equals + 1)));
    Check(value.find_first_of("[]") == std::string::npos || IsOneGroup(value), "In the spec '",
          text, "' the value of '", key,
          "' mixes brackets and text: wrap the whole value in one [...].");
    Check(spec.args.emplace(key, value).second, "The spec '", text, "' gives the key '", key,
          "' twice.");
  }
  return spec;
}

std::string Spec::ToString() const {
  std::string text = name;
  char separator = ':';
  for (const auto& [key, value] : args) {
    text += Concat(separator, key, '=', value);
    separator = ',';
  }
  return text;
}

std::string Bracketed(std::string_view text) {
  Check(IsBalanced(text), "The value '", text,
        "' has an unbalanced bracket and cannot stand in a spec.");
  const bool plain =
      text.find_first_of(",[]") == std::string_view::npos && text.size() == Trim(text).size();
  return plain ? std::string(text) : Concat('[', text, ']');
}

std::string Unbracketed(std::string_view text) {
  return std::string(IsOneGroup(text) ? text.substr(1, text.size() - 2) : text);
}

}  // namespace swapbench
