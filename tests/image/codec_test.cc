// SPDX-License-Identifier: Apache-2.0
#include "image/codec.h"

#include <opencv2/imgcodecs.hpp>

#include "core/file.h"
#include "image/jpeg.h"
#include "image/pictures.h"
#include "support.h"

namespace swapbench {
namespace {

using testing::AnyOf;
using testing::HasSubstr;
using testing::StartsWith;

std::string EncodedBy(const cv::Mat& image, const std::string& extension,
                      const std::vector<int>& settings = {}) {
  std::vector<uchar> bytes;
  cv::imencode(extension, image, bytes, settings);
  return {bytes.begin(), bytes.end()};
}

cv::Mat DecodedByOpenCv(const std::string& bytes) {
  const std::vector<uchar> copy(bytes.begin(), bytes.end());
  return cv::imdecode(copy, cv::IMREAD_COLOR);
}

std::string Refusal(const std::string& bytes) {
  return ErrorOf([&] { DecodeImage(bytes, "face.jpg"); });
}

struct Variant {
  const char* name;
  std::string bytes;
};

std::vector<Variant> WholeFiles() {
  const cv::Mat colour = Picture(83, 61), grey = NoiseImage(50, 40, CV_8UC1);
  return {{"jpeg", EncodedBy(colour, ".jpg", {cv::IMWRITE_JPEG_QUALITY, 90})},
          {"progressive jpeg", EncodedBy(colour, ".jpg", {cv::IMWRITE_JPEG_PROGRESSIVE, 1})},
          {"restart jpeg", EncodedBy(colour, ".jpg", {cv::IMWRITE_JPEG_RST_INTERVAL, 3})},
          {"grey jpeg", EncodedBy(grey, ".jpg")},
          {"png", EncodedBy(colour, ".png")},
          {"grey png", EncodedBy(grey, ".png")},
          {"png with alpha", EncodedBy(NoiseImage(20, 30, CV_8UC4), ".png")},
          {"webp", EncodedBy(colour, ".webp", {cv::IMWRITE_WEBP_QUALITY, 80})},
          {"lossless webp", EncodedBy(colour, ".webp", {cv::IMWRITE_WEBP_QUALITY, 101})}};
}

TEST(Codec, DecodesWhatOpenCvDecodes) {
  for (const Variant& file : WholeFiles()) {
    const cv::Mat expected = DecodedByOpenCv(file.bytes);
    EXPECT_TRUE(SamePixels(DecodeImage(file.bytes, "x"), expected)) << file.name;
    const ImageHeader header = ReadImageHeader(file.bytes, "x");
    EXPECT_EQ(header.width, expected.cols) << file.name;
    EXPECT_EQ(header.height, expected.rows) << file.name;
    EXPECT_THAT(file.name, HasSubstr(header.format));
  }
}

TEST(Codec, HeaderNeedsOnlyTheFirstBytes) {
  const std::string png = EncodePng(Picture(300, 200));
  EXPECT_EQ(ReadImageHeader(png.substr(0, 64), "x").width, 300);
}

TEST(Codec, PngIsLosslessAndJpegIsClose) {
  const cv::Mat image = Picture(64, 48), mask = NoiseImage(64, 48, CV_8UC1);
  EXPECT_TRUE(SamePixels(DecodeImage(EncodePng(image), "x"), image));
  EXPECT_TRUE(SamePixels(DecodeGrey(EncodePng(mask), "x"), mask));
  const cv::Mat flat(32, 32, CV_8UC3, cv::Scalar(40, 90, 200));
  const cv::Mat back = DecodeImage(EncodeJpeg(flat, 95), "x");
  for (int c = 0; c < 3; ++c)
    EXPECT_NEAR(back.at<cv::Vec3b>(7, 9)[c], flat.at<cv::Vec3b>(7, 9)[c], 3);
}

TEST(Codec, JpegsAreMadeWithHalvedColourAndNoMetadata) {
  const std::string bytes = EncodeJpeg(Picture(64, 48), 80);
  EXPECT_EQ(bytes.find("Exif"), std::string::npos);
  const size_t frame = bytes.find("\xFF\xC0");
  ASSERT_NE(frame, std::string::npos);
  EXPECT_EQ(bytes[frame + 11], 0x22) << "luma is sampled twice as densely in both directions";
}

TEST(Codec, JpegsHaveTheBytesOfOpenCv) {
  for (int quality = 1; quality <= 100; ++quality)
    for (const cv::Size size : {cv::Size(1, 1), cv::Size(17, 33), cv::Size(64, 48)}) {
      const cv::Mat whole =
          Picture(size.width + 2, size.height + 1, static_cast<uint64_t>(quality));
      const cv::Mat image = whole(cv::Rect({1, 1}, size));
      ASSERT_EQ(EncodeJpeg(image, quality),
                EncodedBy(image, ".jpg", {cv::IMWRITE_JPEG_QUALITY, quality}))
          << quality << ' ' << size;
    }
}

TEST(Codec, WhatIsNoPictureIsNotEncoded) {
  EXPECT_THAT(ErrorOf([] { EncodeJpeg(cv::Mat(), 90); }), HasSubstr("EncodeJpeg takes"));
  EXPECT_THAT(ErrorOf([] { EncodeJpeg(cv::Mat(0, 5, CV_8UC3), 90); }),
              HasSubstr("could not be encoded as JPEG"));
  EXPECT_THAT(ErrorOf([] { EncodeJpeg(cv::Mat(1, 70000, CV_8UC3), 90); }),
              HasSubstr("could not be encoded as JPEG"));
}

TEST(Codec, EveryTruncationOfEveryFormatIsRefused) {
  for (const Variant& file : WholeFiles())
    for (size_t length = 0; length + 1 < file.bytes.size(); length += 1 + length / 16) {
      const std::string message = Refusal(file.bytes.substr(0, length));
      EXPECT_THAT(message, StartsWith("face.jpg: ")) << file.name << " cut to " << length;
      EXPECT_THAT(message, AnyOf(HasSubstr("zero bytes"), HasSubstr("cut off"),
                                 HasSubstr("not a JPEG"), HasSubstr("damaged")));
    }
}

TEST(Codec, AJpegThatLacksItsLastRowsIsNotFilledWithGrey) {
  const std::string whole = EncodedBy(Picture(256, 256), ".jpg");
  const std::string half = whole.substr(0, whole.size() / 2);
  ASSERT_FALSE(DecodedByOpenCv(half).empty()) << "OpenCV takes it for a picture";
  EXPECT_THAT(Refusal(half), HasSubstr("cut off"));
  // The same with an end marker put on.
  EXPECT_THAT(Refusal(half + "\xFF\xD9"), HasSubstr("damaged"));
}

TEST(Codec, AFlippedBitInAPngIsRefused) {
  const std::string whole = EncodePng(Picture(40, 30));
  for (size_t at = 40; at + 12 < whole.size(); at += 97) {
    std::string harmed = whole;
    harmed[at] = static_cast<char>(harmed[at] ^ 4);
    EXPECT_THAT(Refusal(harmed), HasSubstr("cut off or damaged")) << at;
  }
}

TEST(Codec, EmptyAndForeignFilesAreNamed) {
  EXPECT_EQ(Refusal(""), "face.jpg: the image has zero bytes.");
  for (const std::string& bytes : {std::string(1000, '\0'), std::string("GIF89a..."),
                                   std::string("BM") + std::string(100, 'x'), std::string("x")})
    EXPECT_EQ(Refusal(bytes), "face.jpg: this is not a JPEG, PNG or WebP image.");
}

/// A PNG's head that claims a size; nothing behind it is looked at.
std::string PngOfSize(const std::string& width, const std::string& height) {
  return std::string("\x89PNG\r\n\x1A\n", 8) + std::string("\0\0\0\x0DIHDR", 8) + width + height +
         std::string("\x08\x02\0\0\0", 5) + std::string(40, '\0');
}

TEST(Codec, BombsAreRefusedBeforeTheyAreDecoded) {
  const std::string huge("\0\0\x7F\xFF", 4), largest("\xFF\xFF\xFF\xFF", 4);
  EXPECT_EQ(Refusal(PngOfSize(huge, huge)),
            "face.jpg: 32767x32767 pixels are more than the limit of 64 megapixels.");
  EXPECT_THAT(Refusal(PngOfSize(largest, largest)), HasSubstr("64 megapixels"));
  EXPECT_THAT(Refusal(PngOfSize(std::string(4, '\0'), huge)), HasSubstr("0x32767 pixels"));
  std::string jpeg = EncodeJpeg(Picture(16, 16), 90);
  jpeg.replace(jpeg.find("\xFF\xC0") + 5, 4, "\xFF\xFF\xFF\xFF");
  EXPECT_THAT(Refusal(jpeg), HasSubstr("65535x65535 pixels"));
  jpeg.replace(jpeg.find("\xFF\xC0") + 5, 4, std::string(4, '\0'));
  EXPECT_THAT(Refusal(jpeg), HasSubstr("0x0 pixels"));
}

TEST(Codec, NoJpegMarkerWithoutLengthHidesABomb) {
  std::string bomb = EncodeJpeg(Picture(16, 16), 90);
  const size_t at = bomb.find("\xFF\xC0");
  const std::string small_frame = bomb.substr(at, 19);
  bomb.replace(at + 5, 4, "\xFF\xFF\xFF\xFF");
  ASSERT_EQ(bomb.substr(2, 2), "\xFF\xE0");
  for (const char marker : {'\x01', '\xD0', '\xD7'}) {
    std::string bytes = bomb;
    bytes.insert(2, std::string{'\xFF', marker});
    // Whoever takes the next marker for a length finds the small frame.
    bytes.resize(4 + 0xFFE0);
    bytes += small_frame;
    EXPECT_THAT(Refusal(bytes), HasSubstr("65535x65535 pixels"));
  }
}

TEST(Codec, AnimationsAreRefused) {
  std::string bytes("RIFF\x40\0\0\0WEBPVP8X\x0A\0\0\0\x02\0\0\0\x0F\0\0\x0F\0\0", 30);
  EXPECT_THAT(Refusal(bytes + std::string(42, '\0')), HasSubstr("animation"));
}

TEST(Codec, BytesBetweenJpegSegmentsAreHarmless) {
  const std::string plain = EncodeJpeg(Picture(32, 32), 90);
  const size_t frame = plain.find("\xFF\xC0");
  for (const std::string& between :
       {std::string("left by a camera"), std::string("\xFF\xFF"), std::string("\xFF\0", 2),
        std::string("\xFF\x01"), std::string("\xFF\xD3"), std::string("x\xFF\0y\xFF\xD7z", 7)}) {
    std::string bytes = plain;
    bytes.insert(frame, between);
    EXPECT_TRUE(SamePixels(DecodeImage(bytes, "x"), DecodedByOpenCv(plain)));
    EXPECT_EQ(ReadImageHeader(bytes, "x").width, 32);
  }
}

TEST(Codec, BytesBehindAJpegAreHarmless) {
  std::string bytes = EncodeJpeg(Picture(32, 32), 90);
  const cv::Mat expected = DecodedByOpenCv(bytes);
  bytes += "trailing bytes that some cameras leave";
  EXPECT_TRUE(SamePixels(DecodeImage(bytes, "x"), expected));
}

TEST(Codec, ExifOrientationIsNotApplied) {
  std::string bytes = EncodeJpeg(Picture(48, 32), 90);
  const std::string exif = std::string("\xFF\xE1\x00\x22", 4) +
                           std::string("Exif\0\0II*\0\x08\0\0\0", 14) +
                           std::string("\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0", 18);
  bytes.insert(2, exif);
  EXPECT_EQ(DecodeImage(bytes, "x").size(), cv::Size(48, 32));
}

TEST(Codec, GreyPngsAloneAreMasks) {
  EXPECT_THAT(ErrorOf([] { DecodeGrey(EncodePng(Picture(8, 8)), "mask"); }),
              HasSubstr("mask: an 8-bit grey PNG is expected"));
}

TEST(Codec, RealPhotographsDecode) {
  const auto folder = RealData("landmark_faces");
  if (!folder) GTEST_SKIP() << "set SWAPBENCH_REAL_DATA";
  int seen = 0;
  for (const auto& file : std::filesystem::recursive_directory_iterator(*folder)) {
    if (file.path().extension() != ".jpg") continue;
    const std::string bytes = ReadFile(file.path());
    EXPECT_TRUE(SamePixels(DecodeImage(bytes, file.path()), cv::imread(file.path())));
    ++seen;
  }
  EXPECT_GT(seen, 0);
}

// ISO/IEC 10918-1, tables K.1 (sum 3688) and K.2 (5505, for both colours), which libjpeg scales.
TEST(Jpeg, TellsHowCoarselyItWasQuantised) {
  const cv::Mat colour = Picture(40, 30), grey = NoiseImage(40, 30, CV_8UC1);
  EXPECT_EQ(QuantisationSum(EncodeJpeg(colour, 50), "x"), 3688 + 2 * 5505);
  EXPECT_EQ(QuantisationSum(EncodeJpeg(colour, 100), "x"), 3 * 64);
  EXPECT_EQ(QuantisationSum(EncodedBy(grey, ".jpg", {cv::IMWRITE_JPEG_QUALITY, 50}), "x"), 3688);
  EXPECT_THAT(ErrorOf([&] { QuantisationSum(EncodePng(colour), "a.png"); }), StartsWith("a.png"));
}

TEST(Jpeg, TellsTheQualityItWasWrittenWith) {
  const cv::Mat colour = Picture(40, 30), grey = NoiseImage(40, 30, CV_8UC1);
  for (const int quality : {5, 20, 50, 75, 90, 99, 100}) {
    EXPECT_EQ(JpegQuality(EncodeJpeg(colour, quality), "x"), quality);
    EXPECT_EQ(JpegQuality(EncodedBy(grey, ".jpg", {cv::IMWRITE_JPEG_QUALITY, quality}), "x"),
              quality);
  }
}

}  // namespace
}  // namespace swapbench
