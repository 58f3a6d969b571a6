// SPDX-License-Identifier: Apache-2.0
// Every recipe that comes with the toolkit can be read, down to the last option of a plug-in.
#include "data/recipe.h"
#include "support.h"
#include "synth/recipe.h"
#if SWAPBENCH_WITH_TORCH
#include "lab/experiment.h"
#endif

namespace swapbench {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> RecipesIn(const std::string& folder) {
  std::vector<fs::path> recipes;
  for (const auto& entry : fs::directory_iterator(fs::path(SWAPBENCH_SOURCE_DIR) / folder))
    if (entry.path().extension() == ".ini") recipes.push_back(entry.path());
  EXPECT_FALSE(recipes.empty());
  return recipes;
}

TEST(Recipes, OfDatasetsAreReadable) {
  for (const fs::path& path : RecipesIn("datasets")) {
    const DatasetRecipe recipe = LoadDatasetRecipe(path);
    if (!recipe.config.NamesBelow("swap").empty()) {
      EXPECT_FALSE(ReadSwapRecipe(recipe.config).swaps.empty()) << path;
    }
  }
}

#if SWAPBENCH_WITH_TORCH
TEST(Recipes, OfExperimentsAreReadableAndNameARecipeThatIsThere) {
  for (const fs::path& path : RecipesIn("experiments/accuracy")) {
    const Experiment experiment = LoadExperiment(path, {});
    EXPECT_TRUE(fs::exists(path.parent_path() / experiment.corpus.recipe)) << path;
  }
}
#endif

}  // namespace
}  // namespace swapbench
