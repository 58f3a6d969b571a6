// SPDX-License-Identifier: Apache-2.0
#include "bench/face_file.h"

#include <set>

#include "bench/toy_dataset.h"
#include "core/file.h"
#include "support.h"

namespace swapbench {
namespace {

TEST(FaceFile, GivesBackTheInputThatTheNetworkWouldGetFromTheImage) {
  TemporaryFolder folder;
  const ToyDataset dataset(5);
  for (const char* resize : {"area", "nearest_exact"}) {
    const InputFormat format{32, resize, {.5, .4, .3}, {.5, .25, .2}};
    WriteFaceFile(dataset, {4, 0}, format, folder / "faces");
    FaceFile faces(folder / "faces", format);
    ASSERT_EQ(faces.size(), 2u);
    for (const size_t i : {size_t{1}, size_t{0}}) {
      const std::vector<Face> face = {dataset.Get(i == 0 ? 4 : 0).face};
      const TensorView read = faces.Read(i);
      EXPECT_EQ(read.shape, (std::array<int64_t, 4>{1, 3, 32, 32}));
      EXPECT_EQ(std::vector<float>(read.data, read.data + read.size()),
                MakeInput(face, format).values)
          << resize;
    }
  }
}

TEST(FaceFile, RefusesAFileThatEndsWithinAFace) {
  TemporaryFolder folder;
  PublishFile(folder / "faces", std::string(3 * 32 * 32 + 1, 'x'));
  EXPECT_THAT(ErrorOf([&] {
                FaceFile(folder / "faces", InputFormat{32, "area", {}, {1, 1, 1}});
              }),
              testing::HasSubstr("does not hold faces"));
}

TEST(FaceChoice, TakesBothLabelsInEqualPartsWhereItCan) {
  const ToyDataset dataset(2000);
  const FaceChoice choice = ChooseFaces(dataset, 1);
  EXPECT_EQ(choice.parity, 256u);
  EXPECT_EQ(choice.records.size(), 1024u);
  EXPECT_EQ(std::set<size_t>(choice.records.begin(), choice.records.end()).size(), 1024u);
  size_t fake = 0;
  for (size_t i = 0; i < choice.parity; ++i)
    fake += dataset.info(choice.records[i]).label == Label::kFake;
  EXPECT_EQ(fake, 128u);
}

TEST(FaceChoice, KeepsTheParityFacesWhateverTheSeed) {
  const ToyDataset dataset(2000);
  const FaceChoice one = ChooseFaces(dataset, 1), two = ChooseFaces(dataset, 2);
  EXPECT_TRUE(std::equal(one.records.begin(), one.records.begin() + 256, two.records.begin()));
  EXPECT_NE(one.records, two.records);
}

TEST(FaceChoice, MakesDoWithASmallCorpusAndWithOneWithoutATestSplit) {
  const FaceChoice choice = ChooseFaces(ToyDataset(6, "train"), 1);
  EXPECT_EQ(choice.parity, 6u);
  EXPECT_EQ(choice.records.size(), 6u);
  EXPECT_THAT(ErrorOf([] { ChooseFaces(ToyDataset(1), 1); }),
              testing::HasSubstr("1 real and 0 fake"));
}

}  // namespace
}  // namespace swapbench
