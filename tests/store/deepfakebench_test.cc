// SPDX-License-Identifier: Apache-2.0
// A corpus written for DeepfakeBench and read back is the same corpus, as far as that format goes.
#include <algorithm>
#include <cstdlib>
#include <tuple>

#include "core/error.h"
#include "core/file.h"
#include "data/adaptors.h"
#include "image/codec.h"
#include "store/records.h"
#include "store/unpack.h"
#include "support.h"

namespace swapbench {
namespace {

using testing::HasSubstr;

class Records : public Dataset {
 public:
  explicit Records(std::vector<Record> records) : records_(std::move(records)) {}
  size_t size() const override { return records_.size(); }
  const SampleInfo& info(size_t i) const override { return records_[i].info; }
  Sample Get(size_t i) const override {
    return {info(i), {DecodeImage(records_[i].image, info(i).id), records_[i].landmarks}, {}};
  }
  Record GetRecord(size_t i) const override { return records_[i]; }

 private:
  std::vector<Record> records_;
};

/// A corpus as the builder makes it: a fake belongs to its target's clip, which has a '/'.
Records Corpus() {
  std::vector<Record> records;
  int number = 0;
  const auto add = [&](const std::string& person, int frame, const std::string& method,
                       const std::string& source) {
    Record record;
    SampleInfo& info = record.info;
    info.label = method.empty() ? Label::kReal : Label::kFake;
    info.id = Concat("toy/", person, "/", frame, method, source);
    info.dataset = "toy";
    info.target = person;
    info.clip = person + "/take 1";
    info.method = method;
    info.source = source;
    info.split = person == "p0" ? "train" : person == "p1" ? "val" : "test";
    info.attributes["tone"] = "3";
    const cv::Mat image = NoiseImage(static_cast<uint64_t>(number++), 9);
    record.image = frame == 0 ? EncodeJpeg(image, 90) : EncodePng(image);
    if (info.label == Label::kFake) record.mask = EncodePng(cv::Mat(9, 9, CV_8UC1, number));
    if (frame > 0) {
      record.landmarks.emplace();
      record.landmarks->front() = {.25F, static_cast<float>(number)};
    }
    record.provenance = "{}";
    records.push_back(record);
  };
  for (const std::string person : {"p0", "p1", "p2"})
    for (int frame = 0; frame < 3; ++frame) {
      add(person, frame, "", "");
      add(person, frame, "paste", "p3");
      add(person, frame, "paste", "p4");
      add(person, frame, "self_blend", person);
    }
  return Records(std::move(records));
}

/// Everything that the format keeps, in an order of its own.
using Kept = std::tuple<std::string, std::string, std::vector<float>, Label, std::string,
                        std::string, std::string, std::string, std::string>;
std::vector<Kept> KeptOf(const Dataset& dataset) {
  std::vector<Kept> kept;
  for (size_t i = 0; i < dataset.size(); ++i) {
    const Record record = dataset.GetRecord(i);
    const SampleInfo& info = dataset.info(i);
    std::vector<float> points;
    if (record.landmarks)
      for (const cv::Point2f& point : *record.landmarks)
        points.insert(points.end(), {point.x, point.y});
    kept.emplace_back(record.image, record.mask, points, info.label, info.clip, info.split,
                      info.method, info.target, info.source);
  }
  std::ranges::sort(kept);
  return kept;
}

TEST(UnpackForDeepfakeBench, GivesTheSameCorpusBack) {
  const TemporaryFolder folder;
  const Records corpus = Corpus();
  UnpackForDeepfakeBench(corpus, "toy", folder / "out");
  const auto back = Datasets().Make(Spec::Parse("deepfakebench:json=toy.json"),
                                    {.name = "toy", .root = folder / "out"});
  EXPECT_TRUE(back->refusals().empty());
  EXPECT_TRUE(KeptOf(*back) == KeptOf(corpus));
  EXPECT_EQ(back->size(), 36u);
  EXPECT_TRUE(back->info(0).attributes.empty()) << "the format has no place for them";
}

TEST(UnpackForDeepfakeBench, WritesWhatItsReaderExpects) {
  const TemporaryFolder folder;
  UnpackForDeepfakeBench(Corpus(), "toy", folder / "out");
  PublishFile(folder / "read.py", R"(
import json, os, sys
import numpy
os.chdir(sys.argv[1])
data = json.load(open('toy.json'))
assert list(data) == ['toy'], list(data)
frames = masks = points = 0
parents = {}
for label, splits in data['toy'].items():
    assert set(splits) == {'train', 'val', 'test'}, splits.keys()
    for split, clips in splits.items():
        for name, clip in clips.items():
            assert clip['label'] == label
            numbers = [int(path.split('/')[-1].split('.')[0]) for path in clip['frames']]
            assert numbers == list(range(len(numbers))), numbers
            for path in clip['frames']:
                assert os.path.isfile(path), path
                frames += 1
                owner = parents.setdefault(path.split('/')[-2], (label, name))
                assert owner == (label, name), 'pooled with another video: ' + path
                if path.endswith('.png'):
                    masks += os.path.exists(path.replace('frames', 'masks'))
                    array = path.replace('frames', 'landmarks').replace('.png', '.npy')
                    if os.path.exists(array):
                        assert numpy.load(array).shape == (68, 2)
                        points += 1
print(frames, masks, points, ' '.join(sorted(data['toy'])))
)");
  const std::string command = Concat("/usr/bin/python3 ", (folder / "read.py").string(), " ",
                                     (folder / "out").string(), " > ", (folder / "said").string());
  if (std::system("/usr/bin/python3 -c 'import numpy' 2>/dev/null") != 0)
    GTEST_SKIP() << "/usr/bin/python3 has no numpy";
  EXPECT_EQ(std::system(command.c_str()), 0);
  EXPECT_EQ(ReadFile(folder / "said"), "36 18 24 paste self_blend toy_Real\n");
}

TEST(UnpackForDeepfakeBench, RefusesWhatItsReaderWouldTakeForReal) {
  const TemporaryFolder folder;
  Record record = TestRecord(1);
  record.info.method = "too-real";
  EXPECT_THAT(ErrorOf([&] { UnpackForDeepfakeBench(Records({record}), "toy", folder / "out"); }),
              HasSubstr("would take the method 'too-real' for real"));
  EXPECT_FALSE(std::filesystem::exists(folder / "out"));
  PublishFile(folder / "full/file", "x");
  EXPECT_THAT(ErrorOf([&] { UnpackForDeepfakeBench(Corpus(), "toy", folder / "full"); }),
              HasSubstr("is not empty"));
}

}  // namespace
}  // namespace swapbench
