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
  using Words = std::map<std::string, std::string>;

  /// A {word} stands for one or more characters other than '/', as few as fit, a {word:digits} for
  /// digits; a word that occurs twice must stand for the same text. Throws Error on an open brace,
  /// an empty word, another kind than digits or two words without text between.
  explicit PathTemplate(std::string text);

  /// What each word stands for in `path` (with '/' between folders), or nothing.
  std::optional<Words> Match(std::string_view path) const;

  /// The path in which each word is what `words` says; nothing where they lack one.
  std::optional<std::string> Fill(const Words& words) const;

  const std::string& text() const { return text_; }
  bool has_words() const;

 private:
  struct Piece {
    bool word;
    std::string text;
    bool digits = false;
  };

  bool MatchFrom(size_t piece, std::string_view rest, Words& words) const;

  std::string text_;
  std::vector<Piece> pieces_;
};

}  // namespace swapbench
