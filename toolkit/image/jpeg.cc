// SPDX-License-Identifier: Apache-2.0
#include "image/jpeg.h"

#include <algorithm>
#include <array>
#include <csetjmp>
#include <cstdio>
#include <cstdlib>
#include <iterator>
#include <numeric>
// libjpeg's headers need size_t and FILE from <cstdio> first.
#include <jpeglib.h>
// jerror.h needs jpeglib.h first.
#include <jerror.h>

#include "core/error.h"
#include "image/codec.h"

namespace swapbench {
namespace {

constexpr unsigned kRowsAtOnce = 8;
constexpr int kMaxScans = 500;  // a progressive bomb repeats scans; cameras write about ten

/// libjpeg reports through callbacks in C, which must not throw: they jump back instead.
struct Reader {
  jpeg_decompress_struct decoder{};
  jpeg_error_mgr errors{};
  jpeg_progress_mgr progress{};
  std::jmp_buf escape{};
  char message[JMSG_LENGTH_MAX] = "";
};

Reader& ReaderOf(j_common_ptr info) { return *static_cast<Reader*>(info->client_data); }

[[noreturn]] void Escape(j_common_ptr info) {
  Reader& reader = ReaderOf(info);
  info->err->format_message(info, reader.message);
  std::longjmp(reader.escape, 1);
}

bool LosesPixels(int code) {
  return code == JWRN_HIT_MARKER || code == JWRN_HUFF_BAD_CODE || code == JWRN_JPEG_EOF ||
         code == JWRN_MUST_RESYNC || code == JWRN_ARITH_BAD_CODE || code == JWRN_BOGUS_PROGRESSION;
}

void OnMessage(j_common_ptr info, int level) {
  if (level < 0 && LosesPixels(info->err->msg_code)) Escape(info);
}

void OnProgress(j_common_ptr info) {
  const auto* decoder = reinterpret_cast<jpeg_decompress_struct*>(info);
  if (decoder->input_scan_number <= kMaxScans) return;
  std::snprintf(ReaderOf(info).message, JMSG_LENGTH_MAX, "more than %d scans", kMaxScans);
  std::longjmp(ReaderOf(info).escape, 1);
}

void Begin(Reader& reader, std::string_view bytes) {
  reader.decoder.err = jpeg_std_error(&reader.errors);
  reader.errors.error_exit = Escape;
  reader.errors.emit_message = OnMessage;
  reader.decoder.client_data = &reader;
  jpeg_create_decompress(&reader.decoder);
  reader.progress.progress_monitor = OnProgress;
  reader.decoder.progress = &reader.progress;
  jpeg_mem_src(&reader.decoder, reinterpret_cast<const unsigned char*>(bytes.data()),
               static_cast<unsigned long>(bytes.size()));
  jpeg_read_header(&reader.decoder, TRUE);
  if (reader.decoder.num_components == 4) reader.decoder.out_color_space = JCS_CMYK;
  else reader.decoder.out_color_space = JCS_EXT_BGR;
}

/// Rows go into `pixels`, which the caller has made: nothing here owns memory across a jump.
bool ReadHeader(Reader& reader, std::string_view bytes) {
  if (setjmp(reader.escape) != 0) return false;
  Begin(reader, bytes);
  return true;
}

bool ReadPixels(Reader& reader, unsigned char* pixels, size_t step) {
  if (setjmp(reader.escape) != 0) return false;
  jpeg_start_decompress(&reader.decoder);
  while (reader.decoder.output_scanline < reader.decoder.output_height) {
    JSAMPROW rows[kRowsAtOnce];
    for (unsigned i = 0; i < kRowsAtOnce; ++i)
      rows[i] = pixels + step * std::min(reader.decoder.output_scanline + i,
                                         reader.decoder.output_height - 1);
    jpeg_read_scanlines(&reader.decoder, rows, kRowsAtOnce);
  }
  jpeg_finish_decompress(&reader.decoder);
  return true;
}

/// Adobe writes inverted inks: 255 is none.
cv::Mat BgrFromInk(const cv::Mat& ink) {
  cv::Mat bgr(ink.size(), CV_8UC3);
  for (int y = 0; y < ink.rows; ++y)
    for (int x = 0; x < ink.cols; ++x) {
      const auto& p = ink.at<cv::Vec4b>(y, x);
      for (int c = 0; c < 3; ++c)
        bgr.at<cv::Vec3b>(y, x)[c] = static_cast<uchar>(p[2 - c] * p[3] / 255);
    }
  return bgr;
}

struct Finish {
  Reader& reader;
  ~Finish() { jpeg_destroy_decompress(&reader.decoder); }
};

int SumOf(const JQUANT_TBL& table) {
  return std::accumulate(std::begin(table.quantval), std::end(table.quantval), 0);
}

struct Coarseness {
  int sum, components;
};

Coarseness Quantisation(std::string_view bytes, const std::string& where) {
  Reader reader;
  const Finish finish{reader};
  Check(ReadHeader(reader, bytes), where, ": this JPEG image is damaged (", reader.message, ").");
  int sum = 0;
  for (int c = 0; c < reader.decoder.num_components; ++c) {
    const int number = reader.decoder.comp_info[c].quant_tbl_no;
    const JQUANT_TBL* table =
        number < NUM_QUANT_TBLS ? reader.decoder.quant_tbl_ptrs[number] : nullptr;
    Check(table != nullptr, where, ": this JPEG image lacks a quantisation table.");
    sum += SumOf(*table);
  }
  return {sum, reader.decoder.num_components};
}

/// Of libjpeg's tables for brightness and for colour, by quality.
std::array<std::array<int, 2>, 101> StandardSums() {
  jpeg_compress_struct encoder{};
  jpeg_error_mgr errors{};
  encoder.err = jpeg_std_error(&errors);
  jpeg_create_compress(&encoder);
  std::array<std::array<int, 2>, 101> sums{};
  for (int quality = 1; quality <= 100; ++quality) {
    jpeg_set_quality(&encoder, quality, TRUE);
    for (size_t table = 0; table < 2; ++table)
      sums[static_cast<size_t>(quality)][table] = SumOf(*encoder.quant_tbl_ptrs[table]);
  }
  jpeg_destroy_compress(&encoder);
  return sums;
}

}  // namespace

cv::Mat DecodeJpeg(std::string_view bytes, const std::string& where) {
  Reader reader;
  const Finish finish{reader};
  Check(ReadHeader(reader, bytes), where, ": this JPEG image is damaged (", reader.message, ").");
  const ImageHeader header = ReadImageHeader(bytes, where);  // at most kMaxPixels
  Check(reader.decoder.image_width == static_cast<unsigned>(header.width) &&
            reader.decoder.image_height == static_cast<unsigned>(header.height),
        where, ": this JPEG image is damaged (it states two sizes).");
  const int channels = reader.decoder.out_color_space == JCS_CMYK ? 4 : 3;
  cv::Mat pixels(header.height, header.width, CV_8UC(channels));
  Check(ReadPixels(reader, pixels.data, pixels.step), where,
        ": this JPEG image is cut off or damaged (", reader.message, ").");
  return channels == 4 ? BgrFromInk(pixels) : pixels;
}

int QuantisationSum(std::string_view bytes, const std::string& where) {
  return Quantisation(bytes, where).sum;
}

int JpegQuality(std::string_view bytes, const std::string& where) {
  static const std::array<std::array<int, 2>, 101> sums = StandardSums();
  const auto [sum, components] = Quantisation(bytes, where);
  const auto apart = [&, sum = sum, components = components](int quality) {
    const auto& [luma, chroma] = sums[static_cast<size_t>(quality)];
    return std::abs(luma + (components - 1) * chroma - sum);
  };
  int best = 1;
  for (int quality = 2; quality <= 100; ++quality)
    if (apart(quality) < apart(best)) best = quality;
  return best;
}

}  // namespace swapbench
