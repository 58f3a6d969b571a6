// SPDX-License-Identifier: Apache-2.0
#include "core/hash.h"

#include "core/file.h"
#include "support.h"

namespace swapbench {
namespace {

const char kEmptyDigest[] = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

TEST(Hash, Sha256GivesThePublishedDigests) {  // FIPS 180-4 examples
  EXPECT_EQ(Sha256(""), kEmptyDigest);
  EXPECT_EQ(Sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(Sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  EXPECT_EQ(Sha256(std::string(1000000, 'a')),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Hash, AFileHasTheDigestOfItsBytes) {
  const TemporaryFolder folder;
  PublishFile(folder / "a", std::string(1000000, 'a'));
  PublishFile(folder / "empty", "");
  EXPECT_EQ(Sha256File(folder / "a"), Sha256(std::string(1000000, 'a')));
  EXPECT_EQ(Sha256File(folder / "empty"), kEmptyDigest);
}

TEST(Hash, AFileThatCannotBeReadIsNamed) {
  const TemporaryFolder folder;
  EXPECT_THAT(ErrorOf([&] { Sha256File(folder / "absent"); }), testing::HasSubstr("absent"));
  EXPECT_THAT(ErrorOf([&] { Sha256File(folder.path()); }),
              testing::HasSubstr(folder.path().string()));
}

TEST(Hash, FramedPartsDoNotRunIntoEachOther) {
  const auto digest = [](std::initializer_list<std::string_view> parts) {
    Sha256Stream stream;
    for (const std::string_view part : parts) stream.Append(part);
    return stream.Finish();
  };
  EXPECT_NE(digest({"ab", "c"}), digest({"a", "bc"}));
  EXPECT_NE(digest({""}), digest({}));
  EXPECT_EQ(digest({"ab", "c"}), Sha256(std::string("\2\0\0\0\0\0\0\0ab\1\0\0\0\0\0\0\0c", 19)));
}

/// The input of xxHash's own sanity check.
std::string SanityBuffer(size_t size) {
  std::string bytes;
  for (uint64_t word = 2654435761; bytes.size() < size; word *= 11400714785074694797ULL)
    bytes += static_cast<char>(word >> 56);
  return bytes;
}

TEST(Hash, XxHashGivesThePublishedValues) {  // xxHash 0.8, xsum_sanity_check.c
  EXPECT_EQ(Xxh3(""), 0x2d06800538d394c2);
  EXPECT_EQ(Xxh3(SanityBuffer(1)), 0xc44bdff4074eecdb);
  EXPECT_EQ(Xxh3(SanityBuffer(6)), 0x27b56a84cd2d7325);
  EXPECT_EQ(Xxh64(""), 0xef46db3751d8e999);
  EXPECT_EQ(Xxh64(SanityBuffer(222)), 0xb641ae8cb691c174);
}

TEST(Hash, HexWritesSixteenDigits) {
  EXPECT_EQ(Hex(0), "0000000000000000");
  EXPECT_EQ(Hex(0x0123456789abcdef), "0123456789abcdef");
}

}  // namespace
}  // namespace swapbench
