// SPDX-License-Identifier: Apache-2.0
/// A file of datasets/: one dataset, whether somebody's folder or people drawn on demand.
///
///   [card]        what it says of itself (data/card.h)
///   [source]      dataset = SPEC of a dataset plug-in; its options also as keys of their own
///   [faces]       only where pictures are searched for faces (data/face_options.h)
///   [corpus]      records_per_shard, count, seed
///   [reals], [swap.NAME], [encode]   only where fakes are made: read by synth/builder.h
///   [train.NAME]  a network that a swap method uses as model=@NAME: trained by lab/corpora.h
#pragma once

#include <filesystem>
#include <memory>

#include "core/config.h"
#include "data/card.h"
#include "data/dataset.h"

namespace swapbench {

struct CorpusOptions {
  size_t records_per_shard = 1024;
  size_t count = 0;
  uint64_t seed = 1;

  template <class V>
  void Describe(V& v) {
    v("records_per_shard", records_per_shard, "records in each shard file", Between{1, 1000000});
    v("count", count, "number of real images; 0: as many as the source has", Between{0, 1e9});
    v("seed", seed, "seed of everything drawn, unless the command names another");
  }
};

struct DatasetRecipe {
  Config config;  // the whole file, for the builder and for hashing
  Card card;
  Spec source;  // canonical: every option written out; no name where its records are not used
  std::optional<FaceOptions> faces;
  CorpusOptions corpus;
};

/// Throws Error naming file, section and key: unknown section or key, no card, no source, an
/// unknown plug-in.
DatasetRecipe LoadDatasetRecipe(const std::filesystem::path& path);

/// The same from the text of a recipe; `where` names it in messages.
DatasetRecipe ParseDatasetRecipe(std::string_view text, const std::string& where);

/// The dataset that the recipe describes, with the seed and count in `recipe.corpus`. Faces that
/// were found are kept in the file `journal`, and found there again; empty: nowhere.
/// `tolerate_faults`: Dataset::faults() says what an incomplete folder lacks, not an Error.
std::unique_ptr<Dataset> OpenSource(const DatasetRecipe& recipe, const std::filesystem::path& root,
                                    int threads, const std::filesystem::path& journal = {},
                                    bool tolerate_faults = false);

/// The text that a corpus made from it states as its recipe: card, source and the sections that
/// shape its records, all canonical, with the count in `recipe.corpus`.
std::string CanonicalRecipe(const DatasetRecipe& recipe);

}  // namespace swapbench
