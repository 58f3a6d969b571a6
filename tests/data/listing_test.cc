// SPDX-License-Identifier: Apache-2.0
// What a listing makes of lists, words and counts, and what it refuses.
#include <map>
#include <set>

#include "data/hold_out.h"
#include "data/import.h"
#include "data/npy_landmarks.h"
#include "trees.h"

namespace swapbench {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

Listing ListAs(const std::string& spec, const Tree& tree) {
  return ListFolder(ReadOptions<LayoutOptions>(Spec::Parse(spec)), tree.context());
}

std::string ErrorAs(const std::string& spec, const Tree& tree) {
  return ErrorOf([&] { ListAs(spec, tree); });
}

/// Two real clips and the fakes of both, as videos.
struct Pair : Tree {
  Pair() {
    Touch({"real/a.mp4", "real/b.mp4", "fake/x/a_b.mp4", "fake/x/b_a.mp4", "fake/y/a_b.mp4",
           "fake/y/b_a.mp4"});
  }
};
const std::string kPairLayout =
    "layout:real=real/{target}.mp4,fake=fake/{method}/{target}_{source}.mp4";

TEST(SplitLists, NameClipsInEveryFolderThatHoldsAny) {
  const Pair tree;
  tree.Write("test.txt", "a_b.mp4\r\n\n b_a\n");
  const Listing listing = ListAs(kPairLayout + ",test_list=test.txt,rest=train", tree);
  EXPECT_THAT(listing.faults, IsEmpty());
  EXPECT_EQ(Find(listing, "fake/x/a_b.mp4").info.split, "test");
  EXPECT_EQ(Find(listing, "fake/y/b_a.mp4").info.split, "test");
  EXPECT_EQ(Find(listing, "real/a.mp4").info.split, "train");
}

TEST(SplitLists, TellClipsOfOneNameApartByTheirLabel) {
  const Tree tree;
  tree.Touch({"real/a.mp4", "fake/a.mp4", "real/b.mp4"});
  tree.Write("test.txt", "0 a\n0 b\n");
  const std::string spec =
      "layout:real=real/{target}.mp4,fake=fake/{target}.mp4,rest=train,test_list=test.txt";
  const Listing listing = ListAs(spec, tree);
  EXPECT_THAT(listing.faults, ElementsAre("fake/b.mp4 is missing: test.txt names it"));
  EXPECT_EQ(Find(listing, "fake/a.mp4").info.split, "test");
  EXPECT_EQ(Find(listing, "real/a.mp4").info.split, "train");
}

TEST(SplitLists, MayNameFoldersAndFramesOfClips) {
  const Tree tree;
  tree.Touch({"A/frames/1/0.png", "A/frames/1/1.png", "B/frames/1/0.png", "A/frames/2/0.png"});
  tree.Write("test.json", R"(["A\\1.mp4"])");
  const Listing listing = ListAs(
      "layout:real=[{_side}/frames/{target}/{frame}.png],test_list=test.json,rest=val", tree);
  EXPECT_THAT(listing.faults, IsEmpty());
  EXPECT_EQ(Find(listing, "A/frames/1/1.png").info.split, "test");
  EXPECT_EQ(Find(listing, "B/frames/1/0.png").info.split, "val");
  EXPECT_EQ(Find(listing, "A/frames/1/0.png").info.clip, "A/frames/1");
}

TEST(SplitLists, NameWhatIsNowhere) {
  const Pair tree;
  tree.Write("test.txt", "a_b.mp4\nc_d.mp4\nb_a.mp4\n");
  EXPECT_THAT(ListAs(kPairLayout + ",test_list=test.txt,rest=train", tree).faults,
              ElementsAre("c_d.mp4 is missing: test.txt names it"));
}

TEST(SplitLists, MakeOneSentenceOfWhatIsWrong) {
  const Pair tree;
  const auto error = [&](const std::string& file, const std::string& text) {
    tree.Write(file, text);
    return ErrorAs(kPairLayout + ",rest=train,test_list=" + file, tree);
  };
  EXPECT_THAT(error("a.json", "[[\"a\",\"b\"]"), AllOf(HasSubstr("a.json"), HasSubstr("JSON")));
  EXPECT_THAT(error("b.json", "{\"a\":\"b\"}"), HasSubstr("an array of names"));
  EXPECT_THAT(error("c.json", "[[\"a\",\"b\",\"c\"]]"), HasSubstr("neither a name nor a pair"));
  EXPECT_THAT(error("d.json", "[1]"), HasSubstr("neither a name nor a pair"));
  EXPECT_THAT(error("e.txt", "a_b.mp4\nreal a.mp4\n"), HasSubstr("e.txt:2"));
  EXPECT_THAT(error("f.txt", "\n\n"), HasSubstr("names no clip"));
  EXPECT_THAT(error("g.txt", "1 fake/x/a_b.mp4\n"),
              HasSubstr("it calls fake/x/a_b.mp4 real, but fake/x holds what is fake"));
  tree.Write("h.txt", "a_b.mp4\n");
  EXPECT_THAT(ErrorAs(kPairLayout + ",train_list=h.txt,test_list=h.txt,val_list=none.txt", tree),
              HasSubstr("none.txt"));
  tree.Write("i.txt", "a_b\n");
  EXPECT_THAT(ErrorAs(kPairLayout + ",train_list=h.txt,test_list=i.txt", tree),
              HasSubstr("is named by h.txt and by i.txt"));
  tree.Write("j.txt", "nothing_here\n");
  EXPECT_THAT(ErrorAs(kPairLayout + ",test_list=j.txt", tree), HasSubstr("of another dataset"));
}

TEST(Faults, StopAnImportInOneSentenceUnlessAPartIsWanted) {
  const Tree tree;
  for (const std::string name : {"a", "b"}) tree.Write("real/" + name + ".png", TinyPng(1));
  tree.Write("test.txt", "a\nc\nd\n");
  const auto open = [&](const std::string& more, bool tolerate) {
    DatasetContext context = tree.context();
    context.tolerate_faults = tolerate;
    return Datasets().Make(
        Spec::Parse("layout:real=real/{target}.png,clips=[real=3],test_list=test.txt" + more),
        context);
  };
  const std::string error = ErrorOf([&] { open("", false); });
  EXPECT_THAT(error, AllOf(HasSubstr("c is missing: test.txt names it; d is missing"),
                           HasSubstr("real/b.png is one too many"), HasSubstr("and 1 more"),
                           HasSubstr("partial=true")));
  const auto part = open(",partial=true", false);
  EXPECT_EQ(part->size(), 1u);
  EXPECT_THAT(RefusalText(*part),
              AllOf(HasSubstr("Not as published: c is missing: test.txt names it\n"),
                    HasSubstr("Not as published: clips of real: 1 instead of 3\n")));
  EXPECT_EQ(CountRefusals(*part, Refusal::Kind::kUnreadable), 0u) << "absent is not unreadable";
  CheckRefusals(*part, 0);
  const auto inspected = open("", true);
  EXPECT_EQ(inspected->size(), 1u);
  EXPECT_EQ(inspected->faults().size(), 4u);
  EXPECT_EQ(inspected->GetRecord(0).image, TinyPng(1));
}

TEST(Counts, AreOfClipsNotOfFrames) {
  const Tree tree;
  tree.Touch({"real/a_0.png", "real/a_1.png", "real/b_0.png", "fake/a_0.png", "fake/a_1.png"});
  const std::string spec =
      "layout:real=real/{target}_{frame}.png,fake=fake/{target}_{frame}.png,fake_method=m,rest=val";
  EXPECT_THAT(ListAs(spec + ",clips=[real=2,fake=1,m=1,val/real=2,val=3]", tree).faults, IsEmpty());
  EXPECT_THAT(ListAs(spec + ",clips=[real=3]", tree).faults,
              ElementsAre("clips of real: 2 instead of 3"));
  EXPECT_THAT(ErrorAs(spec + ",clips=[real]", tree), HasSubstr("'real' is not written like"));
  EXPECT_THAT(ErrorAs(spec + ",clips=[real=many]", tree), HasSubstr("no count"));
}

TEST(Counts, ThatFallShortNameWhatIsLeftAlone) {
  const Pair tree;
  tree.Remove("real/b.mp4");
  EXPECT_THAT(
      ListAs(kPairLayout + ",rest=test,twin_words=target,clips=[real=2,x=2,y=2]", tree).faults,
      ElementsAre("clips of real: 1 instead of 2; there is none for fake/x/b_a.mp4, "
                  "fake/y/b_a.mp4"));
  tree.Touch({"real/b.mp4"});
  tree.Remove("fake/y/b_a.mp4");
  const std::string y_lacks = "clips of y: 1 instead of 2; there is none for real/b.mp4";
  EXPECT_THAT(ListAs(kPairLayout + ",rest=test,clips=[real=2,x=2,y=2]", tree).faults,
              ElementsAre(y_lacks));
  tree.Touch({"real/c.mp4"});
  EXPECT_THAT(ListAs(kPairLayout + ",rest=test,clips=[real=3,x=2,y=2]", tree).faults,
              ElementsAre("clips of y: 1 instead of 2"))
      << "which of two originals lost its fake cannot be told";
}

TEST(Strays, AreNamedWhereAFolderIsChecked) {
  const Pair tree;
  tree.Touch({"readme.txt", "fake/x/c.mp4", "other/a.mp4"});
  const std::string layout = kPairLayout + ",rest=test";
  const auto faults = [&] {
    DatasetContext context = tree.context();
    context.tolerate_faults = true;
    return ListFolder(ReadOptions<LayoutOptions>(Spec::Parse(layout)), context).faults;
  };
  EXPECT_THAT(faults(), ElementsAre("1 file is too many: no path template fits fake/x/c.mp4"));
  tree.Touch({"fake/x/d.mp4", "fake/x/e.mp4", "fake/x/f.mp4", "fake/x/g.mp4", "fake/y/h.mp4"});
  EXPECT_THAT(faults(), ElementsAre("6 files are too many: no path template fits fake/x/c.mp4, "
                                    "fake/x/d.mp4, fake/x/e.mp4, fake/x/f.mp4, fake/x/g.mp4 "
                                    "and 1 more"));
  EXPECT_THAT(ListAs(layout, tree).faults, IsEmpty()) << "no reason to refuse an import";
}

TEST(ListedClips, OfOneNameInTwoFoldersAreRefused) {
  const Tree tree;
  tree.Touch({"real/a/0.png", "real/a/1.png", "fake/a/0.png"});
  EXPECT_THAT(ErrorAs("layout:real=real/{clip}/{frame}.png,fake=fake/{clip}/{frame}.png", tree),
              AllOf(HasSubstr("fake/a/0.png and real/a/0.png"), HasSubstr("called 'a'")));
  const Listing listing = ListAs(
      "layout:real=real/{target}/{frame}.png,fake=fake/{target}/{frame}.png,rest=test", tree);
  EXPECT_EQ(Find(listing, "real/a/1.png").info.clip, "real/a");
  EXPECT_EQ(Find(listing, "fake/a/0.png").info.clip, "fake/a");
  EXPECT_EQ(Find(listing, "fake/a/0.png").info.target, "a");
}

TEST(ListedClips, OfNothingButAFrameAreTheirOwn) {
  const Tree tree;
  tree.Touch({"1.png", "2.png", "sub.dir/3"});
  const Listing listing = ListAs("layout:real=[{frame}.png,sub.dir/{frame}],rest=test", tree);
  EXPECT_EQ(Find(listing, "1.png").info.clip, "1");
  EXPECT_EQ(Find(listing, "sub.dir/3").info.clip, "sub.dir");
}

TEST(Folders, AreFollowedThroughLinksButNotInCircles) {
  const Tree tree, elsewhere;
  elsewhere.Touch({"a.png"});
  std::filesystem::create_directory(tree / "real");
  std::filesystem::create_directory_symlink(elsewhere.path(), tree / "real/disk");
  std::filesystem::create_directory_symlink(tree.path(), tree / "real/back");
  const Listing listing = ListAs("layout:real=real/disk/{target}.png,rest=test", tree);
  EXPECT_EQ(listing.files.size(), 1u);
}

TEST(Index, MayBeJsonAndLieBesideItsFiles) {
  const Tree tree;
  tree.Write(
      "p1/meta.json",
      R"({"x.png":{"label":"real","n":3,"list":["a",1]},"y.png":{"label":"fake","n":null}})");
  const Listing listing = ListAs("layout:index={part}/meta.json,rest=test", tree);
  const SampleInfo real = Find(listing, "p1/x.png").info;
  EXPECT_THAT(real.attributes, ElementsAre(testing::Pair("list", "a+1"), testing::Pair("n", "3"),
                                           testing::Pair("part", "p1")));
  EXPECT_EQ(Find(listing, "p1/y.png").info.label, Label::kFake);
}

TEST(Index, ThatIsNoneIsOneSentence) {
  const Tree tree;
  const auto error = [&](const std::string& text, const std::string& more = "") {
    tree.Write("i.json", text);
    return ErrorAs("layout:index=i.json,rest=test" + more, tree);
  };
  EXPECT_THAT(error("{\"a\":"),
              AllOf(HasSubstr("i.json"), HasSubstr("JSON"), Not(HasSubstr("\n"))));
  EXPECT_THAT(error("[]"), HasSubstr("an entry a file"));
  EXPECT_THAT(error("{\"a\":3}"), HasSubstr("the entry of a is no object"));
  EXPECT_THAT(error("{\"a\":{\"label\":{}}}"), HasSubstr("a: it holds an object"));
  EXPECT_THAT(error("{\"a\":{\"lable\":\"real\"}}"), HasSubstr("no column 'label'"));
  EXPECT_THAT(error(R"({"a":{"label":"fake"}})", ",original=original"),
              HasSubstr("the fake a names no original"));
  EXPECT_THAT(ErrorAs("layout:index={part}/none.json", tree), HasSubstr("fits index="));
}

TEST(Index, OfItsOwnIdsKeepsTwinsInOneDrawnSplit) {
  const Tree tree;
  std::string rows = "file,label,id,twin\n";
  for (int k = 0; k < 20; ++k)
    rows += Concat("r", k, ".png,real,original-", k, ",\nf", k, ".png,fake,swap-", k, ",original-",
                   k, '\n');
  tree.Write("i.csv", rows);
  const Listing listing = ListAs("layout:index=i.csv", tree);
  std::set<std::string> splits;
  for (int k = 0; k < 20; ++k) {
    const std::string split = Find(listing, Concat("r", k, ".png")).info.split;
    EXPECT_EQ(Find(listing, Concat("f", k, ".png")).info.split, split) << k;
    splits.insert(split);
  }
  EXPECT_THAT(splits, ElementsAre("test", "train", "val"));
}

TEST(Index, KeepsFakesOfAnUnlistedOriginalInOneDrawnSplit) {
  const Tree tree;
  std::string rows = "file,label,id,twin\n";
  for (int k = 0; k < 40; ++k)
    rows += Concat("f", k, ".png,fake,swap-", k, ",original-", k / 2, '\n');
  tree.Write("i.csv", rows);
  const Listing listing = ListAs("layout:index=i.csv", tree);
  for (int k = 0; k < 40; k += 2)
    EXPECT_EQ(Find(listing, Concat("f", k, ".png")).info.split,
              Find(listing, Concat("f", k + 1, ".png")).info.split)
        << k;
}

TEST(Index, MayWriteOnePathInSeveralWays) {
  const Tree tree;
  tree.Touch({"images/a.png", "images/b.png", "masks/b.png", "p/c.png"});
  tree.Write("i.csv",
             "file,label,mask\n./images/a.png,real,\nimages//b.png,fake,./masks/b.png\n"
             "images/../p/c.png,fake,p\\m.png\n");
  DatasetContext context = tree.context();
  context.tolerate_faults = true;
  const Listing listing =
      ListFolder(ReadOptions<LayoutOptions>(Spec::Parse("layout:index=i.csv,rest=test")), context);
  EXPECT_THAT(listing.faults, IsEmpty());
  EXPECT_EQ(Find(listing, "images/a.png").info.id, "toy/images/a");
  EXPECT_EQ(Find(listing, "images/b.png").mask, "masks/b.png");
  EXPECT_EQ(Find(listing, "p/c.png").mask, "p/m.png");
}

TEST(Index, MakesOneFileTwoRecordsInNoWay) {
  const Tree tree;
  tree.Write("i.csv", "file,label\na.png,real\n./a.png,real\n");
  EXPECT_THAT(ErrorAs("layout:index=i.csv,rest=test", tree), HasSubstr("a.png is listed twice"));
}

TEST(Index, IsComparedWithTheFolderWhereThatIsAskedFor) {
  const Tree tree;
  tree.Touch({"a/x.mp4", "a/z.mp4", "a/notes.txt", "b/z.mp4", "a/m.mp4"});
  tree.Write("i.csv", "file,label,mask\na/x.mp4,real,\na/y.mp4,fake,a/m.mp4\n");
  DatasetContext context = tree.context();
  const auto options =
      ReadOptions<LayoutOptions>(Spec::Parse("layout:index=i.csv,rest=test,clips=[fake=1]"));
  EXPECT_EQ(ListFolder(options, context).files.size(), 2u) << "an import finds out when it reads";
  context.tolerate_faults = true;
  const Listing listing = ListFolder(options, context);
  EXPECT_EQ(listing.files.size(), 1u);
  EXPECT_THAT(listing.faults, ElementsAre("a/y.mp4 is missing: the index names it",
                                          "a/z.mp4 is one too many: the index does not name it",
                                          "clips of fake: 0 instead of 1"));
}

TEST(Templates, KnowDigitsAndWhatIsNotKept) {
  const PathTemplate path("{clip}_{frame:digits}.{_kind}");
  EXPECT_EQ(path.Match("my_clip_2_0017.png")->at("clip"), "my_clip_2");
  EXPECT_FALSE(path.Match("my_clip_x.png"));
  EXPECT_EQ(PathTemplate("{a}/{b:digits}").Fill({{"a", "x"}, {"b", "7"}}), "x/7");
  EXPECT_FALSE(PathTemplate("{a}/{b}").Fill({{"a", "x"}}));
  EXPECT_THAT(ErrorOf([] { PathTemplate("{a:letters}.png"); }), HasSubstr("{a:letters}"));
  SampleInfo info;
  TakeWords(info, {{"_kind", "png"}, {"frame", "1"}, {"method", "m"}, {"take", "2"}});
  EXPECT_EQ(info.method, "m");
  EXPECT_THAT(info.attributes, ElementsAre(testing::Pair("take", "2")));
}

TEST(HoldOut, LeavesNobodyInBothAndSaysWhoMustGo) {
  std::vector<SampleInfo> infos;
  for (int person = 0; person < 10; ++person)
    for (const std::string& source :
         {std::string(), Concat('p', (person + 1) % 10), Concat('p', (person + 2) % 10)}) {
      SampleInfo info;
      info.target = Concat('p', person);
      info.source = source;
      info.split = "train";
      infos.push_back(info);
    }
  infos.push_back(infos.front());
  infos.back().split = "test";
  const std::vector<size_t> mixed = HoldOutPeople(infos, .3, 7);
  std::map<std::string, std::set<std::string>> people;
  for (size_t i = 0; i < infos.size(); ++i) {
    if (std::ranges::binary_search(mixed, i)) continue;
    for (const std::string& name : {infos[i].target, infos[i].source})
      if (!name.empty()) people[infos[i].split].insert(name);
  }
  EXPECT_EQ(people["val"].size(), 3u);
  EXPECT_EQ(people["train"].size(), 7u);
  for (const std::string& name : people["val"]) EXPECT_FALSE(people["train"].contains(name));
  EXPECT_EQ(infos.back().split, "test");
  EXPECT_THAT(HoldOutPeople(infos, .001, 7), IsEmpty());
}

TEST(HoldOut, RefusesAPublishedValidation) {
  const Tree tree;
  tree.Touch({"val/a.png", "train/b.png"});
  EXPECT_THAT(ErrorAs("layout:real={split}/{target}.png,val_share=.2", tree),
              HasSubstr("val/a.png is in val already"));
}

TEST(NpyLandmarks, RoundTripAndRefuseOtherArrays) {
  Landmarks points;
  for (size_t i = 0; i < points.size(); ++i)
    points[i] = {static_cast<float>(i) + .5F, -static_cast<float>(i)};
  const std::string bytes = WriteNpyLandmarks(points);
  EXPECT_EQ((bytes.size() - 68 * 8) % 64, 0u) << "NumPy aligns its data";
  EXPECT_EQ(ReadNpyLandmarks(bytes, "x"), points);
  const auto error = [](const std::string& text) {
    return ErrorOf([&] { ReadNpyLandmarks(text, "f.npy"); });
  };
  EXPECT_THAT(error("not an array"), HasSubstr("f.npy: these are no landmarks"));
  EXPECT_THAT(error(bytes.substr(0, 40)), HasSubstr("header is cut off"));
  EXPECT_THAT(error(bytes.substr(0, bytes.size() - 1)), HasSubstr("cut off"));
  const auto with = [&](const std::string& from, const std::string& to) {
    std::string changed = bytes;
    return changed.replace(changed.find(from), from.size(), to);
  };
  EXPECT_THAT(error(with("(68, 2)", "(34, 4)")), HasSubstr("(34, 4)"));
  EXPECT_THAT(error(with("False", "True ")), HasSubstr("order"));
  EXPECT_THAT(error(with("<f4", ">f4")), HasSubstr(">f4"));
}

TEST(NpyLandmarks, OfMoreRowsThanMemoryHasBytesAreCutOff) {
  std::string bytes = WriteNpyLandmarks({});
  bytes.resize(bytes.size() - 68 * 8);  // the header alone
  // 2^61 rows of 8 bytes are 2^64 bytes, which are none in 64 bits. As long as the text before.
  const std::string rows = "(2305843009213693952, 2), }";
  const std::string few = "(68, 2), }" + std::string(rows.size() - 10, ' ');
  ASSERT_NE(bytes.find(few), std::string::npos);
  bytes.replace(bytes.find(few), few.size(), rows);
  EXPECT_THAT(ErrorOf([&] { ReadNpyLandmarks(bytes, "f.npy"); }), HasSubstr("it is cut off"));
}

}  // namespace
}  // namespace swapbench
