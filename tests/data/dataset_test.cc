// SPDX-License-Identifier: Apache-2.0
#include "data/dataset.h"

#include <map>
#include <set>
#include <sstream>
#include <thread>

#include "core/file.h"
#include "data/adaptors.h"
#include "data/card.h"
#include "data/import.h"
#include "data/recipe.h"
#include "data/split.h"
#include "image/codec.h"
#include "support.h"

namespace swapbench {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::unique_ptr<Dataset> Drawn(const std::string& spec, size_t count, uint64_t seed = 1) {
  return Datasets().Make(Spec::Parse(spec),
                         {.name = "procedural", .root = {}, .seed = seed, .count = count});
}

TEST(Dataset, EveryPlugInKeepsItsCanonicalSpec) {
  for (const auto& entry : Datasets().entries()) {
    const Spec canonical = Datasets().Canonical({entry.name, {}});
    EXPECT_EQ(Datasets().Canonical(Spec::Parse(canonical.ToString())), canonical);
    EXPECT_THAT(ErrorOf([&] {
                  Datasets().Canonical({entry.name, {{"zzz", "1"}}});
                }),
                HasSubstr("zzz"));
  }
}

TEST(Procedural, SplitsWholePeople) {
  const auto people = Drawn("procedural:size=32", 1500);
  EXPECT_EQ(people->size(), 1500u);
  std::map<std::string, std::set<std::string>> targets;
  for (size_t i = 0; i < people->size(); ++i)
    targets[people->info(i).split].insert(people->info(i).target);
  EXPECT_EQ(targets["train"].size(), 180u);
  EXPECT_EQ(targets["val"].size(), 60u);
  EXPECT_EQ(targets["test"].size(), 60u);
  EXPECT_TRUE(FindLeakage(Infos(*people)).leaks.empty());
}

TEST(Procedural, NamesPeopleAndImages) {
  const auto people = Drawn("procedural:images=2,extra=1,size=32", 5);
  std::vector<std::string> ids;
  for (size_t i = 0; i < people->size(); ++i) ids.push_back(people->info(i).id);
  EXPECT_THAT(ids, ElementsAre("procedural/p00000/0", "procedural/p00000/1", "procedural/p00000/2",
                               "procedural/p00001/0", "procedural/p00001/1", "procedural/p00001/2",
                               "procedural/p00002/0", "procedural/p00002/2"));
  EXPECT_EQ(people->info(1).clip, "p00000/1");
  EXPECT_EQ(people->info(1).target, "p00000");
}

TEST(Procedural, DrawsTheSameFromAnyThreadAndTwice) {
  const auto people = Drawn("procedural:size=48", 6), again = Drawn("procedural:size=48", 6);
  std::vector<Record> records(6);
  {
    std::vector<std::jthread> threads;
    for (size_t t = 0; t < 2; ++t)
      threads.emplace_back([&, t] {
        for (size_t i = t; i < 6; i += 2) records[i] = people->GetRecord(i);
      });
  }
  for (size_t i = 0; i < 6; ++i) {
    const Record other = again->GetRecord(i);
    EXPECT_EQ(records[i].image, other.image);
    EXPECT_EQ(records[i].classes, other.classes);
    EXPECT_EQ(records[i].landmarks, other.landmarks);
    EXPECT_EQ(records[i].info, people->GetRecord(i).info);
    const Sample sample = people->Get(i);
    EXPECT_EQ(cv::norm(sample.face.image, DecodeImage(other.image, "x"), cv::NORM_INF), 0);
    EXPECT_EQ(sample.info, other.info);
  }
  EXPECT_NE(records[0].image, records[1].image);
  EXPECT_NE(records[0].image, Drawn("procedural:size=48", 6, 2)->GetRecord(0).image);
}

TEST(Adaptors, AreViews) {
  const auto people = Drawn("procedural:images=2,size=32", 6);
  const auto some = Subset(*people, {5, 1, 1});
  EXPECT_EQ(some->info(0).id, people->info(5).id);
  EXPECT_EQ(some->size(), 3u);
  EXPECT_THAT(ErrorOf([&] { Subset(*people, {6}); }), HasSubstr("no record 6"));
  const auto first =
      Filter(*people, [](const SampleInfo& info) { return info.target == "p00000"; });
  const auto rest = Filter(*people, [](const SampleInfo& info) { return info.target != "p00000"; });
  EXPECT_EQ(first->size(), 2u);
  EXPECT_EQ(Concatenate({rest.get(), first.get()})->info(4).id, people->info(0).id);
  EXPECT_THAT(ErrorOf([&] { Concatenate({people.get(), first.get()}); }), HasSubstr("p00000/0"));
}

constexpr const char* kRecipe =
    "[card]\nname = toy\nlicence = CC0-1.0\nconsent = given\n"
    "[source]\ndataset = procedural:images=2,size=32\n[corpus]\ncount = 4\nseed = 9\n";

TEST(Recipe, ReadsCardSourceAndCorpus) {
  const DatasetRecipe recipe = ParseDatasetRecipe(kRecipe, "toy.ini");
  EXPECT_EQ(recipe.card.name, "toy");
  EXPECT_EQ(recipe.corpus.seed, 9u);
  EXPECT_EQ(recipe.corpus.records_per_shard, 1024u);
  EXPECT_EQ(OpenSource(recipe, {}, 1)->size(), 4u);
  DatasetRecipe larger = recipe;
  larger.corpus.count = 10;
  EXPECT_EQ(OpenSource(larger, {}, 1)->size(), 10u);
  EXPECT_NE(CanonicalRecipe(recipe), CanonicalRecipe(larger));
}

TEST(Recipe, RefusesWhatItDoesNotKnow) {
  const auto error = [](std::string text) {
    return ErrorOf([&] { ParseDatasetRecipe(text, "toy.ini"); });
  };
  EXPECT_THAT(error(std::string(kRecipe) + "[sorce]\na = 1\n"), HasSubstr("'source'"));
  EXPECT_THAT(error(std::string(kRecipe) + "records = 1\n"), HasSubstr("'records'"));
  EXPECT_THAT(error("[card]\nname = a\nconsent = given\n"), HasSubstr("'licence'"));
  EXPECT_THAT(error("[card]\nname = a\nlicence = x\n"), HasSubstr("'consent'"));
  EXPECT_THAT(error("[card]\nname = a\nlicence = x\nconsent = given\n"), HasSubstr("'dataset'"));
}

TEST(Recipe, TheShippedOnesLoad) {
  for (const char* name : {"procedural", "dfdc_faces"}) {
    const auto path =
        std::filesystem::path(SWAPBENCH_SOURCE_DIR) / "datasets" / (std::string(name) + ".ini");
    EXPECT_EQ(LoadDatasetRecipe(path).card.name, name);
  }
}

TEST(Card, HasANameThatLeadsToNoOtherFolder) {
  for (const char* name : {"dfdc_faces", "celeb-df.v2", ".x", "a..b"})
    EXPECT_TRUE(IsCardName(name)) << name;
  for (const char* name : {"", ".", "..", "../x", "a/b", "a b", "a\\b"})
    EXPECT_FALSE(IsCardName(name)) << name;
}

TEST(Card, SurvivesItsJson) {
  Card card;
  card.name = "a";
  card.title = "A \"quoted\" title";
  card.licence = "CC0-1.0";
  card.consent = "given";
  card.creator = "B & C";
  card.published = "2020-06";
  card.collection = "From a lake.";
  card.known_defects = {"one", "two"};
  EXPECT_EQ(CardJson(ParseCard(CardJson(card))), CardJson(card));
  EXPECT_EQ(ParseCard(CardJson(card)).title, card.title);
  EXPECT_THAT(ErrorOf([] { ParseCard("{}"); }), HasSubstr("no readable card"));
}

TEST(Card, OfEveryShippedRecipeKeepsEachDefectWhole) {
  const std::filesystem::path folder = SWAPBENCH_SOURCE_DIR "/datasets";
  size_t with_commas = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".ini") continue;
    std::vector<std::string> lines;
    std::istringstream text(ReadFile(entry.path()));
    const std::string key = "known_defects = ";
    for (std::string line; std::getline(text, line);)
      if (line.starts_with(key)) lines.push_back(line.substr(key.size()));
    EXPECT_EQ(ReadCard(Config::Load(entry.path())).known_defects, lines) << entry.path();
    for (const std::string& line : lines) with_commas += line.find(',') != std::string::npos;
  }
  EXPECT_GT(with_commas, 0U);
}

TEST(Card, OfACorpusFromBeforeAKeyExistedIsRead) {
  Card card;
  card.name = "a";
  std::string json = CardJson(card);
  for (const std::string key : {R"("creator":"",)", R"("published":"",)", R"("collection":"",)"})
    json.erase(json.find(key), key.size());
  EXPECT_EQ(CardJson(ParseCard(json)), CardJson(card));
}

TEST(Card, StatesADateThatIsOne) {
  const auto read = [](const std::string& date) {
    return ReadCard(Config::Parse(
        "[card]\nname = a\nlicence = x\nconsent = given\npublished = " + date, "card.ini"));
  };
  for (const char* date : {"2020", "2020-06", "2020-06-25"}) EXPECT_EQ(read(date).published, date);
  for (const char* date : {"20", "2020-6", "June 2020", "2020/06/25", "2020-06-25x"})
    EXPECT_THAT(ErrorOf([&] { read(date); }), HasSubstr("is no date")) << date;
}

}  // namespace
}  // namespace swapbench
