// SPDX-License-Identifier: Apache-2.0
#include "data/path_template.h"

#include <algorithm>

#include "core/error.h"

namespace swapbench {

PathTemplate::PathTemplate(std::string text) : text_(std::move(text)) {
  std::string_view rest = text_;
  while (!rest.empty()) {
    const size_t open = rest.find('{');
    if (open != 0) pieces_.push_back({false, std::string(rest.substr(0, open))});
    if (open == std::string_view::npos) break;
    const size_t close = rest.find('}', open);
    Check(close != std::string_view::npos && close > open + 1, "In the path template '", text_,
          "' a brace is not closed or empty; write it like fake/{target}_{source}/{frame}.png.");
    Check(pieces_.empty() || !pieces_.back().word, "In the path template '", text_,
          "' two words follow each other without text between them.");
    std::string word(rest.substr(open + 1, close - open - 1));
    const size_t colon = word.find(':');
    const bool digits = colon != std::string::npos;
    Check(!digits || (colon > 0 && word.substr(colon) == ":digits"), "In the path template '",
          text_, "' the word {", word, "} is neither {word} nor {word:digits}.");
    pieces_.push_back({true, word.substr(0, colon), digits});
    rest.remove_prefix(close + 1);
  }
}

std::optional<PathTemplate::Words> PathTemplate::Match(std::string_view path) const {
  Words words;
  if (!MatchFrom(0, path, words)) return {};
  return words;
}

std::optional<std::string> PathTemplate::Fill(const Words& words) const {
  std::string path;
  for (const Piece& piece : pieces_) {
    const auto found = words.find(piece.text);
    if (piece.word && found == words.end()) return {};
    path += piece.word ? found->second : piece.text;
  }
  return path;
}

bool PathTemplate::has_words() const { return std::ranges::any_of(pieces_, &Piece::word); }

bool PathTemplate::MatchFrom(size_t piece, std::string_view rest, Words& words) const {
  if (piece == pieces_.size()) return rest.empty();
  const auto& [word, text, digits] = pieces_[piece];
  if (!word) return rest.starts_with(text) && MatchFrom(piece + 1, rest.substr(text.size()), words);
  if (const auto known = words.find(text); known != words.end())
    return rest.starts_with(known->second) &&
           MatchFrom(piece + 1, rest.substr(known->second.size()), words);
  const size_t stop = digits ? rest.find_first_not_of("0123456789") : rest.find('/');
  for (size_t length = 1; length <= std::min(stop, rest.size()); ++length) {
    words[text] = rest.substr(0, length);
    if (MatchFrom(piece + 1, rest.substr(length), words)) return true;
  }
  words.erase(text);
  return false;
}

}  // namespace swapbench
