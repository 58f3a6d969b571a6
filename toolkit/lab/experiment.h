// SPDX-License-Identifier: Apache-2.0
/// An experiment's recipe: which corpus, which networks, which detectors, what is estimated and
/// timed.
///
///   [experiment]  title, seed
///   [corpus]      recipe or path, count
///   [train.NAME]  network = SPEC of a network or a feature extractor, and the options of `train`
///   [score]       detector = SPEC (repeated), splits
///   [evaluate]    metric = SPEC (repeated), replicates, level
///   [bench]       model = NAME of a network (repeated), backend = SPEC (repeated), tier
///
/// In a detector's spec `model=@NAME` means what section [train.NAME] trains: network:model=@NAME,
/// or linear:model=@NAME for the linear fit of a feature extractor. In [train.B] `init = @A` begins
/// with the weights of [train.A], which stands above it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/config.h"
#include "core/options.h"
#include "core/spec.h"
#include "train/trainer.h"

namespace swapbench {

struct ExperimentSection {
  std::string title;
  uint64_t seed = 1;

  template <class V>
  void Describe(V& v) {
    v("title", title, "heading of the report");
    v("seed", seed, "of everything that does not state its own");
  }
};

struct CorpusSection {
  std::string recipe, path;
  uint64_t count = 0;

  template <class V>
  void Describe(V& v) {
    v("recipe", recipe, "a datasets/*.ini to synthesize from, relative to this file");
    v("path", path, "or a corpus that exists");
    v("count", count, "number of real images; 0 for the recipe's own");
  }
};

struct TrainSection {
  std::string name;
  Spec network;
  TrainOptions options;

  template <class V>
  void Describe(V& v) {
    v("network", network, "architecture, or the feature extractor of a linear fit");
    options.Describe(v);
  }
};

/// In the order of the recipe. `seed` is that of sections that state none.
std::vector<TrainSection> ReadTrainSections(const Config& recipe, uint64_t seed);

/// Throws Error naming recipe and section where `init = @NAME` names none above its own, or a
/// linear fit, and as CheckTraining (lab/modelling.h) does.
void CheckTrainSections(const std::vector<TrainSection>& sections, const std::string& recipe);

/// The NAME of `init = @NAME`.
std::optional<std::string> InitialSection(const TrainOptions& options);

struct ScoreSection {
  std::vector<Spec> detector;
  std::vector<std::string> splits = {"val", "test"};

  template <class V>
  void Describe(V& v) {
    v("detector", detector, "what is compared; controls belong here too");
    v("splits", splits, "which records are scored");
  }
};

struct EvaluateSection {
  std::vector<Spec> metric;
  int replicates = 2000;
  double level = .95;

  template <class V>
  void Describe(V& v) {
    v("metric", metric, "what is estimated; empty for the usual set");
    v("replicates", replicates, "of the identity bootstrap", Between{50, 1e6});
    v("level", level, "of the intervals", Between{.5, .9999});
  }
};

struct BenchSection {
  std::vector<std::string> model;
  std::vector<Spec> backend;
  std::string tier = "smoke";

  template <class V>
  void Describe(V& v) {
    v("model", model, "NAMEs of [train.NAME]");
    v("backend", backend, "runtimes to time");
    v("tier", tier, "how long to measure", OneOf{{"smoke", "standard", "official"}});
  }
};

struct Experiment {
  std::filesystem::path recipe;
  std::string text;  // canonical
  ExperimentSection experiment;
  CorpusSection corpus;
  std::vector<TrainSection> train;
  ScoreSection score;
  EvaluateSection evaluate;
  BenchSection bench;
};

/// The file that [corpus] names as its recipe.
std::filesystem::path CorpusRecipe(const Experiment& experiment);

/// Throws Error naming file, section and key: also where the corpus's recipe cannot be read, or
/// makes no fakes of a method to train on. `seed` replaces the recipe's where given.
Experiment LoadExperiment(const std::filesystem::path& recipe, const std::optional<uint64_t>& seed);

}  // namespace swapbench
