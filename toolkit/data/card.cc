// SPDX-License-Identifier: Apache-2.0
#include "data/card.h"

#include <algorithm>
#include <cctype>
#include <nlohmann/json.hpp>

#include "core/error.h"
#include "core/json.h"

namespace swapbench {
namespace {

/// YYYY, YYYY-MM or YYYY-MM-DD.
bool IsDate(const std::string& text) {
  constexpr std::string_view kShape = "dddd-dd-dd";
  if (text.size() != 4 && text.size() != 7 && text.size() != 10) return false;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool digit = std::isdigit(static_cast<unsigned char>(text[i])) != 0;
    if (kShape[i] == 'd' ? !digit : text[i] != '-') return false;
  }
  return true;
}

/// Cards of corpora from before a key existed lack it.
std::string TextOf(const nlohmann::json& card, const char* key) {
  return card.contains(key) ? card.at(key).get<std::string>() : "";
}

}  // namespace

bool IsCardName(std::string_view name) {
  return name.find_first_not_of('.') != std::string_view::npos &&
         std::ranges::all_of(name, [](unsigned char c) {
           return std::isalnum(c) != 0 || c == '_' || c == '-' || c == '.';
         });
}

Card ReadCard(const Config& config) {
  Card card = config.Read<Card>("card");
  const auto stated = [&](const std::string& text, const char* key, const char* hint) {
    Check(!text.empty(), "In ", config.where(), ", section [card], the key '", key,
          "' is missing: ", hint, ".");
  };
  stated(card.name, "name", "a short name, the first part of every id");
  stated(card.licence, "licence",
         "state the terms of the data, an SPDX identifier or one sentence");
  stated(card.consent, "consent", "state given, not_given or unknown");
  Check(IsCardName(card.name), "In ", config.where(), ", section [card]: the name '", card.name,
        "' ", kCardNameRule, ".");
  Check(card.published.empty() || IsDate(card.published), "In ", config.where(),
        ", section [card]: published = '", card.published,
        "' is no date; write 2020, 2020-06 or 2020-06-25.");
  return card;
}

std::string CardJson(const Card& card) {
  JsonObject json;
  json.Set("name", card.name)
      .Set("title", card.title)
      .Set("licence", card.licence)
      .Set("consent", card.consent)
      .Set("creator", card.creator)
      .Set("published", card.published)
      .Set("citation", card.citation)
      .Set("url", card.url)
      .Set("description", card.description)
      .Set("collection", card.collection)
      .Set("known_defects", card.known_defects);
  return json.ToString();
}

Card ParseCard(const std::string& json) {
  try {
    const auto parsed = nlohmann::json::parse(json);
    return {.name = parsed.at("name"),
            .title = parsed.at("title"),
            .licence = parsed.at("licence"),
            .consent = parsed.at("consent"),
            .creator = TextOf(parsed, "creator"),
            .published = TextOf(parsed, "published"),
            .citation = parsed.at("citation"),
            .url = parsed.at("url"),
            .description = parsed.at("description"),
            .collection = TextOf(parsed, "collection"),
            .known_defects = parsed.at("known_defects").get<std::vector<std::string>>()};
  } catch (const nlohmann::json::exception& error) {
    Fail("The corpus holds no readable card: ", error.what(), ".");
  }
}

void CheckConsent(const Card& card, const std::string& corpus) {
  Check(card.consent == "given", "The card of the corpus in ", corpus,
        " states consent = ", card.consent, "; faces are swapped only where it is 'given'.");
}

}  // namespace swapbench
