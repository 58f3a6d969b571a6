// SPDX-License-Identifier: Apache-2.0
// PyTorch's own files. tests/golden/weights holds two that torch.save wrote (torch_files.py
// golden); the rest are written here, byte by byte, in the format of versions before 1.6.
#include "nets/checkpoint.h"

#include <cmath>
#include <cstring>

#include "core/file.h"
#include "support.h"

namespace swapbench {
namespace {

using testing::HasSubstr;

template <class T>
std::string Bytes(T value) {
  return {reinterpret_cast<const char*>(&value), sizeof(value)};
}

std::string Text(const std::string& text) {
  return "X" + Bytes(static_cast<uint32_t>(text.size())) + text;
}

std::string Number(int32_t number) { return "J" + Bytes(number); }

std::string Shape(const std::vector<int32_t>& sides) {
  std::string tuple = "(";
  for (const int32_t side : sides) tuple += Number(side);
  return tuple + "t";
}

struct Strides {
  std::vector<int32_t> shape, steps;
  int32_t begin = 0;
};

/// A tensor of a FloatStorage called "s" of `numbers`.
std::string Tensor(const Strides& strides, int32_t numbers) {
  return "ctorch._utils\n_rebuild_tensor_v2\n((" + Text("storage") + "ctorch\nFloatStorage\n" +
         Text("s") + Text("cpu") + Number(numbers) + "tQ" + Number(strides.begin) +
         Shape(strides.shape) + Shape(strides.steps) + "\x89}tR";
}

std::string Dictionary(const std::string& entries) { return "}(" + entries + "u"; }

const std::string kProtocol("\x80\x02");

/// A file of one object, and one storage where `keys` names it.
std::string Legacy(const std::string& object, const std::vector<float>& numbers = {}) {
  const std::string magic("\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19.", 15);
  std::string file = magic + kProtocol + "M\xe9\x03." + kProtocol +
                     Dictionary(Text("little_endian") + "\x88") + "." + kProtocol + object + "." +
                     kProtocol;
  if (numbers.empty()) return file + "].";
  file += "](" + Text("s") + "e." + Bytes(static_cast<int64_t>(numbers.size()));
  for (const float number : numbers) file += Bytes(number);
  return file;
}

std::string FaultOf(const std::string& bytes) {
  return ErrorOf([&] { DecodeCheckpoint(bytes, "w.pth"); });
}

std::map<std::string, ForeignTensor> ByName(std::vector<ForeignTensor> tensors) {
  std::map<std::string, ForeignTensor> map;
  for (ForeignTensor& tensor : tensors) map[tensor.tensor.name] = std::move(tensor);
  return map;
}

class SavedByTorch : public testing::TestWithParam<std::string> {
 protected:
  const std::string bytes_ = ReadFile(Golden("weights/" + GetParam() + ".pth"));
};

TEST_P(SavedByTorch, IsReadWhateverItsNumbersAndTheirOrder) {
  EXPECT_TRUE(LooksLikeCheckpoint(bytes_.substr(0, 16)));
  const auto read = ByName(DecodeCheckpoint(bytes_, "w.pth"));
  ASSERT_EQ(read.size(), 10u);
  const auto expect = [&](const std::string& name, const char* type, std::vector<int64_t> shape,
                          std::vector<float> values) {
    ASSERT_TRUE(read.contains(name)) << name;
    EXPECT_EQ(read.at(name).type->name, type) << name;
    EXPECT_EQ(read.at(name).tensor, (NamedTensor{name, std::move(shape), std::move(values)}));
  };
  expect("turned", "F32", {4, 3}, {0, 4, 8, 1, 5, 9, 2, 6, 10, 3, 7, 11});
  expect("part", "F32", {3}, {5, 6, 7});
  expect("scalar", "F32", {}, {-1.5});
  expect("empty", "F32", {0, 3}, {});
  expect("half", "F16", {5}, {1, -2.5, 0x1p-24F, 65504, 0x1.8p-14F});
  expect("brain", "BF16", {2}, {1, -3.140625});
  expect("double", "F64", {1}, {.1F});
  expect("count", "I64", {}, {-9});
  expect("truth", "BOOL", {2}, {1, 0});
  expect("learnt", "F32", {1, 2}, {2, 4});
}

TEST_P(SavedByTorch, IsRefusedWhereverItIsCutOff) {
  for (size_t length = 0; length < bytes_.size(); ++length)
    EXPECT_THAT(FaultOf(bytes_.substr(0, length)), HasSubstr("w.pth")) << length;
}

// The newer format has checksums; what an altered file of the older one may be is anything but a
// crash or more memory than the file has bytes.
TEST_P(SavedByTorch, IsRefusedOrReadAsItWasWhereAByteIsDamaged) {
  const auto whole = ByName(DecodeCheckpoint(bytes_, "w.pth"));
  size_t refused = 0;
  for (size_t i = 0; i < bytes_.size(); ++i)
    for (const char damage : {'\x01', '\x80', '\xff'}) {
      std::string damaged = bytes_;
      damaged[i] = static_cast<char>(damaged[i] ^ damage);
      try {
        const auto read = ByName(DecodeCheckpoint(damaged, "w.pth"));
        for (const auto& [name, tensor] : read) {
          EXPECT_LE(tensor.tensor.values.size(), bytes_.size());
          if (GetParam() == "legacy") continue;
          ASSERT_TRUE(whole.contains(name)) << i;
          EXPECT_EQ(tensor.tensor, whole.at(name).tensor) << i;
        }
      } catch (const Error&) {
        ++refused;
      }
    }
  EXPECT_GT(refused, bytes_.size());
}

INSTANTIATE_TEST_SUITE_P(Checkpoint, SavedByTorch, testing::Values("small", "legacy"),
                         [](const auto& test) { return test.param; });

TEST(Checkpoint, OfOneTensorIsRead) {
  const auto read = DecodeCheckpoint(
      Legacy(Dictionary(Text("a") + Tensor({{2, 2}, {1, 2}}, 4)), {1, 2, 3, 4}), "w.pth");
  ASSERT_EQ(read.size(), 1u);
  EXPECT_EQ(read[0].tensor, (NamedTensor{"a", {2, 2}, {1, 3, 2, 4}}));
}

TEST(Checkpoint, RunsNoProgram) {
  const TemporaryFolder folder;
  const std::string call =
      "cposix\nsystem\n(" + Text("touch '" + (folder / "marker").string() + "'") + "tR";
  EXPECT_THAT(FaultOf(Legacy(call)), HasSubstr("\"posix.system\""));
  EXPECT_THAT(FaultOf(Legacy(Dictionary(Text("a") + call))), HasSubstr("\"posix.system\""));
  EXPECT_THAT(FaultOf(Legacy(Text("os") + Text("system") + "\x93")), HasSubstr("\"os.system\""));
  // Known names, but no function of theirs.
  EXPECT_THAT(FaultOf(Legacy("ctorch\nFloatStorage\n)R")), HasSubstr("damaged"));
  EXPECT_THAT(FaultOf(Legacy("ctorch\nload\n")), HasSubstr("\"torch.load\""));
  EXPECT_THAT(FaultOf(Legacy("ccollections\nOrderedDict\n)\x81")), HasSubstr("instruction (129)"));
  EXPECT_THAT(FaultOf(Legacy("c\x1b[2J\nx\n")), HasSubstr("\"\\u001b[2J.x\""));
  EXPECT_FALSE(std::filesystem::exists(folder / "marker"));
}

TEST(Checkpoint, NoTensorIsLargerThanWhatIsStored) {
  const auto fault = [](const Strides& strides) {
    return FaultOf(Legacy(Dictionary(Text("a") + Tensor(strides, 4)), {1, 2, 3, 4}));
  };
  for (const Strides& beyond :
       {Strides{{5}, {1}}, Strides{{2}, {4}}, Strides{{4}, {1}, 1}, Strides{{1}, {1}, 4},
        Strides{{3, 2}, {2, 1}}, Strides{{1 << 30, 1 << 30, 1 << 30}, {0, 0, 0}},
        Strides{{2, 2}, {1 << 30, 1 << 30}}})
    EXPECT_THAT(fault(beyond),
                HasSubstr("w.pth, tensor 'a': does not lie inside its storage of 4"));
  EXPECT_THAT(FaultOf(Legacy(Dictionary(Text("a") + Tensor({{5}, {1}}, 1 << 30)), {1})),
              HasSubstr("not as long"));
  EXPECT_THAT(FaultOf(Legacy(Dictionary(Text("a") + Tensor({{1}, {1}}, 1)))),
              HasSubstr("tensor 'a': its numbers are missing"));
  std::string many;
  for (int i = 0; i < 100; ++i) many += Text(std::to_string(i)) + Tensor({{4096}, {1}}, 4096);
  EXPECT_THAT(FaultOf(Legacy(Dictionary(many), std::vector<float>(4096))), HasSubstr("share"));
}

TEST(Checkpoint, HoldsOneDictionaryOfTensors) {
  const std::string inner = Dictionary(Text("a") + Tensor({{1}, {1}}, 1));
  const auto names = [&](const std::string& object) {
    std::string text;
    for (const auto& tensor : DecodeCheckpoint(Legacy(object, {1}), "w.pth"))
      text += tensor.tensor.name;
    return text;
  };
  EXPECT_EQ(names(inner), "a");
  EXPECT_EQ(names(Dictionary(Text("anything") + inner + Text("epoch") + Number(1))), "a");
  // The names that training scripts use go first.
  EXPECT_EQ(names(Dictionary(Text("ema") + Dictionary(Text("b") + Tensor({{1}, {1}}, 1)) +
                             Text("state_dict") + inner)),
            "a");
  EXPECT_THAT(FaultOf(Legacy(Dictionary(Text("ema") + inner + Text("best") + inner), {1})),
              HasSubstr("several dictionaries of tensors (ema, best)"));
  EXPECT_THAT(FaultOf(Legacy(Dictionary(Text("epoch") + Number(1)))),
              HasSubstr("no dictionary of tensors"));
  EXPECT_THAT(FaultOf(Legacy(Number(1))), HasSubstr("no dictionary of tensors"));
  EXPECT_THAT(FaultOf(Legacy(Dictionary(Number(1) + Tensor({{1}, {1}}, 1)), {1})),
              HasSubstr("no name"));
}

// They are printed, and searched.
TEST(Checkpoint, NamesOfTensorsArePlain) {
  const TemporaryFolder folder;
  const auto read = [&](const std::string& name) {
    PublishFile(folder / "w.pth", Legacy(Dictionary(Text(name) + Tensor({{1}, {1}}, 1)), {1}));
    return ReadForeign(folder / "w.pth").at(0).tensor.name;
  };
  EXPECT_EQ(read("größe.0"), "größe.0");
  EXPECT_EQ(read(std::string(1000, 'a')).size(), 1000u);
  for (const std::string& name :
       {std::string(1001, 'a'), std::string("a\nb"), std::string("\x1b[2J")})
    EXPECT_THAT(ErrorOf([&] { read(name); }), HasSubstr("control characters"));
}

TEST(Checkpoint, OfBrokenInstructionsIsRefused) {
  for (const char* object : {"t", "u", "R", "b", "Q", "a", "q", "]s", "}(]u", "h\x07", "(.", "\x86",
                             ")Q", "N\x93", "ctorch._utils\n_rebuild_tensor_v2\n)R"})
    EXPECT_THAT(FaultOf(Legacy(object)), HasSubstr("damaged, or not written by torch.save"))
        << object;
  // A list that holds itself, and one thing in two places.
  EXPECT_THAT(FaultOf(Legacy("]q\x01h\x01"
                             "a")),
              HasSubstr("no dictionary of tensors"));
}

}  // namespace
}  // namespace swapbench
