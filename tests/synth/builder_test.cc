// SPDX-License-Identifier: Apache-2.0
#include "synth/builder.h"

#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "image/pictures.h"
#include "support.h"
#include "synth/drawn_people.h"

namespace swapbench {
namespace {

using nlohmann::json;
using testing::HasSubstr;

Card GivenCard() {
  Card card;
  card.name = "drawn";
  card.consent = "given";
  card.licence = "CC0-1.0";
  return card;
}

const char* const kRecipe = R"(
[swap.blend]
method = self_blend
[swap.paste]
method = paste
splits = test
[swap.identity]
method = identity
splits = test
reserve = 2
[reals]
per_identity = 3
)";

std::unique_ptr<CorpusPlan> Plan(const Dataset& people, const std::string& recipe = kRecipe,
                                 uint64_t seed = 1, const Card& card = GivenCard()) {
  return PlanSwaps(Config::Parse(recipe, "recipe.ini"), card, people, seed);
}

std::vector<Record> All(const CorpusPlan& plan) {
  std::vector<Record> records;
  for (size_t i = 0; i < plan.size(); ++i) records.push_back(plan.Make(i));
  return records;
}

/// Made once; several tests read it.
const std::vector<Record>& Corpus() {
  static const DrawnPeople people(20, 5);
  static const std::vector<Record> records = All(*Plan(people));
  return records;
}

int Quality(const Record& record) {
  return json::parse(record.provenance).at("encode").at("quality").get<int>();
}

std::map<std::string, int> CountsByMethodAndSplit() {
  std::map<std::string, int> counts;
  for (const Record& record : Corpus()) ++counts[record.info.method + "/" + record.info.split];
  return counts;
}

TEST(Builder, MakesWhatTheRecipeAsksFor) {
  EXPECT_EQ(CountsByMethodAndSplit(), (std::map<std::string, int>{{"/train", 60},
                                                                  {"/val", 60},
                                                                  {"/test", 60},
                                                                  {"blend/train", 60},
                                                                  {"blend/val", 60},
                                                                  {"blend/test", 60},
                                                                  {"paste/test", 60},
                                                                  {"identity/test", 40}}));
}

TEST(Builder, EachRealIsFollowedByItsFakes) {
  std::string real, split;
  std::set<std::string> ids;
  for (const Record& record : Corpus()) {
    const SampleInfo& info = record.info;
    EXPECT_TRUE(ids.insert(info.id).second) << info.id;
    EXPECT_EQ(info.dataset, "drawn");
    EXPECT_THAT(info.id, testing::StartsWith("drawn/" + info.clip));
    if (info.label == Label::kReal) {
      EXPECT_EQ(info.id, "drawn/" + info.clip);
      EXPECT_EQ(info.twin + info.source + info.method, "");
      EXPECT_TRUE(record.mask.empty());
      real = info.id;
    } else if (info.method == "identity") {
      EXPECT_EQ(info.twin, "");
    } else {
      EXPECT_EQ(info.twin, real);
      EXPECT_EQ(info.id, real + "-" + info.method);
    }
  }
}

TEST(Builder, PairsStayInTheirSplitAndJoinTwoPeople) {
  std::map<std::string, std::string> split_of;
  for (const Record& record : Corpus()) split_of[record.info.target] = record.info.split;
  std::set<std::string> sources;
  for (const Record& record : Corpus()) {
    if (record.info.label == Label::kReal) continue;
    EXPECT_EQ(split_of.at(record.info.source), record.info.split);
    EXPECT_EQ(record.info.source == record.info.target, record.info.method != "paste");
    if (record.info.method == "paste") sources.insert(record.info.source);
  }
  EXPECT_GT(sources.size(), 12U) << "60 draws among 20 people";
}

TEST(Builder, TheControlsImagesOccurNowhereElse) {
  std::set<std::string> of_controls, of_others;
  for (const Record& record : Corpus()) {
    const bool control = record.info.method == "identity";
    (control ? of_controls : of_others).insert(record.info.clip);
    if (record.info.label == Label::kReal) continue;
    const json provenance = json::parse(record.provenance);
    for (const char* role : {"target", "source"}) {
      const std::string id = provenance.at(role);
      (control ? of_controls : of_others).insert(id.substr(std::string("people/").size()));
    }
  }
  EXPECT_EQ(of_controls.size(), 40U);
  for (const std::string& clip : of_controls) EXPECT_FALSE(of_others.contains(clip)) << clip;
}

TEST(Builder, AControlIsItsImageThroughTheSameCodec) {
  const DrawnPeople people(20, 5);
  for (const Record& record : Corpus()) {
    if (record.info.method != "identity") continue;
    size_t i = 0;
    while (people.info(i).clip != record.info.clip) ++i;
    EXPECT_EQ(record.image, EncodeJpeg(people.FaceOf(i).image, Quality(record)));
    EXPECT_EQ(DecodeGrey(record.mask, "mask").size(), people.FaceOf(i).image.size());
  }
}

TEST(Builder, FakesShareTheQualityOfTheirRealAndItVaries) {
  std::map<std::string, int> quality_of;
  std::set<int> seen;
  for (const Record& record : Corpus()) {
    quality_of[record.info.id] = Quality(record);
    seen.insert(Quality(record));
    EXPECT_TRUE(Quality(record) >= 72 && Quality(record) <= 98);
    if (!record.info.twin.empty()) {
      EXPECT_EQ(Quality(record), quality_of.at(record.info.twin));
    }
  }
  EXPECT_GT(seen.size(), 20U);
}

TEST(Builder, EveryFakeCarriesItsProvenance) {
  for (const Record& record : Corpus()) {
    const json provenance = json::parse(record.provenance);
    EXPECT_EQ(provenance.at("original").at("drawn"), true);
    if (record.info.label == Label::kReal) continue;
    EXPECT_EQ(provenance.at("digital_source_type"),
              "http://cv.iptc.org/newscodes/digitalsourcetype/compositeSynthetic");
    EXPECT_EQ(provenance.at("swap"), record.info.method);
    EXPECT_EQ(Spec::Parse(provenance.at("method").get<std::string>()).ToString(),
              provenance.at("method"));
    EXPECT_TRUE(provenance.at("parameters").contains("hull"));
    EXPECT_TRUE(provenance.at("cues").is_array());
    EXPECT_EQ(provenance.at("cues").empty(), record.info.method == "identity");
    EXPECT_EQ(provenance.at("consent"), "given");
    EXPECT_FALSE(provenance.at("toolkit_version").get<std::string>().empty());
    EXPECT_EQ(record.info.attributes.size(), 1U);
    EXPECT_TRUE(record.landmarks.has_value());
  }
}

bool SameBytes(const Record& a, const Record& b) {
  return a.info == b.info && a.image == b.image && a.mask == b.mask && a.provenance == b.provenance;
}

TEST(Builder, ARecordDependsOnThePlanAndItsIndexAlone) {
  const DrawnPeople people(20, 5);
  const auto plan = Plan(people), other = Plan(people, kRecipe, 2);
  int differing = 0;
  for (size_t i = plan->size(); i-- > 0;)
    if (i % 23 == 0) {
      EXPECT_TRUE(SameBytes(plan->Make(i), Corpus()[i])) << i;
      differing += SameBytes(other->Make(i), Corpus()[i]) ? 0 : 1;
    }
  EXPECT_GT(differing, 10) << "another seed draws another corpus";
}

TEST(Builder, AnotherSwapChangesNothingInTheFirst) {
  const DrawnPeople people(20, 2);
  const std::string blend = "[swap.blend]\nmethod = self_blend\n";
  const auto alone = All(*Plan(people, blend));
  const auto both = All(*Plan(people, "[swap.paste]\nmethod = paste\nsplits = val\n" + blend));
  std::map<std::string, const Record*> by_id;
  for (const Record& record : both) by_id[record.info.id] = &record;
  for (const Record& record : alone) EXPECT_TRUE(SameBytes(record, *by_id.at(record.info.id)));
}

TEST(Builder, SeveralFakesOfARealDiffer) {
  const DrawnPeople people(20, 1);
  const auto plan =
      Plan(people, "[swap.blend]\nmethod = self_blend\nper_real = 2\nsplits = test\n");
  ASSERT_EQ(plan->size(), 60U + 40U);
  const Record first = plan->Make(41), second = plan->Make(42);
  EXPECT_THAT(first.info.id, testing::EndsWith("-blend"));
  EXPECT_EQ(second.info.id, first.info.id + "-2");
  EXPECT_NE(first.mask, second.mask);
}

TEST(Builder, RefusesWithoutConsent) {
  const DrawnPeople people(20, 5);
  for (const char* consent : {"not_given", "unknown", ""}) {
    Card card = GivenCard();
    card.consent = consent;
    EXPECT_THAT(ErrorOf([&] { Plan(people, kRecipe, 1, card); }),
                HasSubstr("only where it is 'given'"));
  }
}

TEST(Builder, RefusesFewerThanTwentyPeopleInASwappedSplit) {
  const DrawnPeople people(19, 5);
  EXPECT_THAT(ErrorOf([&] { Plan(people); }),
              HasSubstr("19 identities, but swaps need at least 20; add people (drawn ones by a "
                        "larger --count), or take the split out of 'splits'."));
}

TEST(Builder, RefusesPeopleWithoutLandmarks) {
  const DrawnPeople people(20, 5, false);
  EXPECT_THAT(ErrorOf([&] { Plan(people); }),
              testing::AllOf(HasSubstr("needs landmarks"), HasSubstr("people/p0/0")));
}

TEST(Builder, RefusesRecipesThatCannotBeMeant) {
  const DrawnPeople people(20, 2);
  const auto refusal = [&](const std::string& recipe) {
    return ErrorOf([&] { Plan(people, recipe); });
  };
  EXPECT_THAT(refusal("[swap.x]\nsplits = test\n"), HasSubstr("[swap.x]: the key 'method'"));
  EXPECT_THAT(refusal("[swap.x]\nmethod = self_blent\n"), HasSubstr("did you mean 'self_blend'"));
  EXPECT_THAT(refusal("[swap.x]\nmethod = paste:hul=whole\n"), HasSubstr("did you mean 'hull'"));
  EXPECT_EQ(
      refusal("[swap.x]\nmethod = warp_artifact:low=.9,high=.3\n"),
      "In recipe.ini, section [swap.x], key 'method': warp_artifact: low = 0.9 is above high = "
      "0.3.");
  EXPECT_THAT(refusal("[swap.x]\nmethod = paste\nsplits = dev\n"), HasSubstr("splits"));
  EXPECT_THAT(refusal("[swap.x]\nmethod = paste\npairs = a_b\n"), HasSubstr("pairs"));
  EXPECT_THAT(refusal("[encode]\nquality_low = 90\nquality_high = 80\n"), HasSubstr("quality_low"));
  EXPECT_THAT(
      refusal("[swap.identity]\nmethod = identity\nreserve = 2\n"),
      HasSubstr("has 2 images, too few to set 2 aside for the controls; lower 'reserve', or "
                "take the control's section out."));
}

TEST(Builder, RefusesAControlByAnotherNameAndAnotherMethodByAControls) {
  const DrawnPeople people(20, 2);
  for (const std::string section :
       {"[swap.nothing]\nmethod = identity\n", "[swap.identity]\nmethod = paste\n"})
    EXPECT_THAT(
        ErrorOf([&] { Plan(people, section); }),
        testing::AllOf(HasSubstr("In recipe.ini, section " + section.substr(0, section.find('\n'))),
                       HasSubstr("stands in a section [swap.identity]")));
}

TEST(Builder, AFaceThatNoDrawCanSwapIsNamed) {
  class OnePoint : public DrawnPeople {
   public:
    OnePoint() : DrawnPeople(20, 1) {}
    Record GetRecord(size_t i) const override {
      Record record = DrawnPeople::GetRecord(i);
      if (i == 7) record.landmarks->fill({9, 9});
      return record;
    }
  };
  const OnePoint people;
  const auto plan = Plan(people, "[swap.blend]\nmethod = self_blend\n");
  EXPECT_THAT(ErrorOf([&] { plan->Make(15); }),
              testing::AllOf(HasSubstr("people/p7/0"), HasSubstr("refused this face 16 times")));
}

}  // namespace
}  // namespace swapbench
