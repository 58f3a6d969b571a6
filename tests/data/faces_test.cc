// SPDX-License-Identifier: Apache-2.0
// Images and videos with a section [faces].
#include <algorithm>
#include <chrono>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "core/file.h"
#include "core/parallel.h"
#include "data/alignment_of.h"
#include "data/dataset.h"
#include "data/import.h"
#include "data/media.h"
#include "data/recipe.h"
#include "faces/landmarks.h"
#include "faces/locate.h"
#include "faces/shape_predictor.h"
#include "image/codec.h"
#include "support.h"

namespace swapbench {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class Faces : public testing::Test {
 protected:
  Faces() { static const auto kept = OpenShapePredictor(kLandmarkModel); }  // read once

  void Put(const std::string& name, const cv::Mat& image) const {
    PublishFile(folder_ / name, EncodePng(image));
  }

  /// The listed folder as a recipe would open it; `faces` are the lines of its section [faces].
  std::unique_ptr<Dataset> Open(const std::string& rows, const std::string& faces,
                                int threads = 2) const {
    PublishFile(folder_ / "labels.csv", "file,label,split,mask,target\n" + rows);
    const DatasetRecipe recipe = ParseDatasetRecipe(
        "[card]\nname = toy\nlicence = CC0-1.0\nconsent = given\n"
        "[source]\ndataset = layout:index=labels.csv,twins=true\n[faces]\n" +
            faces,
        "toy.ini");
    return OpenSource(recipe, folder_.path(), threads, journal_);
  }

  static std::vector<std::string> Ids(const Dataset& dataset) {
    std::vector<std::string> ids;
    for (size_t i = 0; i < dataset.size(); ++i) ids.push_back(dataset.info(i).id);
    return ids;
  }

  TemporaryFolder folder_, elsewhere_;
  std::filesystem::path journal_;  // none, unless a test wants one
};

/// Mean distance of the landmarks from those of a person who was put at `place`, in distances of
/// the eyes.
double Misfit(size_t person, cv::Point place, const Landmarks& found) {
  const Landmarks truth = Sitter(person).landmarks;
  double sum = 0;
  for (size_t i = 0; i < 68; ++i) sum += cv::norm(truth[i] + cv::Point2f(place) - found[i]);
  return sum / 68 / InterOcularDistance(truth);
}

TEST_F(Faces, ImagesThatStayWholeKeepTheirBytesAndGetLandmarks) {
  for (const size_t person : {0U, 1U}) Put(Concat(person, ".png"), Sitter(person).image);
  const auto dataset = Open("0.png,real,test,,\n1.png,real,test,,\n", "align = none");
  ASSERT_THAT(Ids(*dataset), ElementsAre("toy/0", "toy/1"));
  for (const size_t person : {0U, 1U}) {
    const Record record = dataset->GetRecord(person);
    EXPECT_EQ(record.image, ReadFile(folder_ / Concat(person, ".png")));
    ASSERT_TRUE(record.landmarks);
    EXPECT_LT(Misfit(person, {}, *record.landmarks), .12);
    EXPECT_EQ(dataset->Get(person).face.landmarks, record.landmarks);
  }
}

TEST_F(Faces, OfKeptFramesBecomeLosslessCrops) {
  WriteClip(folder_ / "clips/a.mp4", 0, 40);
  const auto dataset = Open("clips/a.mp4,real,test,,\n", "align = ffpp:size=0\nframes = 3");
  ASSERT_THAT(Ids(*dataset), ElementsAre("toy/clips/a/0", "toy/clips/a/19", "toy/clips/a/39"));
  Video video(folder_ / "clips/a.mp4", "a");
  while (video.Next() && video.number() < 19) continue;
  const Record record = dataset->GetRecord(1);
  EXPECT_EQ(record.info.clip, "clips/a");
  const auto provenance = nlohmann::json::parse(record.provenance);
  EXPECT_EQ(provenance["imported_file"], "clips/a.mp4");
  EXPECT_EQ(provenance["frame"], 19);
  EXPECT_EQ(provenance["seconds"], 19 / 25.);
  EXPECT_EQ(provenance["align"], "ffpp:size=0");
  EXPECT_EQ(AlignmentOf(record), "ffpp:size=0");
  EXPECT_THAT(provenance["locator"].get<std::string>(), HasSubstr("dlib:"));
  EXPECT_GT(provenance["score"], 0);
  // What the record says of the crop is what was done: its pixels stand in the frame just there.
  const std::vector<double> map = provenance["crop_from_image"];
  const cv::Mat crop = DecodeImage(record.image, "crop");
  const cv::Rect place(cvRound(-map[2]), cvRound(-map[5]), crop.cols, crop.rows);
  EXPECT_EQ(cv::norm(crop, video.Image()(place), cv::NORM_INF), 0);
  EXPECT_LT(Misfit(0, cv::Point(10 + 19, 8) - place.tl(), *record.landmarks), .12);
  const std::vector<int> box = provenance["box"];
  EXPECT_TRUE(cv::Rect(box[0], box[1], box[2], box[3]).contains(cv::Point(29 + 112, 8 + 112)));
}

TEST_F(Faces, ThatAreNotThereAreCountedApartFromFilesThatCannotBeRead) {
  WriteClip(folder_ / "a.mp4", 0, 30, 10, 25);
  Put("wall.png", Wall());
  PublishFile(folder_ / "bad.png", "no picture");
  const auto dataset =
      Open("a.mp4,real,test,,\nwall.png,real,test,,\nbad.png,real,test,,\n", "every = 5");
  EXPECT_THAT(Ids(*dataset), ElementsAre("toy/a/0", "toy/a/5", "toy/a/25"));
  EXPECT_EQ(CountRefusals(*dataset, Refusal::Kind::kUnreadable), 1U);
  EXPECT_EQ(CountRefusals(*dataset, Refusal::Kind::kNoFace), 4U);
  EXPECT_EQ(dataset->census().files, 3U);
  EXPECT_EQ(dataset->census().pictures, 7U);
  const std::string text = RefusalText(*dataset);
  EXPECT_THAT(text, HasSubstr("Refused bad.png: "));
  EXPECT_THAT(text, HasSubstr("Not imported: a.mp4 frame 20: no face"));
  EXPECT_THAT(text, HasSubstr("Not imported: wall.png: no face"));
  CheckRefusals(*dataset, .34);
  EXPECT_THAT(ErrorOf([&] { CheckRefusals(*dataset, .3); }), HasSubstr("1 of 3 files"));
}

TEST_F(Faces, OfOnePictureAreOneRecordOrAll) {
  const cv::Size wide(500, 240);
  Put("pair.png", Scene({{0, {5, 8}}, {1, {260, 8}}}, wide));
  const std::string row = "pair.png,real,test,,\n";
  const auto largest = Open(row, "align = none"), all = Open(row, "align = sbi\nkeep = all");
  EXPECT_THAT(Ids(*largest), ElementsAre("toy/pair"));
  EXPECT_THAT(Ids(*all), ElementsAre("toy/pair/0", "toy/pair/1"));
  EXPECT_NE(all->GetRecord(0).image, all->GetRecord(1).image);
  EXPECT_EQ(all->census().pictures, 1U);
}

TEST_F(Faces, MasksAreCutOutWithTheirImage) {
  // A mask that says of each pixel where it is, so that the cut shows.
  cv::Mat mask(240, 320, CV_8UC1);
  for (int y = 0; y < mask.rows; ++y)
    for (int x = 0; x < mask.cols; ++x)
      mask.at<uchar>(y, x) = static_cast<uchar>((x / 16 + y / 16) % 2 == 0 ? 60 : 200);
  cv::Mat shown;
  cv::cvtColor(mask, shown, cv::COLOR_GRAY2BGR);
  Put("still.png", Scene({{0, {40, 8}}}));
  PublishFile(folder_ / "mask.png", EncodePng(mask));
  WriteClip(folder_ / "fake.mp4", 1, 20);
  WriteVideo(
      folder_ / "mask.avi", 20, [&](int) { return shown; }, "MJPG");
  const auto dataset = Open("still.png,fake,test,mask.png,\nfake.mp4,fake,test,mask.avi,\n",
                            "frames = 2\nalign = sbi");
  ASSERT_EQ(dataset->size(), 3U);
  for (size_t i = 0; i < 3; ++i) {
    const Record record = dataset->GetRecord(i);
    const auto provenance = nlohmann::json::parse(record.provenance);
    const std::vector<double> map = provenance["crop_from_image"];
    const cv::Mat expected = [&] {
      cv::Mat moved;
      const cv::Matx23d crop_from_image(map.data());
      cv::warpAffine(mask, moved, crop_from_image, {380, 380}, cv::INTER_LINEAR);
      return moved;
    }();
    const cv::Mat found = DecodeGrey(record.mask, "mask");
    ASSERT_EQ(found.size(), expected.size());
    EXPECT_LT(cv::norm(found, expected, cv::NORM_L1) / static_cast<double>(found.total()), 4)
        << record.info.id;
    EXPECT_THAT(provenance["digital_source_type"].get<std::string>(),
                HasSubstr("compositeSynthetic"));
  }
}

TEST_F(Faces, MasksThatDoNotFitRefuseTheirFile) {
  Put("a.png", Scene({{0, {40, 8}}}));
  WriteClip(folder_ / "c.mp4", 0, 20);
  PublishFile(folder_ / "small.png", EncodePng(cv::Mat(10, 10, CV_8UC1, cv::Scalar(0))));
  WriteNumbered(folder_ / "short.avi", 10, "MJPG");
  WriteVideo(
      folder_ / "brief.avi", 5, [](int) { return Wall(); }, "MJPG");
  const auto reason = [&](const std::string& file, const std::string& mask) {
    const auto dataset =
        Open("a.png,real,test,,\n" + file + ",fake,test," + mask + ",\n", "frames = 2");
    if (dataset->refusals().size() != 1) return std::string("not refused");
    return dataset->refusals()[0].reason;
  };
  PublishFile(folder_ / "b.png", ReadFile(folder_ / "a.png"));
  EXPECT_THAT(reason("b.png", "small.png"), HasSubstr("another size"));
  EXPECT_THAT(reason("b.png", "brief.avi"), HasSubstr("the mask of a video must be a video"));
  EXPECT_THAT(reason("c.mp4", "short.avi"), HasSubstr("another size"));
  EXPECT_THAT(reason("c.mp4", "brief.avi"), HasSubstr("has 5 frames, but frame 19 of c.mp4"));
  EXPECT_THAT(reason("c.mp4", "none.avi"), HasSubstr("none.avi"));
}

TEST_F(Faces, OfAFakeVideoHaveTheSameFrameOfTheRealOneAsTwin) {
  WriteClip(folder_ / "real.mp4", 0, 20, 8, 12);
  WriteClip(folder_ / "fake.mp4", 1, 20);
  const std::string rows = "real.mp4,real,test,,p\nfake.mp4,fake,test,,p\n";
  const auto dataset = Open(rows, "every = 5");
  ASSERT_THAT(Ids(*dataset), ElementsAre("toy/real/0", "toy/real/5", "toy/real/15", "toy/fake/0",
                                         "toy/fake/5", "toy/fake/10", "toy/fake/15"));
  std::vector<std::string> twins;
  for (size_t i = 0; i < dataset->size(); ++i) twins.push_back(dataset->info(i).twin);
  EXPECT_THAT(twins, ElementsAre("", "", "", "toy/real/0", "toy/real/5", "", "toy/real/15"));
}

/// Every byte that a corpus would hold.
std::vector<std::string> Contents(const Dataset& dataset, int threads) {
  std::vector<std::string> contents(dataset.size());
  ParallelFor(dataset.size(), threads, [&](size_t i) {
    const Record record = dataset.GetRecord(i);
    contents[i] = record.info.id + record.image + record.mask + record.provenance;
    for (const cv::Point2f& point : *record.landmarks)
      contents[i] += Concat(' ', point.x, ' ', point.y);
  });
  return contents;
}

TEST_F(Faces, AreTheSameWithAnyNumberOfThreadsAndInAnyOrder) {
  WriteClip(folder_ / "a.mp4", 0, 30);
  WriteClip(folder_ / "b.mp4", 1, 30);
  Put("c.png", Scene({{2, {40, 8}}}));
  const std::string rows = "a.mp4,real,test,,\nb.mp4,fake,test,,\nc.png,real,test,,\n";
  const std::string faces = "align = dfb:size=64\nframes = 15";
  const auto alone = Contents(*Open(rows, faces, 1), 1);
  ASSERT_EQ(alone.size(), 31U);
  const auto dataset = Open(rows, faces, 4);
  EXPECT_EQ(Contents(*dataset, 4), alone);
  for (const size_t i : {30U, 29U, 3U, 28U, 0U, 16U}) {
    const std::string again = dataset->GetRecord(i).info.id + dataset->GetRecord(i).image;
    EXPECT_TRUE(alone[i].starts_with(again)) << i;
  }
}

TEST_F(Faces, AreNotLookedForAgainWhereTheJournalKnowsThem) {
  Put("a.png", Scene({{0, {40, 8}}}));
  Put("b.png", Scene({{1, {40, 8}}}));
  const std::string rows = "a.png,real,test,,\nb.png,real,test,,\n";
  journal_ = elsewhere_ / "toy.located.jsonl";
  const auto first = Contents(*Open(rows, "align = sbi"), 1);
  const std::string lines = ReadFile(journal_);
  EXPECT_EQ(std::ranges::count(lines, '\n'), 3);

  // A lie in the journal is believed: nobody looked again.
  std::string lie = lines;
  const size_t score = lie.find("\"score\":", lie.find("a.png")) + 8;
  lie.replace(score, lie.find(',', score) - score, "77");
  PublishFile(journal_, lie);
  EXPECT_THAT(Open(rows, "align = sbi")->GetRecord(0).provenance, HasSubstr("\"score\":77"));

  // Not where the file has changed since, nor for another search, nor from a torn line.
  std::filesystem::last_write_time(
      folder_ / "a.png", std::filesystem::file_time_type::clock::now() + std::chrono::seconds(5));
  EXPECT_EQ(Contents(*Open(rows, "align = sbi"), 1), first);
  PublishFile(journal_, lie);
  EXPECT_THAT(Open(rows, "align = sbi\nkeep = all")->GetRecord(0).provenance,
              testing::Not(HasSubstr("\"score\":77")));
  Open(rows, "align = sbi");
  const std::string whole = ReadFile(journal_);
  PublishFile(journal_, whole.substr(0, whole.size() - 40));
  EXPECT_EQ(Contents(*Open(rows, "align = sbi"), 1), first);
  EXPECT_EQ(std::ranges::count(ReadFile(journal_), '\n'), 3);
}

TEST_F(Faces, BadInputIsOneSentence) {
  Put("wall.png", Wall());
  WriteClip(folder_ / "a.mp4", 0, 5);
  const auto error = [&](const std::string& rows, const std::string& faces) {
    return ErrorOf([&] { Open(rows, faces); });
  };
  const std::string wall = "wall.png,real,test,,\n";
  const auto faceless = Open(wall, "");
  EXPECT_EQ(faceless->size(), 0U);
  EXPECT_THAT(RefusalText(*faceless), HasSubstr("Not imported: wall.png: no face was found"));
  const auto unread = Open("none.png,real,test,,\n", "");
  EXPECT_EQ(unread->size(), 0U);
  EXPECT_THAT(RefusalText(*unread), HasSubstr("Refused none.png: "));
  EXPECT_THAT(error(wall, "locator = dlbi"), HasSubstr("did you mean 'dlib'"));
  EXPECT_THAT(error(wall, "align = bfd"), HasSubstr("no alignment called 'bfd'"));
  EXPECT_THAT(error(wall, "locator = yunet"), HasSubstr("yunet:model=FILE"));
  EXPECT_THAT(error(wall, "keep = first"), HasSubstr("'keep'"));
  EXPECT_THAT(error(wall, "frames = 0"), HasSubstr("'frames'"));
  EXPECT_THAT(error(wall, "frames = 4\nevery = 4"), HasSubstr("either frames or every"));
  EXPECT_THAT(error(wall, "every_frame = 4"), HasSubstr("every_frame"));
  EXPECT_THAT(ErrorOf([&] {
                Datasets().Make(Spec::Parse("layout:index=labels.csv"),
                                {.name = "toy", .root = folder_.path()});
                PublishFile(folder_ / "labels.csv", "file,label,split\na.mp4,real,test\n");
                Datasets().Make(Spec::Parse("layout:index=labels.csv"),
                                {.name = "toy", .root = folder_.path()});
              }),
              HasSubstr("a.mp4 is a video: add a section [faces]"));
  EXPECT_THAT(
      ErrorOf([&] {
        Datasets().Make({"procedural", {}}, {.name = "toy", .root = {}, .faces = FaceOptions()});
      }),
      HasSubstr("[faces]"));
}

TEST(FaceOptions, StandInTheCanonicalRecipeOnlyWhereThereAreAny) {
  const std::string text =
      "[card]\nname = toy\nlicence = CC0-1.0\nconsent = given\n[source]\ndataset = "
      "layout:index=a\n";
  const auto canonical = [](const std::string& recipe) {
    return CanonicalRecipe(ParseDatasetRecipe(recipe, "toy.ini"));
  };
  EXPECT_EQ(canonical(text).find("[faces]"), std::string::npos);
  const std::string with = canonical(text + "[faces]\nalign = dfb\n");
  EXPECT_THAT(with, HasSubstr("align = dfb:size=256\n"));
  EXPECT_THAT(with, HasSubstr("frames = 32"));
  EXPECT_THAT(with, HasSubstr("upsample=0"));
}

}  // namespace
}  // namespace swapbench
