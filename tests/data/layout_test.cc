// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "core/file.h"
#include "data/adaptors.h"
#include "data/dataset.h"
#include "data/import.h"
#include "data/path_template.h"
#include "data/split.h"
#include "image/codec.h"
#include "support.h"

namespace swapbench {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;
using testing::UnorderedElementsAre;

std::string Png(int value) { return EncodePng(cv::Mat(6, 5, CV_8UC3, cv::Scalar(value, 9, 9))); }

std::unique_ptr<Dataset> Open(const std::string& spec, const TemporaryFolder& folder) {
  return Datasets().Make(Spec::Parse(spec), {.name = "toy", .root = folder.path(), .threads = 2});
}

/// Three clips with one fake each, listed in labels.csv.
void FillIndexed(const TemporaryFolder& folder) {
  std::string csv = "file,label,clip,target,source,method,split,width\r\n";
  for (int k = 0; k < 3; ++k) {
    const std::string clip = Concat('c', k), split = k == 0 ? "train" : k == 1 ? "val" : "test";
    PublishFile(folder / ("images/" + clip + ".png"), Png(k));
    PublishFile(folder / ("images/" + clip + "f.png"), Png(100 + k));
    csv +=
        Concat("images/", clip, ".png,real,", clip, ",", clip, ",,,", split, ",\"1", k, "\"\r\n");
    csv += Concat("images/", clip, "f.png,fake,", clip, "f,", clip, ",,swap,", split, ",\r\n");
  }
  PublishFile(folder / "labels.csv", csv);
}

TEST(Layout, ReadsAnIndex) {
  const TemporaryFolder folder;
  FillIndexed(folder);
  const auto dataset = Open("layout:index=labels.csv,twins=true,reals=3,fakes=3", folder);
  ASSERT_EQ(dataset->size(), 6u);
  const SampleInfo fake = dataset->info(3);
  EXPECT_EQ(fake.id, "toy/images/c1f");
  EXPECT_EQ(fake.label, Label::kFake);
  EXPECT_EQ(fake.target, "c1");
  EXPECT_EQ(fake.method, "swap");
  EXPECT_EQ(fake.split, "val");
  EXPECT_EQ(fake.twin, "toy/images/c1");
  EXPECT_THAT(dataset->info(2).attributes, ElementsAre(Pair("width", "11")));
  EXPECT_TRUE(fake.attributes.empty());
}

TEST(Layout, KeepsTheFilesOwnBytes) {
  const TemporaryFolder folder;
  FillIndexed(folder);
  const auto dataset = Open("layout:index=labels.csv", folder);
  EXPECT_EQ(dataset->GetRecord(1).image, ReadFile(folder / "images/c0f.png"));
  EXPECT_EQ(dataset->Get(1).face.image.at<cv::Vec3b>(0, 0), cv::Vec3b(100, 9, 9));
}

TEST(Layout, RefusesBadImagesAndGoesOn) {
  const TemporaryFolder folder;
  FillIndexed(folder);
  const std::string good = ReadFile(folder / "images/c0.png");
  PublishFile(folder / "images/c0.png", "");
  PublishFile(folder / "images/c1.png", good.substr(0, good.size() - 20));
  std::string bomb = good;  // width and height of a PNG stand at byte 16, most significant first
  for (const size_t at : {16u, 20u}) bomb[at] = 1;
  PublishFile(folder / "images/c2.png", bomb);
  PublishFile(folder / "images/c0f.png", "not an image at all");
  std::filesystem::remove(folder / "images/c1f.png");
  const auto dataset = Open("layout:index=labels.csv,reals=3,twins=true", folder);
  EXPECT_EQ(dataset->size(), 1u);
  ASSERT_EQ(dataset->refusals().size(), 5u);
  std::vector<std::string> names;
  for (const Refusal& refusal : dataset->refusals()) names.push_back(refusal.file);
  EXPECT_THAT(names, UnorderedElementsAre("images/c0.png", "images/c1.png", "images/c2.png",
                                          "images/c0f.png", "images/c1f.png"));
  EXPECT_EQ(dataset->info(0).twin, "");
  EXPECT_THAT(RefusalText(*dataset),
              HasSubstr("Refused images/c0.png: the image has zero bytes.\n"));
  EXPECT_THAT(RefusalText(*dataset),
              HasSubstr("Refused images/c1f.png: No such file or directory.\n"))
      << "each file once";
  EXPECT_THAT(ErrorOf([&] { CheckRefusals(*dataset, .01); }), HasSubstr("5 of 6 files"));
  CheckRefusals(*dataset, .9);
}

TEST(Layout, ABadIndexIsOneSentence) {
  const TemporaryFolder folder;
  FillIndexed(folder);
  const auto error = [&](const std::string& spec) { return ErrorOf([&] { Open(spec, folder); }); };
  EXPECT_THAT(error("layout:index=none.csv"), HasSubstr("none.csv"));
  EXPECT_THAT(error("layout:index=labels.csv,label=lable"), HasSubstr("no column 'lable'"));
  EXPECT_THAT(error("layout:index=labels.csv,reals=4"), HasSubstr("lists 3 real images"));
  EXPECT_THAT(error("layout:index=labels.csv,real_value=original"), HasSubstr("neither"));
  EXPECT_THAT(error("layout"), HasSubstr("either index"));
  PublishFile(folder / "short.csv", "file,label\nimages/c0.png\n");
  EXPECT_THAT(error("layout:index=short.csv"), HasSubstr("short.csv:2"));
  PublishFile(folder / "short.json", "{\"a.png\":\n{\"label\":\"real\",");
  EXPECT_THAT(error("layout:index=short.json"), HasSubstr("short.json:2: this is no JSON"));
  PublishFile(folder / "out.csv", "file,label,split\n../x.png,real,test\n");
  const auto outside = Open("layout:index=out.csv", folder);
  EXPECT_EQ(outside->size(), 0U);
  EXPECT_THAT(RefusalText(*outside), HasSubstr("outside the folder"));
  PublishFile(folder / "split.csv", "file,label,split\nimages/c0.png,real,dev\n");
  EXPECT_THAT(error("layout:index=split.csv"), HasSubstr("'dev'"));
}

TEST(Layout, MissingAndEmptyFoldersAreOneSentence) {
  const TemporaryFolder folder;
  EXPECT_THAT(ErrorOf([&] { Open("layout:real=[{clip}.png]", folder); }), HasSubstr("is empty"));
  EXPECT_THAT(ErrorOf([&] {
                Datasets().Make(Spec::Parse("layout:index=a.csv"),
                                {.name = "toy", .root = folder / "none"});
              }),
              HasSubstr("There is no folder"));
}

TEST(Layout, ReadsPathTemplates) {
  const TemporaryFolder folder;
  for (int person = 0; person < 10; ++person)
    for (int frame = 0; frame < 2; ++frame) {
      PublishFile(folder / Concat("real/p", person, "/", frame, ".png"), Png(person));
      PublishFile(folder / Concat("fake/FS/p", person, "_q", person, "/", frame, ".png"), Png(60));
    }
  PublishFile(folder / "readme.txt", "x");
  const auto dataset =
      Open("layout:real=real/{target}/{frame}.png,fake=fake/{method}/{target}_{source}/{frame}.png",
           folder);
  ASSERT_EQ(dataset->size(), 40u);
  const SampleInfo fake = dataset->info(0);
  EXPECT_EQ(fake.id, "toy/fake/FS/p0_q0/0");
  EXPECT_EQ(fake.method, "FS");
  EXPECT_EQ(fake.target, "p0");
  EXPECT_EQ(fake.source, "q0");
  EXPECT_EQ(fake.clip, "fake/FS/p0_q0");
  const auto infos = Infos(*dataset);
  EXPECT_TRUE(FindLeakage(infos).leaks.empty());
  EXPECT_EQ(std::ranges::count(infos, "train", &SampleInfo::split), 24);
}

TEST(PathTemplate, MatchesAsLittleAsFits) {
  const PathTemplate path("{a}_{b}/{a}.png");
  EXPECT_THAT(*path.Match("x_y_z/x.png"), ElementsAre(Pair("a", "x"), Pair("b", "y_z")));
  EXPECT_THAT(*path.Match("x_y_z/x_y.png"), ElementsAre(Pair("a", "x_y"), Pair("b", "z")));
  EXPECT_FALSE(path.Match("x_y/z.png"));
  EXPECT_FALSE(path.Match("d/x_y/x.png"));
  EXPECT_THAT(ErrorOf([] { PathTemplate("{a}{b}.png"); }), HasSubstr("two words"));
  EXPECT_THAT(ErrorOf([] { PathTemplate("{a.png"); }), HasSubstr("not closed"));
}

TEST(Layout, DfdcFacesImportAsPublished) {
  const auto folder = RealData("dfdc_faces");
  if (!folder) GTEST_SKIP() << "set SWAPBENCH_REAL_DATA";
  const auto dataset = Datasets().Make(
      Spec::Parse("layout:index=labels.csv,twins=true,reals=3000,fakes=3000,train_records=4000,"
                  "val_records=800,test_records=1200"),
      {.name = "dfdc_faces", .root = *folder});
  EXPECT_EQ(dataset->size(), 6000u);
  EXPECT_TRUE(dataset->refusals().empty());
  size_t twins = 0;
  for (size_t i = 0; i < dataset->size(); ++i) twins += dataset->info(i).twin.empty() ? 0 : 1;
  EXPECT_EQ(twins, 3000u);
  const LeakageReport report = FindLeakage(Infos(*dataset));
  EXPECT_TRUE(report.leaks.empty());
  EXPECT_EQ(report.unknown_source, 3000u);
}

}  // namespace
}  // namespace swapbench
