// SPDX-License-Identifier: Apache-2.0
#include "data/recipe.h"

#include "core/error.h"
#include "core/text.h"

namespace swapbench {
namespace {

/// The spec under `dataset`, and every further key of the section as one of its options.
Spec ReadSource(const Config& config) {
  const std::string where = Concat("In ", config.where(), ", section [source], ");
  Spec source;
  for (const ConfigSection& section : config.sections()) {
    if (section.name != "source") continue;
    const auto given = section.values.find("dataset");
    Check(given != section.values.end() && given->second.size() == 1, where,
          "the key 'dataset' must stand once: it names a dataset plug-in.");
    source = Spec::Parse(given->second.front());
    for (const auto& [key, values] : section.values) {
      if (key == "dataset") continue;
      Check(!source.args.contains(key), where, "the key '", key, "' is in 'dataset' already.");
      source.args[key] =
          Bracketed(values.size() == 1 ? Unbracketed(values.front()) : Join(values, ","));
    }
  }
  Check(!source.name.empty(), "In ", config.where(),
        ", the section [source] is missing: its key 'dataset' names a dataset plug-in.");
  return source;
}

DatasetRecipe FromConfig(Config config) {
  config.CheckSections(
      {"card", "source", "faces", "corpus", "reals", "swap.*", "train.*", "encode"});
  DatasetRecipe recipe{std::move(config), {}, {}, {}, {}};
  recipe.card = ReadCard(recipe.config);
  recipe.source = Datasets().Canonical(ReadSource(recipe.config));
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
                                    int threads, const std::filesystem::path& journal,
                                    bool tolerate_faults) {
  const DatasetContext context{.name = recipe.card.name,
                               .root = root,
                               .seed = recipe.corpus.seed,
                               .count = recipe.corpus.count,
                               .threads = threads,
                               .faces = recipe.faces,
                               .journal = journal,
                               .tolerate_faults = tolerate_faults};
  return Datasets().Make(recipe.source, context);
}

std::string CanonicalRecipe(const DatasetRecipe& recipe) {
  std::string text = Concat("[card]\nname = ", recipe.card.name,
                            "\n[corpus]\ncount = ", recipe.corpus.count, '\n');
  if (!recipe.source.name.empty())
    text += Concat("[source]\ndataset = ", recipe.source.ToString(), '\n');
  text += CanonicalSection(recipe.faces);
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
