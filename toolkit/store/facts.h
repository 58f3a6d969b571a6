// SPDX-License-Identifier: Apache-2.0
/// What both papers of a corpus say, in words. Internal to store.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "store/side_car.h"

namespace swapbench {

struct SplitCount {
  std::string split;
  size_t reals = 0, fakes = 0, identities = 0;
};

struct Facts {
  CorpusInfo info;
  std::map<std::string, std::string> card;  // its texts: "licence", "consent" ...
  std::vector<std::string> known_defects;
  std::optional<Contents> contents;             // nothing where a side-car does not state it
  size_t reals = 0, fakes = 0, identities = 0;  // identities: 0 where contents are not stated
  std::vector<SplitCount> splits;               // train, val, test, others; the empty name last
  std::map<std::string, size_t> methods;        // of the fakes

  std::string Stated(const std::string& key) const;  // of the card, "" where it does not say
};

Facts GatherFacts(const std::vector<SideCar>& side_cars);

/// What the card's word for consent means here.
std::string ConsentSentence(const Facts& facts);

/// What the class maps' numbers mean: "0 background, 1 skin ...".
std::string ClassNumbers();

/// One sentence a label and a source: how many pictures are photographs, drawn or composed.
std::vector<std::string> SourceSentences(const Facts& facts);

}  // namespace swapbench
