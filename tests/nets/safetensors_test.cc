// SPDX-License-Identifier: Apache-2.0
#include "nets/safetensors.h"

#include <cstring>

#include "core/rng.h"
#include "support.h"

namespace swapbench {
namespace {

using testing::HasSubstr;

/// A file from its header text and data, as another program would write it.
std::string FileOf(const std::string& header, const std::string& data) {
  const uint64_t length = header.size();
  std::string bytes(8, '\0');
  std::memcpy(bytes.data(), &length, 8);
  return bytes + header + data;
}

std::string FaultOf(const std::string& header, const std::string& data) {
  return ErrorOf([&] { DecodeSafetensors(FileOf(header, data), "w.safetensors"); });
}

std::string Floats(const std::vector<float>& values) {
  return {reinterpret_cast<const char*>(values.data()), values.size() * sizeof(float)};
}

TensorFile Example() {
  return {{{"a", {2, 2}, {1, 2, 3, 4}}, {"b.weight", {}, {5}}, {"c", {0, 3}, {}}}, {{"k", "v\"#"}}};
}

// The example of the format's own description, with its order of keys and its padding.
TEST(SafetensorsTest, ReadsAFileWrittenByHand) {
  const TensorFile file = DecodeSafetensors(
      FileOf(
          R"({"__metadata__":{"by":"hand"},"y":{"dtype":"F32","shape":[1,2],"data_offsets":[4,12]},)"
          R"("x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}   )",
          Floats({7, 8, 9})),
      "hand");
  ASSERT_EQ(file.tensors.size(), 2u);
  EXPECT_EQ(file.At("x"), (NamedTensor{"x", {1}, {7}}));
  EXPECT_EQ(file.At("y"), (NamedTensor{"y", {1, 2}, {8, 9}}));
  EXPECT_EQ(file.metadata.at("by"), "hand");
}

TEST(SafetensorsTest, WritesWhatItReads) {
  EXPECT_EQ(DecodeSafetensors(EncodeSafetensors(Example()), "round trip"), Example());
  TensorFile turned = Example();
  std::swap(turned.tensors[0], turned.tensors[2]);
  EXPECT_EQ(EncodeSafetensors(turned), EncodeSafetensors(Example()));
  EXPECT_EQ(EncodeSafetensors(Example()).size() % 4, 0u);
}

TEST(SafetensorsTest, NamesEachFault) {
  const std::string x = R"({"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]})";
  EXPECT_THAT(FaultOf(x + "}", Floats({1, 2})), HasSubstr("trailing"));
  EXPECT_THAT(FaultOf(x + "}", ""), HasSubstr("truncated"));
  EXPECT_THAT(
      FaultOf(x + R"(,"x":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}})", Floats({1, 2})),
      HasSubstr("occurs twice"));
  EXPECT_THAT(FaultOf(x + R"(,"y":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}})", Floats({1})),
              HasSubstr("overlaps"));
  EXPECT_THAT(
      FaultOf(x + R"(,"y":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}})", Floats({1, 2, 3})),
      HasSubstr("hole"));
  EXPECT_THAT(FaultOf(R"({"x":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}})", Floats({1})),
              HasSubstr("do not agree"));
  EXPECT_THAT(FaultOf(R"({"x":{"dtype":"I64","shape":[1],"data_offsets":[0,8]}})", Floats({1, 2})),
              HasSubstr("F32"));
  EXPECT_THAT(FaultOf(R"({"x":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}})", Floats({1})),
              HasSubstr("whole numbers"));
  EXPECT_THAT(
      FaultOf(R"({"x":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,0]}})", ""),
      HasSubstr("do not agree"));
  EXPECT_THAT(FaultOf(R"([1,2])", ""), HasSubstr("JSON object"));
  EXPECT_THAT(FaultOf(R"({"__metadata__":{"k":1}})", ""), HasSubstr("texts"));
  EXPECT_THAT(ErrorOf([] { DecodeSafetensors("abc", "short"); }), HasSubstr("too short"));
  EXPECT_THAT(ErrorOf([] { DecodeSafetensors(std::string(8, '\xff'), "huge"); }),
              HasSubstr("not a safetensors file"));
  EXPECT_THAT(ErrorOf([] { ReadSafetensors("/nowhere/w"); }), HasSubstr("/nowhere/w"));
}

TEST(SafetensorsTest, RefusesToWriteWhatCouldNotBeRead) {
  EXPECT_THAT(ErrorOf([] { EncodeSafetensors({{{"a", {2}, {1}}}, {}}); }), HasSubstr("'a'"));
  EXPECT_THAT(ErrorOf([] {
                EncodeSafetensors({{{"a", {1}, {1}}, {"a", {1}, {2}}}, {}});
              }),
              HasSubstr("unique"));
}

// Whatever bytes come, the answer is an Error or a file whose values fill its data exactly.
TEST(SafetensorsTest, DamagedFilesEndInOneSentenceOrAWholeFile) {
  const std::string whole = EncodeSafetensors(Example());
  Rng rng(1, "test/damage");
  int refused = 0;
  for (int round = 0; round < 4000; ++round) {
    std::string bytes = whole;
    for (int64_t flips = rng.Integer(1, 3); flips > 0; --flips)
      bytes[static_cast<size_t>(rng.Integer(0, static_cast<int64_t>(bytes.size()) - 1))] =
          static_cast<char>(rng.Integer(0, 255));
    if (rng.Chance(.2)) bytes.resize(static_cast<size_t>(rng.Integer(0, 200)) % bytes.size());
    if (rng.Chance(.1)) bytes += "tail";
    try {
      size_t values = 0;
      for (const NamedTensor& tensor : DecodeSafetensors(bytes, "damaged").tensors)
        values += tensor.values.size();
      EXPECT_LE(values * sizeof(float), bytes.size());
    } catch (const Error& error) {
      EXPECT_THAT(error.what(), testing::StartsWith("damaged"));
      ++refused;
    }
  }
  EXPECT_GT(refused, 2000);
}

}  // namespace
}  // namespace swapbench
