// SPDX-License-Identifier: Apache-2.0
#include "data/recipe.h"

#include "core/error.h"

namespace swapbench {
namespace {

DatasetRecipe FromConfig(Config config) {
  config.CheckSections(
      {"card", "source", "faces", "corpus", "reals", "swap.*", "train.*", "encode"});
  DatasetRecipe recipe{std::move(config), {}, {}, {}, {}};
  const std::string& where = recipe.config.where();
  recipe.card = ReadCard(recipe.config);
  const Spec source = recipe.config.Read<SourceOptions>("source").dataset;
  Check(!source.name.empty(), "In ", where,
        ", section [source], the key 'dataset' is missing: name a dataset plug-in.");
  recipe.source = Datasets().Canonical(source);
  recipe.faces = ReadFaceOptions(recipe.config);
  recipe.corpus = recipe.config.Read<CorpusOptions>("corpus");
  return recipe;
}

}  // namespace

DatasetRecipe LoadDatasetRecipe(const std::filesystem::path& path) {
  return FromConfig(Config::Load(path));
}

DatasetRecipe ParseDatasetRecipe(std::string_view text, const std::string& where) {
  return FromConfig(Config::Parse(text, where));
}

std::unique_ptr<Dataset> OpenSource(const DatasetRecipe& recipe, const std::filesystem::path& root,
                                    int threads, const std::filesystem::path& journal) {
  const DatasetContext context{.name = recipe.card.name,
                               .root = root,
                               .seed = recipe.corpus.seed,
                               .count = recipe.corpus.count,
                               .threads = threads,
                               .faces = recipe.faces,
                               .journal = journal};
  return Datasets().Make(recipe.source, context);
}

std::string CanonicalRecipe(const DatasetRecipe& recipe) {
  std::string text = Concat(
      "[card]\nname = ", recipe.card.name, "\n[corpus]\ncount = ", recipe.corpus.count,
      "\n[source]\ndataset = ", recipe.source.ToString(), '\n', CanonicalSection(recipe.faces));
  for (const ConfigSection& section : recipe.config.sections()) {
    const bool shapes = section.name == "encode" || section.name == "reals" ||
                        section.name.starts_with("swap.") || section.name.starts_with("train.");
    if (!shapes) continue;
    text += Concat('[', section.name, "]\n");
    for (const auto& [key, values] : section.values)
      for (const std::string& value : values) text += Concat(key, " = ", value, '\n');
  }
  return text;
}

}  // namespace swapbench
