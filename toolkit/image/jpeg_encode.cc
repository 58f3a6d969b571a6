// SPDX-License-Identifier: Apache-2.0
// The bytes of cv::imencode, which turns every row from BGR to RGB before libjpeg turns it to
// YCbCr.
#include <csetjmp>
#include <cstdio>
// libjpeg's header needs size_t and FILE from <cstdio> first.
#include <jpeglib.h>
// Its codes of errors need that header.
#include <jerror.h>

#include <string>
#include <utility>

#include "core/error.h"
#include "image/codec.h"

namespace swapbench {
namespace {

constexpr size_t kFirstGuess = 16384;  // bytes

struct Writer {
  jpeg_compress_struct encoder{};
  jpeg_error_mgr errors{};
  jpeg_destination_mgr target{};
  std::jmp_buf escape{};
  char message[JMSG_LENGTH_MAX] = "";
  std::string bytes;
  ~Writer() { jpeg_destroy_compress(&encoder); }
};

Writer& WriterOf(void* client_data) { return *static_cast<Writer*>(client_data); }

[[noreturn]] void EscapeWriter(j_common_ptr info) {
  Writer& writer = WriterOf(info->client_data);
  info->err->format_message(info, writer.message);
  std::longjmp(writer.escape, 1);
}

/// Makes room for `size` bytes, of which the first `used` are written.
void GiveRoom(j_compress_ptr info, size_t used, size_t size) {
  Writer& writer = WriterOf(info->client_data);
  bool enough = true;
  try {
    writer.bytes.resize(size);
  } catch (...) {
    enough = false;
  }
  if (!enough) ERREXIT1(info, JERR_OUT_OF_MEMORY, 0);
  writer.target.next_output_byte = reinterpret_cast<JOCTET*>(writer.bytes.data()) + used;
  writer.target.free_in_buffer = size - used;
}

void Begin(j_compress_ptr info) { GiveRoom(info, 0, kFirstGuess); }

boolean Grow(j_compress_ptr info) {
  const size_t used = WriterOf(info->client_data).bytes.size();
  GiveRoom(info, used, 2 * used);
  return TRUE;
}

void End(j_compress_ptr info) {
  Writer& writer = WriterOf(info->client_data);
  writer.bytes.resize(writer.bytes.size() - writer.target.free_in_buffer);
}

/// Nothing here owns memory across a jump.
bool WritePixels(Writer& writer, const cv::Mat& bgr, int quality) {
  if (setjmp(writer.escape) != 0) return false;
  jpeg_compress_struct& encoder = writer.encoder;
  encoder.err = jpeg_std_error(&writer.errors);
  writer.errors.error_exit = EscapeWriter;
  encoder.client_data = &writer;
  jpeg_create_compress(&encoder);
  writer.target.init_destination = Begin;
  writer.target.empty_output_buffer = Grow;
  writer.target.term_destination = End;
  encoder.dest = &writer.target;
  encoder.image_width = static_cast<JDIMENSION>(bgr.cols);
  encoder.image_height = static_cast<JDIMENSION>(bgr.rows);
  encoder.input_components = 3;
  encoder.in_color_space = JCS_EXT_BGR;
  jpeg_set_defaults(&encoder);
  jpeg_set_quality(&encoder, quality, TRUE);
  jpeg_start_compress(&encoder, TRUE);
  while (encoder.next_scanline < encoder.image_height) {
    JSAMPROW row = bgr.data + bgr.step * encoder.next_scanline;
    jpeg_write_scanlines(&encoder, &row, 1);
  }
  jpeg_finish_compress(&encoder);
  return true;
}

}  // namespace

std::string EncodeJpeg(const cv::Mat& bgr, int quality) {
  Check(bgr.type() == CV_8UC3 && quality >= 1 && quality <= 100,
        "EncodeJpeg takes 8-bit BGR and a quality of 1 to 100, not ", quality, ".");
  Writer writer;
  Check(WritePixels(writer, bgr, quality), "An image of ", bgr.cols, "x", bgr.rows,
        " pixels could not be encoded as JPEG (", writer.message, ").");
  return std::move(writer.bytes);
}

}  // namespace swapbench
