// SPDX-License-Identifier: Apache-2.0
#include "lab/registries.h"

#include "backend/backend.h"
#include "data/dataset.h"
#include "detect/detector.h"
#include "detect/features.h"
#include "faces/alignment.h"
#include "faces/locate.h"
#include "image/degradation.h"
#include "lab/modelling.h"
#include "stats/metric.h"
#include "synth/swap.h"

namespace swapbench {

std::vector<RegisteredPlugin> AllPlugins() {
  std::vector<RegisteredPlugin> plugins;
  const auto append = [&](const auto& registry) { Append(registry, plugins); };
  append(Datasets());
  append(Locators());
  append(Alignments());
  append(SwapMethods());
  append(Degradations());
  for (RegisteredPlugin& plugin : LearningPlugins()) plugins.push_back(std::move(plugin));
  append(Backends());
  append(FeatureExtractors());
  append(Detectors());
  append(Metrics());
  return plugins;
}

}  // namespace swapbench
