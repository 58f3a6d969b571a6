// SPDX-License-Identifier: Apache-2.0
/// How many clips a benchmark publishes, against how many a folder lists.
#pragma once

#include <string>
#include <vector>

#include "data/sample.h"

namespace swapbench {

struct Listing;

/// What an info says under a word of a recipe: label, method, split, degradation or an attribute;
/// "" where it says nothing.
std::string WordOf(const SampleInfo& info, const std::string& word);

/// One fault for each of `counts`, written WORD=N or WORD/WORD=N, that the listing does not meet;
/// a WORD is what a clip's label, method, split, degradation or one of its attributes is. Where
/// clips are missing and no list has named any, it names fakes without their original, or originals
/// without their fake, if these tell which. Throws Error on another notation.
void CountClips(Listing& listing, const std::vector<std::string>& counts);

/// Keeps the files of which each word of `only`, written WORD=TEXT or WORD=TEXT|TEXT, is one of
/// the texts, and those that have no such word. Throws Error where none has it.
void KeepOnly(Listing& listing, const std::vector<std::string>& only);

}  // namespace swapbench
