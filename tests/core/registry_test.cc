// SPDX-License-Identifier: Apache-2.0
#include "core/registry.h"

#include "support.h"

namespace swapbench {
namespace {

using testing::HasSubstr;

struct Animal {
  std::string voice;
};
struct DogOptions {
  int barks = 1;
  template <class V>
  void Describe(V& v) {
    v("barks", barks, "how often", Between{1, 3});
  }
};
using AnimalRegistry = Registry<Animal, const std::string&>;

AnimalRegistry Animals() {
  AnimalRegistry registry("animal");
  registry.Add<DogOptions>("dog", "barks",
                           [](const DogOptions& options, const std::string& suffix) {
                             auto animal = std::make_unique<Animal>();
                             for (int i = 0; i < options.barks; ++i) animal->voice += "wau";
                             animal->voice += suffix;
                             return animal;
                           });
  registry.Add<NoOptions>("fish", "is silent", [](NoOptions, const std::string& suffix) {
    auto animal = std::make_unique<Animal>();
    animal->voice = suffix;
    return animal;
  });
  return registry;
}

TEST(Registry, MakesWhatTheSpecSaysFromOptionsAndContext) {
  EXPECT_EQ(Animals().Make(Spec::Parse("dog:barks=2"), "!")->voice, "wauwau!");
  EXPECT_EQ(Animals().Make(Spec::Parse("fish"), "?")->voice, "?");
}

TEST(Registry, TheCanonicalSpecIsWrittenOutInFull) {
  EXPECT_EQ(Animals().Canonical(Spec::Parse("dog")).ToString(), "dog:barks=1");
  EXPECT_EQ(Animals().Canonical(Spec::Parse("fish")).ToString(), "fish");
}

TEST(Registry, AnUnknownNameIsRefusedWithTheNearestOne) {
  EXPECT_THAT(ErrorOf([] { Animals().Make(Spec::Parse("dgo"), ""); }),
              testing::AllOf(HasSubstr("no animal called 'dgo'"), HasSubstr("'dog'")));
  EXPECT_THAT(ErrorOf([] { Animals().Canonical(Spec::Parse("elephant")); }),
              HasSubstr("dog, fish"));
}

TEST(Registry, UnknownAndImpossibleOptionsAreRefused) {
  EXPECT_THAT(ErrorOf([] { Animals().Make(Spec::Parse("dog:brks=2"), ""); }), HasSubstr("'barks'"));
  EXPECT_THAT(ErrorOf([] { Animals().Make(Spec::Parse("dog:barks=4"), ""); }), HasSubstr("1 to 3"));
  EXPECT_THAT(ErrorOf([] { Animals().Canonical(Spec::Parse("fish:fins=2")); }), HasSubstr("fins"));
}

TEST(Registry, TwoOfOneNameAreRefused) {
  AnimalRegistry registry = Animals();
  EXPECT_THAT(ErrorOf([&] {
                registry.Add<NoOptions>("dog", "", [](NoOptions, const std::string&) {
                  return std::make_unique<Animal>();
                });
              }),
              HasSubstr("Two animals are called 'dog'"));
}

TEST(Registry, EntriesKeepTheirOrderAndTheirHelp) {
  const AnimalRegistry registry = Animals();
  EXPECT_THAT(registry.names(), testing::ElementsAre("dog", "fish"));
  EXPECT_EQ(registry.entries()[0].options.front().help, "how often");
  EXPECT_TRUE(registry.entries()[1].options.empty());
}

}  // namespace
}  // namespace swapbench
