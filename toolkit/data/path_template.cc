// SPDX-License-Identifier: Apache-2.0
#include "data/path_template.h"

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
    pieces_.push_back({true, std::string(rest.substr(open + 1, close - open - 1))});
    rest.remove_prefix(close + 1);
  }
}

std::optional<std::map<std::string, std::string>> PathTemplate::Match(std::string_view path) const {
  std::map<std::string, std::string> words;
  if (!MatchFrom(0, path, words)) return {};
  return words;
}

bool PathTemplate::MatchFrom(size_t piece, std::string_view rest,
                             std::map<std::string, std::string>& words) const {
  if (piece == pieces_.size()) return rest.empty();
  const std::string& text = pieces_[piece].text;
  if (!pieces_[piece].word)
    return rest.starts_with(text) && MatchFrom(piece + 1, rest.substr(text.size()), words);
  if (const auto known = words.find(text); known != words.end())
    return rest.starts_with(known->second) &&
           MatchFrom(piece + 1, rest.substr(known->second.size()), words);
  for (size_t length = 1; length <= rest.size() && rest[length - 1] != '/'; ++length) {
    words[text] = rest.substr(0, length);
    if (MatchFrom(piece + 1, rest.substr(length), words)) return true;
  }
  words.erase(text);
  return false;
}

}  // namespace swapbench
