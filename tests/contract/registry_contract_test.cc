// SPDX-License-Identifier: Apache-2.0
// What every plug-in of every kind keeps.
#include "backend/backend.h"
#include "core/spec.h"
#include "data/dataset.h"
#include "detect/detector.h"
#include "detect/features.h"
#include "faces/alignment.h"
#include "image/degradation.h"
#include "lab/registries.h"
#include "stats/metric.h"
#include "support.h"
#include "synth/swap.h"

namespace swapbench {
namespace {

class EveryPlugin : public testing::TestWithParam<RegisteredPlugin> {};

TEST_P(EveryPlugin, HasACanonicalSpecThatRoundTrips) {
  const Spec canonical = Spec::Parse(GetParam().canonical);
  EXPECT_EQ(canonical.ToString(), GetParam().canonical);
  EXPECT_EQ(canonical.name, GetParam().name);
  EXPECT_EQ(canonical.args.size(), GetParam().options.size()) << "every option is written out";
}

TEST_P(EveryPlugin, ExplainsItselfAndItsOptions) {
  EXPECT_GT(GetParam().summary.size(), 10U);
  EXPECT_FALSE(GetParam().summary.ends_with('.'));
  for (const OptionInfo& option : GetParam().options)
    EXPECT_GT(option.help.size(), 5U) << option.key;
}

INSTANTIATE_TEST_SUITE_P(All, EveryPlugin, testing::ValuesIn(AllPlugins()), [](const auto& test) {
  std::string name = test.param.kind + "_" + test.param.name;
  for (char& c : name)
    if (c == ' ') c = '_';
  return name;
});

template <class Registry>
void ExpectRefusals(const Registry& registry) {
  for (const auto& entry : registry.entries()) {
    const Spec canonical = registry.Canonical(Spec{entry.name, {}});
    EXPECT_EQ(registry.Canonical(canonical), canonical) << "canonical is a fixed point";
    EXPECT_THAT(ErrorOf([&] {
                  registry.Canonical(Spec{entry.name, {{"no_such_key", "1"}}});
                }),
                testing::HasSubstr("no_such_key"));
    const std::string typo = entry.name.substr(0, entry.name.size() - 1);
    if (typo.size() < 3 || registry.Find(typo) != nullptr) continue;
    EXPECT_THAT(ErrorOf([&] {
                  registry.Canonical(Spec{typo, {}});
                }),
                testing::HasSubstr("did you mean"));
  }
}

TEST(Registries, RefuseUnknownKeysAndNamesAndSuggestTheNearest) {
  ExpectRefusals(Datasets());
  ExpectRefusals(Locators());
  ExpectRefusals(Alignments());
  ExpectRefusals(SwapMethods());
  ExpectRefusals(Degradations());
  ExpectRefusals(Backends());
  ExpectRefusals(Detectors());
  ExpectRefusals(FeatureExtractors());
  ExpectRefusals(Metrics());
}

}  // namespace
}  // namespace swapbench
