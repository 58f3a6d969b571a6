// SPDX-License-Identifier: Apache-2.0
/// Recipes: plain INI files read by Boost.Program_options, with dotted sections and repeated keys.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/options.h"

namespace swapbench {

struct ConfigSection {
  std::string name;  // "card", "swap.self_blend"; "" for keys above the first section
  OptionValues values;
};

class Config {
 public:
  /// Throws Error naming file and line or key: unreadable file, a line that is not key = value, a
  /// section that occurs twice, a value that holds '#' (Boost would cut it there silently).
  static Config Load(const std::filesystem::path& path);
  static Config Parse(std::string_view text, const std::string& where);

  const std::string& where() const { return where_; }  // the path, for messages
  const std::vector<ConfigSection>& sections() const {
    return sections_;
  }  // in order of appearance
  bool Has(const std::string& section) const;
  bool Gives(const std::string& section, const std::string& key) const;

  /// The section as a struct; all defaults where it is absent. Throws on unknown keys.
  template <class Options>
  Options Read(const std::string& section) const {
    return ReadOptions<Options>(Values(section),
                                Concat("In ", where_, ", section [", section, "]"));
  }

  /// Sections named `prefix`.NAME, in order, without the prefix.
  std::vector<std::string> NamesBelow(const std::string& prefix) const;

  /// Throws where a section is neither in `known` nor below one written "prefix.*".
  void CheckSections(const std::vector<std::string>& known) const;

  /// Canonical text: sections and keys sorted, values as written. Hash this.
  std::string ToString() const;

 private:
  OptionValues Values(const std::string& section) const;

  std::string where_;
  std::vector<ConfigSection> sections_;
};

}  // namespace swapbench
