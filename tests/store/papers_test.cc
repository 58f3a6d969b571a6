// SPDX-License-Identifier: Apache-2.0
#include "store/papers.h"

#include "data/provenance.h"
#include "store/manifest.h"
#include "store/merge.h"
#include "store/records.h"
#include "support.h"

namespace swapbench {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
namespace fs = std::filesystem;

/// Real pictures that were drawn, fakes made of them: records that say so.
class DrawnPlan : public TestPlan {
 public:
  using TestPlan::TestPlan;
  Record Make(size_t i) const override {
    Record record = TestRecord(i);
    const char* source = i % 2 == 1 ? kCompositeSynthetic : kAlgorithmicMedia;
    record.provenance = Concat(R"({"original":{"digital_source_type":")", kAlgorithmicMedia,
                               R"("},"digital_source_type":")", source, "\"}");
    return record;
  }
};

CorpusHeader HeaderWithCard(const std::string& card) {
  CorpusHeader header = TestHeader();
  header.card = card;
  return header;
}

/// What the oracle says that is not read by this toolkit; "" where it agrees.
std::string Objection(const TemporaryFolder& folder, const std::string& corpus) {
  const std::string script = std::string(SWAPBENCH_SOURCE_DIR) + "/tests/store/read_croissant.py";
  const fs::path said = folder / (corpus + ".objection");
  const std::string command = Concat("/usr/bin/python3 ", script, ' ', (folder / corpus).string(),
                                     " > /dev/null 2> ", said.string());
  const int status = std::system(command.c_str());
  const std::string text = ReadFile(said);
  return status == 0 ? "" : text.empty() ? "it failed without a word" : text;
}

bool HasOracle() { return std::system("/usr/bin/python3 -c 'import h5py' 2>/dev/null") == 0; }

#define SKIP_WITHOUT_ORACLE() \
  if (!HasOracle()) GTEST_SKIP() << "/usr/bin/python3 has no h5py"

TEST(Card, IsReadable) {
  const TemporaryFolder folder;
  WriteCorpus(TestPlan(24), TestHeader(), folder / "c", {.records_per_shard = 7});
  const std::string card = ReadFile(folder / "c/card.md");
  for (const char* part :
       {"# Toys", "Noise.", "Licence: CC0-1.0", "shown: given. The people shown agreed",
        "- it is noise", "| train | 9 | 9 | 9 |\n| test | 3 | 3 | 3 |\n| all | 12 | 12 | 12 |",
        "| paste | 12 |", "12 have landmarks, 12 a mask",
        "12 a map of classes (0 background, 1 skin, 2 brow, ", "12 of 12 real pictures came from",
        "    dataset = toy"})
    EXPECT_THAT(card, HasSubstr(part));
  EXPECT_THAT(card, HasSubstr(OpenCorpus(folder / "c")->corpus_info().fingerprint));
}

TEST(Card, SaysWhatConsentMeans) {
  const TemporaryFolder folder;
  const auto card = [&](const std::string& consent) {
    WriteCorpus(TestPlan(2), HeaderWithCard(R"({"name":"toy","consent":")" + consent + "\"}"),
                folder / consent, {});
    return ReadFile(folder / consent / "card.md");
  };
  EXPECT_THAT(card("given"), HasSubstr("given. The people shown agreed to face swaps"));
  EXPECT_THAT(card("not_given"), HasSubstr("not_given. The people shown did not agree"));
  EXPECT_THAT(card("unknown"), HasSubstr("is not known; SwapBench refuses"));
  EXPECT_THAT(card("given"), HasSubstr("Licence: not stated"));
  EXPECT_THAT(card("given"), HasSubstr("None is stated, which does not mean"));
}

TEST(Card, CountsTheMethodsOfFakesAlone) {
  // As an index gives them whose column `method` is never empty.
  struct Plan : TestPlan {
    using TestPlan::TestPlan;
    Record Make(size_t i) const override {
      Record record = TestRecord(i);
      if (i % 4 == 0) record.info.method = "paste";
      if (i % 4 == 2) record.info.method = "pristine";
      return record;
    }
  };
  const TemporaryFolder folder;
  WriteCorpus(Plan(24), TestHeader(), folder / "c", {.records_per_shard = 7});
  const std::string card = ReadFile(folder / "c/card.md");
  EXPECT_THAT(card, HasSubstr("| paste | 12 |"));
  EXPECT_THAT(card, Not(HasSubstr("pristine")));
  EXPECT_THAT(ReadFile(folder / "c/croissant.json"), HasSubstr("Fakes by method: paste (12). "));
}

TEST(Card, SaysThatDrawnPeopleAreNobody) {
  const TemporaryFolder folder;
  WriteCorpus(DrawnPlan(6), TestHeader(), folder / "c", {});
  const std::string card = ReadFile(folder / "c/card.md");
  EXPECT_THAT(card, HasSubstr("Nobody is shown"));
  EXPECT_THAT(card, HasSubstr("3 of 3 real pictures are drawn by a program"));
  EXPECT_THAT(card, HasSubstr("3 of 3 fake pictures are composed with a synthetic part"));
}

TEST(Croissant, IsTrueInEveryWord) {
  SKIP_WITHOUT_ORACLE();
  const TemporaryFolder folder;
  WriteCorpus(TestPlan(23), TestHeader(), folder / "photographs", {.records_per_shard = 10});
  EXPECT_EQ(Objection(folder, "photographs"), "");
  WriteCorpus(DrawnPlan(23), TestHeader(), folder / "drawn", {.records_per_shard = 10});
  EXPECT_EQ(Objection(folder, "drawn"), "");
}

TEST(Croissant, SaysWhatTheNumbersOfClassesMean) {
  const TemporaryFolder folder;
  WriteCorpus(TestPlan(2), TestHeader(), folder / "c", {});
  EXPECT_THAT(ReadFile(folder / "c/croissant.json"),
              HasSubstr("8-bit PNG of class numbers: 0 background, 1 skin, 2 brow, 3 eye, 4 lip, "
                        "5 mouth_cavity, 6 beard, 7 ear, 8 neck, 9 hair, 10 glasses, 11 cloth. "));
}

TEST(Croissant, HasAllThatTheSpecificationRequiresWhereTheCardStatesIt) {
  SKIP_WITHOUT_ORACLE();
  const TemporaryFolder folder;
  WriteCorpus(
      TestPlan(4),
      HeaderWithCard(R"({"name":"toy","licence":"Research \"only\", see the form",)"
                     R"("consent":"unknown","citation":"Zoë et al.","url":"https://a.org/",)"
                     R"("creator":"A & B","published":"2020-06-25",)"
                     R"("collection":"Filmed.","known_defects":["a|b","two\nlines"]})"),
      folder / "c", {});
  EXPECT_EQ(Objection(folder, "c"), "");
  const std::string croissant = ReadFile(folder / "c/croissant.json");
  for (const char* part : {R"("url": "https://a.org/")", R"("datePublished": "2020-06-25")",
                           R"("rai:dataCollection": "Filmed.")", R"("citeAs": "Zoë et al.")"})
    EXPECT_THAT(croissant, HasSubstr(part));
}

TEST(Croissant, TheOracleObjectsToWhatIsNotSo) {
  SKIP_WITHOUT_ORACLE();
  const TemporaryFolder folder;
  WriteCorpus(DrawnPlan(6), TestHeader(), folder / "c", {});
  const std::string croissant = ReadFile(folder / "c/croissant.json");
  for (const auto& [from, to] : std::vector<std::pair<std::string, std::string>>{
           {"croissant/1.0", "croissant/1.1"},
           {"3 real pictures", "4 real pictures"},
           {"\"/info/method\"", "\"/info/way\""},
           {"\"license\"", "\"licence\""},
           {"algorithmicMedia", "digitalCapture"},
           {"\"@id\": \"labels/name\"", "\"@id\": \"labels/nome\""},
           {" B\"", " kB\""}}) {
    std::string altered = croissant;
    ASSERT_NE(altered.find(from), std::string::npos) << from;
    altered.replace(altered.find(from), from.size(), to);
    PublishFile(folder / "c/croissant.json", altered);
    EXPECT_NE(Objection(folder, "c"), "") << to;
  }
}

TEST(Papers, AreTheSameWhoeverWritesThem) {
  const TemporaryFolder folder;
  WriteCorpus(DrawnPlan(20), TestHeader(), folder / "whole", {.records_per_shard = 5});
  for (const size_t shard : {3, 1, 0, 2}) {
    const WriteOptions one{.records_per_shard = 5, .first_shard = shard, .last_shard = shard};
    WriteCorpus(DrawnPlan(20), TestHeader(), folder / "apart", one);
  }
  EXPECT_EQ(FilesOf(folder / "whole"), FilesOf(folder / "apart"));
}

/// As from before Croissant was written: no contents in the side-cars, no croissant.json, another
/// card.
void MakeOld(const fs::path& folder) {
  std::vector<SideCar> side_cars = ReadSideCars(folder);
  for (SideCar& side_car : side_cars) {
    side_car.contents.reset();
    PublishFile(folder / SideCarName(side_car.shard), ToJson(side_car));
  }
  PublishFile(folder / kManifestName, ManifestText(side_cars));
  PublishFile(folder / "card.md", "# Toys\n\n- Licence: CC0-1.0\n");
  fs::remove(folder / "croissant.json");
}

TEST(Papers, AnOldCorpusOpensAndVerifySaysWhatToDo) {
  const TemporaryFolder folder;
  WriteCorpus(TestPlan(8), TestHeader(), folder / "c", {.records_per_shard = 4});
  MakeOld(folder / "c");
  EXPECT_THAT(ReadFile(folder / "c/shard-00000.json"), Not(HasSubstr("contents")));
  EXPECT_EQ(OpenCorpus(folder / "c")->GetRecord(5).image, TestRecord(5).image);
  const std::string remedy =
      Concat("`swapbench merge ", (folder / "c").string(), " --out ", (folder / "c").string());
  EXPECT_THAT(
      VerifyCorpus(folder / "c", 1),
      ElementsAre(AllOf(HasSubstr("card.md was altered or another version"), HasSubstr(remedy)),
                  AllOf(HasSubstr("croissant.json is missing"), HasSubstr(remedy))));

  const auto before = FilesOf(folder / "c");
  const fs::path itself = folder / "c";
  MergeCorpus({&itself, 1}, itself);
  EXPECT_THAT(VerifyCorpus(folder / "c", 1), IsEmpty());
  auto after = FilesOf(folder / "c");
  EXPECT_EQ(after.erase("croissant.json"), 1u);
  after["card.md"] = before.at("card.md");
  EXPECT_EQ(after, before);
}

TEST(Papers, AnOldCorpusThatIsHalfMadeIsFinished) {
  const TemporaryFolder folder;
  const WriteOptions options{.records_per_shard = 4};
  WriteCorpus(TestPlan(8), TestHeader(), folder / "c", options);
  MakeOld(folder / "c");
  fs::remove(folder / "c/shard-00001.json");
  fs::remove(folder / "c/manifest.json");
  EXPECT_TRUE(WriteCorpus(TestPlan(8), TestHeader(), folder / "c", options));
  EXPECT_THAT(VerifyCorpus(folder / "c", 1), IsEmpty());
  EXPECT_THAT(ReadFile(folder / "c/card.md"), HasSubstr("| all | 4 | 4 |\n"));
}

}  // namespace
}  // namespace swapbench
