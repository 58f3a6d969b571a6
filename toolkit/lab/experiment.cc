// SPDX-License-Identifier: Apache-2.0
#include "lab/experiment.h"

#include <algorithm>

#include "backend/backend.h"
#include "core/config.h"
#include "data/recipe.h"
#include "detect/detector.h"
#include "detect/linear_model.h"
#include "lab/modelling.h"
#include "nets/model.h"
#include "stats/metric.h"
#include "store/manifest.h"

namespace swapbench {
namespace {

void CheckNames(const Experiment& e) {
  std::vector<std::string> trained;
  for (const TrainSection& section : e.train) trained.push_back(section.name);
  const std::string where = "In " + e.recipe.string();
  const auto check = [&](const std::string& name, const std::string& section) {
    Check(std::ranges::find(trained, name) != trained.end(), where, ", section [", section,
          "]: there is no [train.", name, "]", Suggestion(name, trained), ".");
  };
  for (const Spec& detector : e.score.detector)
    if (const auto name = TrainedModel(detector)) check(*name, "score");
  for (const std::string& name : e.bench.model) check(name, "bench");
  Check(e.corpus.recipe.empty() != e.corpus.path.empty(), where,
        ", section [corpus]: give either recipe = FILE or path = FOLDER.");
  Check(!e.score.detector.empty(), where, ", section [score]: name at least one detector = SPEC.");
}

/// A network and a linear fit each have their own detector; runtimes carry out networks alone.
void CheckKinds(const Experiment& e) {
  for (const auto& [name, trained, options] : e.train) {
    const bool fit = IsLinearFit(trained);
    const std::string what =
        Concat("In ", e.recipe.string(), ", section [train.", name, "]: ", trained.name, " is ",
               fit ? "the feature extractor of a linear fit" : "a network");
    for (const Spec& detector : e.score.detector)
      Check(TrainedModel(detector) != name || fit == (detector.name == kLinearDetector), what,
            ", which ", fit ? kLinearDetector : "network", ":model=@", name, " scores, not ",
            detector.name, ".");
    Check(!fit || std::ranges::find(e.bench.model, name) == e.bench.model.end(), what,
          ", which no runtime carries out: take it out of section [bench].");
  }
}

/// Every spec must be known before hours are spent on the stages in front of it.
void CheckSpecs(const Experiment& e) {
  CheckTrainSections(e.train, e.recipe.string());
  for (const Spec& spec : e.score.detector) Detectors().Canonical(spec);
  for (const Spec& spec : e.evaluate.metric) Metrics().Canonical(spec);
  for (const Spec& spec : e.bench.backend) Backends().Canonical(spec);
}

/// The corpus or its recipe must be readable, and training may only ask for fakes that it makes.
void CheckCorpus(const Experiment& e) {
  if (!e.corpus.path.empty()) ReadSideCars(e.corpus.path);
  if (e.corpus.recipe.empty()) return;
  const Config recipe = LoadDatasetRecipe(CorpusRecipe(e)).config;
  CheckTrainSections(ReadTrainSections(recipe, e.experiment.seed), CorpusRecipe(e).string());
  const auto made = recipe.NamesBelow("swap");
  for (const auto& [name, network, options] : e.train)
    Check(options.method.empty() || std::ranges::find(made, options.method) != made.end(), "In ",
          e.recipe.string(), ", section [train.", name, "]: method = ", options.method,
          " is no [swap.NAME] of ", CorpusRecipe(e).string(), ", which has ",
          made.empty() ? "none" : Join(made, ", "), ".");
}

}  // namespace

std::vector<TrainSection> ReadTrainSections(const Config& recipe, uint64_t seed) {
  std::vector<TrainSection> sections;
  for (const std::string& name : recipe.NamesBelow("train")) {
    sections.push_back(recipe.Read<TrainSection>("train." + name));
    sections.back().name = name;
    if (!recipe.Gives("train." + name, "seed")) sections.back().options.seed = seed;
  }
  return sections;
}

std::optional<std::string> InitialSection(const TrainOptions& options) {
  if (!options.init.starts_with('@')) return {};
  return options.init.substr(1);
}

void CheckTrainSections(const std::vector<TrainSection>& sections, const std::string& recipe) {
  std::vector<std::string> above;
  for (const auto& [name, trained, options] : sections) {
    const auto initial = IsLinearFit(trained) ? std::nullopt : InitialSection(options);
    std::optional<Spec> begun_with;
    if (initial) {
      const std::string where =
          Concat("In ", recipe, ", section [train.", name, "]: init = @", *initial);
      const auto found = std::ranges::find(above, *initial);
      Check(found != above.end(), where,
            std::ranges::find(sections, *initial, &TrainSection::name) != sections.end()
                ? " is trained later; write its section above this one."
                : Concat(" names no [train.NAME] of this recipe",
                         above.empty() ? "" : Suggestion(*initial, above), "."));
      begun_with = sections[static_cast<size_t>(found - above.begin())].network;
      Check(!IsLinearFit(*begun_with), where, " is the linear fit of ", begun_with->name,
            ", but the weights of a network are needed.");
    }
    CheckTraining(trained, options, begun_with);
    above.push_back(name);
  }
}

std::filesystem::path CorpusRecipe(const Experiment& experiment) {
  return experiment.recipe.parent_path() / experiment.corpus.recipe;
}

Experiment LoadExperiment(const std::filesystem::path& recipe,
                          const std::optional<uint64_t>& seed) {
  const Config config = Config::Load(recipe);
  config.CheckSections({"experiment", "corpus", "train.*", "score", "evaluate", "bench"});
  Experiment e;
  e.recipe = recipe;
  e.text = config.ToString();
  e.experiment = config.Read<ExperimentSection>("experiment");
  if (seed) e.experiment.seed = *seed;
  e.corpus = config.Read<CorpusSection>("corpus");
  e.train = ReadTrainSections(config, e.experiment.seed);
  e.score = config.Read<ScoreSection>("score");
  e.evaluate = config.Read<EvaluateSection>("evaluate");
  e.bench = config.Read<BenchSection>("bench");
  CheckNames(e);
  CheckSpecs(e);
  CheckKinds(e);
  CheckCorpus(e);
  return e;
}

}  // namespace swapbench
