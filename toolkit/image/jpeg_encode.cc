// SPDX-License-Identifier: Apache-2.0
// The bytes of cv::imencode, which turns every row from BGR to RGB before libjpeg turns it to
// YCbCr.
#include <csetjmp>
#include <cstdio>
#include <cstdlib>
// libjpeg's header needs size_t and FILE from <cstdio> first.
#include <jpeglib.h>

#include "core/error.h"
#include "image/codec.h"

namespace swapbench {
namespace {

struct Writer {
  jpeg_compress_struct encoder{};
  jpeg_error_mgr errors{};
  std::jmp_buf escape{};
  char message[JMSG_LENGTH_MAX] = "";
  unsigned char* bytes = nullptr;  // libjpeg's own, from malloc
  unsigned long size = 0;
  ~Writer() {
    jpeg_destroy_compress(&encoder);
    std::free(bytes);
  }
};

[[noreturn]] void EscapeWriter(j_common_ptr info) {
  auto& writer = *static_cast<Writer*>(info->client_data);
  info->err->format_message(info, writer.message);
  std::longjmp(writer.escape, 1);
}

/// Nothing here owns memory across a jump. After one `bytes` may no longer be libjpeg's buffer,
/// which grows behind our back: rather leak it, where memory has run out, than free it twice.
bool WritePixels(Writer& writer, const cv::Mat& bgr, int quality) {
  if (setjmp(writer.escape) != 0) {
    writer.bytes = nullptr;
    return false;
  }
  jpeg_compress_struct& encoder = writer.encoder;
  encoder.err = jpeg_std_error(&writer.errors);
  writer.errors.error_exit = EscapeWriter;
  encoder.client_data = &writer;
  jpeg_create_compress(&encoder);
  jpeg_mem_dest(&encoder, &writer.bytes, &writer.size);
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
  return {reinterpret_cast<const char*>(writer.bytes), writer.size};
}

}  // namespace swapbench
