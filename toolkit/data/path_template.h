// SPDX-License-Identifier: Apache-2.0
/// Paths that say what they hold: "fake/{target}_{source}/{frame}.png".
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace swapbench {

class PathTemplate {
 public:
  /// A {word} stands for one or more characters other than '/', as few as fit; a word that occurs
  /// twice must stand for the same text. Throws Error on an open brace, an empty word or two words
  /// without text between.
  explicit PathTemplate(std::string text);

  /// What each word stands for in `path` (with '/' between folders), or nothing.
  std::optional<std::map<std::string, std::string>> Match(std::string_view path) const;

  const std::string& text() const { return text_; }

 private:
  struct Piece {
    bool word;
    std::string text;
  };

  bool MatchFrom(size_t piece, std::string_view rest,
                 std::map<std::string, std::string>& words) const;

  std::string text_;
  std::vector<Piece> pieces_;
};

}  // namespace swapbench
