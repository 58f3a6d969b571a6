// SPDX-License-Identifier: Apache-2.0
/// The papers of a corpus, computed from its side-cars alone, byte for byte the same whoever writes
/// them: card.md for people, croissant.json for programs (Croissant 1.0, mlcommons.org/croissant).
#pragma once

#include <array>
#include <string>
#include <vector>

#include "store/side_car.h"

namespace swapbench {

/// Markdown: what it is, whether it may be used, what is in it, how to cite and to check it.
std::string CardText(const std::vector<SideCar>& side_cars);

/// JSON-LD. Every other file of the corpus stands in it with size and SHA-256, so whoever serves
/// the folder serves a corpus that can be checked. What the card does not state is left out.
std::string CroissantText(const std::vector<SideCar>& side_cars);

struct Paper {
  const char* name;
  std::string (*text)(const std::vector<SideCar>&);
};
inline constexpr std::array<Paper, 2> kPapers = {
    {{"card.md", CardText}, {"croissant.json", CroissantText}}};

}  // namespace swapbench
