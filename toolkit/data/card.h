// SPDX-License-Identifier: Apache-2.0
/// What a dataset says of itself; section [card] of its recipe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/config.h"

namespace swapbench {

struct Card {
  std::string name;  // short, the first part of every id: "dfdc_faces"
  std::string title;
  std::string licence;    // SPDX identifier or a sentence; must be stated
  std::string consent;    // "given", "not_given" or "unknown"; must be stated
  std::string creator;    // person or organisation
  std::string published;  // YYYY, YYYY-MM or YYYY-MM-DD
  std::string citation, url, description, collection;
  std::vector<std::string> known_defects;

  template <class V>
  void Describe(V& v) {
    v("name", name, "short name, the first part of every id");
    v("title", title, "one line for people");
    v("licence", licence, "SPDX identifier or one sentence");
    v("consent", consent, "did the people shown consent to face swaps in research",
      OneOf{{"given", "not_given", "unknown"}});
    v("creator", creator, "person or organisation that made it");
    v("published", published, "when it was published: 2020, 2020-06 or 2020-06-25");
    v("citation", citation, "how to cite it");
    v("url", url, "where it comes from");
    v("description", description, "what it holds");
    v("collection", collection, "how the pictures were collected, and from whom");
    v("known_defects", known_defects, "what a user must know, one key a defect", Whole{});
  }
};

/// Names begin ids, and folders of what is unpacked: letters, digits, '_', '-' and '.', but not
/// dots alone, which name folders above.
bool IsCardName(std::string_view name);
inline constexpr std::string_view kCardNameRule =
    "may hold letters, digits, '_', '-' and '.' only, and not dots alone";

/// Throws Error where nobody may swap the people whom the card of this corpus describes.
void CheckConsent(const Card& card, const std::string& corpus);

/// Section [card]; throws Error where name, licence or consent is missing, or `published` no date.
Card ReadCard(const Config& config);

/// The card as a corpus keeps it, and back. ParseCard throws Error on what CardJson did not write.
std::string CardJson(const Card& card);
Card ParseCard(const std::string& json);

}  // namespace swapbench
