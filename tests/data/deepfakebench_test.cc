// SPDX-License-Identifier: Apache-2.0
// Reading what DeepfakeBench's scripts write, with their habits.
#include <cstdlib>
#include <set>

#include "data/adaptors.h"
#include "data/deepfakebench_names.h"
#include "data/import.h"
#include "data/npy_landmarks.h"
#include "data/split.h"
#include "trees.h"

namespace swapbench {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::Pair;

/// The entry of a clip with two frames; writes them, once at each level.
std::string Clip(const Tree& tree, const std::string& folder, const std::string& label,
                 const std::string& more = "") {
  std::string frames;
  for (const std::string frame : {"000", "001"}) {
    const std::string file = folder + "/" + frame + ".png";
    tree.Write(file, TinyPng(static_cast<int>(std::hash<std::string>()(file) % 60000)));
    std::string written = "./datasets/" + file;
    for (size_t at = 0; (at = written.find('/', at)) != std::string::npos; at += 2)
      written.replace(at, 1, "\\\\");  // as Windows and JSON have it
    frames += (frames.empty() ? "\"" : ",\"") + written + "\"";
  }
  return R"({"label":")" + label + R"(","frames":[)" + frames + "]" + more + "}";
}

/// FaceForensics++ as rearrange.py writes it: levels of compression, backslashes, masks of c23.
class BenchFile : public testing::Test {
 protected:
  BenchFile() {
    const auto levels = [&](const std::string& place, const std::string& clip,
                            const std::string& label, const std::string& more) {
      std::string text;
      for (const std::string level : {"c23", "c40"})
        text += Concat(text.empty() ? "{\"" : ",\"", level, R"(":{")", clip, "\":",
                       Clip(tree_, Concat("FaceForensics++/", place, "/", level, "/frames/", clip),
                            label, more),
                       "}");
      return text + "}";
    };
    const std::string masks =
        R"(,"masks":["./datasets\\FaceForensics++\\manipulated_sequences\\Deepfakes\\c23\\masks\\000_003\\001.png"])";
    tree_.Write("FaceForensics++/manipulated_sequences/Deepfakes/c23/masks/000_003/001.png",
                EncodePng(cv::Mat(6, 5, CV_8UC1, cv::Scalar(255))));
    tree_.Write("FaceForensics++/original_sequences/youtube/c23/landmarks/000/000.npy",
                WriteNpyLandmarks({}));
    tree_.Write(
        "FaceForensics++.json",
        R"({"FaceForensics++":{"FF-real":{"train":{},"val":{"c23":{},"c40":{}},"test":)" +
            levels("original_sequences/youtube", "000", "FF-real", "") + R"(},"FF-DF":{"train":)" +
            levels("manipulated_sequences/Deepfakes", "071_054", "FF-DF", "") + R"(,"test":)" +
            levels("manipulated_sequences/Deepfakes", "000_003", "FF-DF", masks) + "}}}");
  }

  std::unique_ptr<Dataset> Open(const std::string& spec) const {
    return Datasets().Make(Spec::Parse(spec), tree_.context());
  }
  std::string ErrorAs(const std::string& spec) const {
    return ErrorOf([&] { Open(spec); });
  }

  Tree tree_;
};

TEST_F(BenchFile, IsReadByTheTemplateRecipe) {
  const auto dataset = Datasets().Make(Tree::Source("deepfakebench"), tree_.context());
  ASSERT_EQ(dataset->size(), 6u) << "two frames of three clips, at one level";
  EXPECT_THAT(dataset->refusals(), IsEmpty());
  std::map<std::string, Record> records;
  for (size_t i = 0; i < dataset->size(); ++i) records[dataset->info(i).id] = dataset->GetRecord(i);
  const Record fake =
      records.at("toy/FaceForensics++/manipulated_sequences/Deepfakes/c23/frames/000_003/001");
  EXPECT_EQ(fake.info.label, Label::kFake);
  EXPECT_EQ(fake.info.clip, "FF-DF/000_003");
  EXPECT_EQ(fake.info.method, "FF-DF");
  EXPECT_EQ(fake.info.split, "test");
  EXPECT_EQ(fake.info.target, "000");
  EXPECT_EQ(fake.info.source, "003");
  EXPECT_THAT(fake.info.attributes, ElementsAre(Pair("compression", "c23")));
  EXPECT_EQ(fake.mask,
            ReadFile(tree_ /
                     "FaceForensics++/manipulated_sequences/Deepfakes/c23/masks/000_003/001.png"));
  const std::string real = "toy/FaceForensics++/original_sequences/youtube/c23/frames/000/";
  EXPECT_EQ(records.at(real + "000").info.label, Label::kReal);
  EXPECT_EQ(records.at(real + "000").info.target, "000");
  EXPECT_TRUE(records.at(real + "000").landmarks.has_value());
  EXPECT_FALSE(records.at(real + "001").landmarks.has_value());
}

TEST_F(BenchFile, LendsTheMasksOfOneLevelToTheOther) {
  const auto dataset =
      Open("deepfakebench:json=FaceForensics++.json,cut=datasets/,compression=c40,labels=FF-DF");
  ASSERT_EQ(dataset->size(), 4u);
  EXPECT_FALSE(dataset->GetRecord(1).mask.empty());
  EXPECT_EQ(dataset->info(1).id,
            "toy/FaceForensics++/manipulated_sequences/Deepfakes/c40/frames/000_003/001");
}

TEST_F(BenchFile, MustSayWhichLevelAndWhereItsPathsBegin) {
  const std::string json = "deepfakebench:json=FaceForensics++.json";
  EXPECT_THAT(ErrorAs(json + ",cut=datasets/"), HasSubstr("has the levels c23, c40; choose one"));
  EXPECT_THAT(ErrorAs(json + ",cut=datasets/,compression=raw"), HasSubstr("c23, c40"));
  EXPECT_THAT(ErrorAs(json + ",compression=c23"),
              AllOf(HasSubstr("for example datasets/FaceForensics++"), HasSubstr("cut=")));
  EXPECT_THAT(ErrorAs(json + ",labels=FF-FD"), HasSubstr("did you mean 'FF-DF'"));
  EXPECT_THAT(ErrorAs(json + ",datasets=FF"), HasSubstr("knows no datasets=FF"));
  EXPECT_THAT(ErrorAs(json + ",splits=test,labels=FF-DF,datasets=FaceForensics++,cut=datasets/"),
              HasSubstr("levels"));
  EXPECT_THAT(ErrorAs(json + ",splits=val"), HasSubstr("Nothing in FaceForensics++.json"));
  EXPECT_THAT(ErrorAs("deepfakebench"), HasSubstr("json=FILE"));
  EXPECT_THAT(ErrorAs("deepfakebench:json=none.json"), HasSubstr("none.json"));
}

TEST_F(BenchFile, ThatIsNoneIsOneSentence) {
  const auto error = [&](const std::string& text) {
    tree_.Write("bad.json", text);
    return ErrorAs("deepfakebench:json=bad.json");
  };
  EXPECT_THAT(error("{\"D\":{"),
              AllOf(HasSubstr("bad.json:1: this is no JSON"), Not(HasSubstr("\n"))));
  EXPECT_THAT(error("{\"D\":\n{\"L\":,}"), HasSubstr("bad.json:2: this is no JSON"));
  EXPECT_THAT(error("[]"), HasSubstr("the file holds no object"));
  EXPECT_THAT(error(R"({"D":[]})"), HasSubstr("D holds no object"));
  EXPECT_THAT(error(R"({"D":{"L":{"clip":{"label":"L","frames":["a"]}}}})"),
              HasSubstr("under D / L there is 'clip' where train, val or test belongs"));
  EXPECT_THAT(error(R"({"D":{"L":{"test":{"c23":{"clip":{"label":"L"}}}}}})"),
              HasSubstr("D / L / test / c23 / clip: it is no clip with a list of frames."));
  EXPECT_THAT(error(R"({"D":{"L":{"test":{"clip":{"label":1,"frames":["a"]}}}}})"),
              HasSubstr("No clip that is chosen can be read; the first: bad.json at D / L / test / "
                        "clip: its label is no text."));
  EXPECT_THAT(error(R"({"D":{"L":{"test":{}}}})"), HasSubstr("Nothing in bad.json"));
}

TEST_F(BenchFile, LosesTheClipsThatAreNoneAndNamesThem) {
  const std::string good = Clip(tree_, "D/frames/good", "L");
  tree_.Write("D.json", R"({"D":{"L":{"test":{"good":)" + good +
                            R"(,"a":{"label":1,"frames":["x"]},)" +
                            R"("b":{"label":"L","frames":[7]},"c":{"label":"L"},"d":null,"e":[],)" +
                            R"("f":{"frames":["x"],"masks":"y"},"g":{"frames":"x"},)" +
                            R"("c40":{},"c23":{"h":{"frames":["x"],"target":{}},"i":3}}}}})");
  const auto dataset = Open("deepfakebench:json=D.json,cut=datasets/");
  EXPECT_EQ(dataset->size(), 2u) << "the frames of the one good clip";
  EXPECT_EQ(RefusalText(*dataset),
            "Refused D.json at D / L / test / a: its label is no text.\n"
            "Refused D.json at D / L / test / b: its frames are no list of paths.\n"
            "Refused D.json at D / L / test / c: it is no clip with a list of frames.\n"
            "Refused D.json at D / L / test / c23 / h: its target is no text.\n"
            "Refused D.json at D / L / test / c23 / i: it is no clip with a list of frames.\n"
            "Refused D.json at D / L / test / d: it is no clip with a list of frames.\n"
            "Refused D.json at D / L / test / e: it is no clip with a list of frames.\n"
            "Refused D.json at D / L / test / f: its masks are no list of paths.\n"
            "Refused D.json at D / L / test / g: its frames are no list of paths.\n");
  EXPECT_THAT(ErrorOf([&] { CheckRefusals(*dataset, .01); }), HasSubstr("9 of 11 files"));
}

TEST_F(BenchFile, WithoutLevelsMayListAFrameUnderSeveralSplits) {
  const std::string real = Clip(tree_, "CDF/Celeb-real/frames/id0_0000", "CDF_real"),
                    fake = Clip(tree_, "CDF/Celeb-synthesis/frames/id0_id1_0000", "CDF_fake");
  tree_.Write("CDF.json", R"({"CDF":{"CDF_real":{"train":{"id0_0000":)" + real +
                              R"(},"test":{"id0_0000":)" + real +
                              R"(}},"CDF_fake":{"test":{"id0_id1_0000":)" + fake +
                              R"(},"val":{"label":"CDF_fake","frames":["left by the script"]}}}})");
  const std::string spec =
      "deepfakebench:json=CDF.json,cut=datasets/"
      ",compression=c23,fake_clips={target}_{source}_{take}";
  EXPECT_THAT(ErrorAs(spec),
              AllOf(HasSubstr("id0_0000/000.png is listed under"), HasSubstr("splits=")));
  const auto test = Open(spec + ",splits=test");
  ASSERT_EQ(test->size(), 4u);
  EXPECT_EQ(test->info(3).source, "id1");
  EXPECT_EQ(test->info(3).attributes.at("take"), "0000");
  tree_.Write("wrong.json", R"({"CDF":{"CDF_fake":{"test":{"x":)" + real + "}}}}");
  EXPECT_EQ(Open("deepfakebench:json=wrong.json,cut=datasets/,rest=test")->info(0).label,
            Label::kReal)
      << "the clip's own label counts, as it does there";
}

TEST_F(BenchFile, OfSeveralMethodsSharesItsReals) {
  for (const std::string method : {"simswap", "blendface"}) {
    const std::string data = R"({")" + method + R"(_ff":{"roop_Real":{"test":{"004":)" +
                             Clip(tree_, "FaceForensics++/youtube/c23/frames/004", "roop_Real") +
                             R"(}},"roop_Fake":{"train":{"004_005":)" +
                             Clip(tree_, "DF40/" + method + "/ff/frames/004_005", "roop_Fake") +
                             R"(},"test":{"004_005":)" +
                             Clip(tree_, "DF40/" + method + "/ff/frames/004_005", "roop_Fake") +
                             "}}}}";
    tree_.Write("dataset_json/" + method + "_ff.json", data);
  }
  Spec source = Tree::Source("df40");
  source.args["cut"] = "datasets/";
  const auto dataset = Datasets().Make(source, tree_.context());
  ASSERT_EQ(dataset->size(), 6u) << "two frames each of one real and two fake clips";
  std::set<std::string> methods;
  for (size_t i = 0; i < dataset->size(); ++i) methods.insert(dataset->info(i).method);
  EXPECT_THAT(methods, ElementsAre("", "blendface_ff", "simswap_ff"));
  EXPECT_EQ(dataset->info(0).source, "005");
  EXPECT_TRUE(FindLeakage(Infos(*dataset)).leaks.empty());
}

TEST_F(BenchFile, MayNameFramesThatAreNotThere) {
  std::filesystem::remove(tree_ /
                          "FaceForensics++/original_sequences/youtube/c23/frames/000/001.png");
  const auto dataset = Datasets().Make(Tree::Source("deepfakebench"), tree_.context());
  EXPECT_EQ(dataset->size(), 5u);
  ASSERT_EQ(dataset->refusals().size(), 1u);
  EXPECT_EQ(dataset->refusals()[0].file,
            "FaceForensics++/original_sequences/youtube/c23/frames/000/001.png");
}

TEST(BenchNames, TellRealFromFakeAndWhereMasksLie) {
  for (const char* name : {"FF-real", "DFDC_Real", "real", "UADFV_Real", "CelebDFv2_real"})
    EXPECT_TRUE(NamesRealClips(name)) << name;
  for (const char* name : {"FF-DF", "unreal", "real_fake", "surreal", ""})
    EXPECT_FALSE(NamesRealClips(name)) << name;
  EXPECT_EQ(BesideFrames("a/frames/b/frames/c.png", "masks"), "a/frames/b/masks/c.png");
  EXPECT_EQ(BesideFrames("frames/c.png", "masks"), "masks/c.png");
  EXPECT_EQ(BesideFrames("myframes/c.png", "masks"), "");
}

TEST_F(BenchFile, WhoseLandmarksAreNoNumbersLosesTheFrame) {
  const std::string folder = "FaceForensics++/original_sequences/youtube/c23/";
  Landmarks points = {};
  points.fill(cv::Point2f(NAN, NAN));
  tree_.Write(folder + "landmarks/000/001.npy", WriteNpyLandmarks(points));
  const auto dataset = Datasets().Make(Tree::Source("deepfakebench"), tree_.context());
  EXPECT_EQ(dataset->size(), 5u);
  EXPECT_EQ(RefusalText(*dataset),
            "Refused " + folder + "frames/000/001.png: " + folder +
                "landmarks/000/001.npy: landmark 0 is not a number: repair the file, or remove "
                "it: then there are none.\n");
}

TEST(NpyLandmarks, ReadWhatNumPyWrites) {
  const Tree tree;
  tree.Write("write.py",
             "import numpy, sys\n"
             "for kind in 'f4 f8 i4 u4 i8 u8'.split():\n"
             "    rows = numpy.arange(162).reshape(81, 2).astype(kind)\n"
             "    numpy.save(sys.argv[1] + '/' + kind + '.npy', rows)\n");
  const std::string command =
      "/usr/bin/python3 " + (tree / "write.py").string() + " " + tree.path().string();
  if (std::system((command + " 2>/dev/null").c_str()) != 0) GTEST_SKIP() << "needs python3-numpy";
  for (const std::string kind : {"f4", "f8", "i4", "u4", "i8", "u8"}) {
    const Landmarks points = ReadNpyLandmarks(ReadFile(tree / (kind + ".npy")), kind);
    EXPECT_EQ(points[0], cv::Point2f(0, 1)) << kind;
    EXPECT_EQ(points[67], cv::Point2f(134, 135)) << kind;
  }
}

}  // namespace
}  // namespace swapbench
