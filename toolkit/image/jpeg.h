// SPDX-License-Identifier: Apache-2.0
/// JPEG decoding that tells a damaged file from a whole one.
#pragma once

#include <opencv2/core.hpp>
#include <string>
#include <string_view>

namespace swapbench {

/// CV_8UC3, BGR, the same pixels as cv::imdecode gives for a whole file. Throws Error beginning
/// with `where` on truncated or damaged data, which cv::imdecode fills with grey in silence.
/// Oddities that lose no pixel (bytes between segments, an unknown Adobe marker) are accepted;
/// more than kMaxPixels are refused before there is memory for them.
cv::Mat DecodeJpeg(std::string_view bytes, const std::string& where);

/// How coarsely a JPEG file was quantised: the sum of the tables' entries over its components, from
/// 64 a component at quality 100 upwards. Throws Error beginning with `where`.
int QuantisationSum(std::string_view bytes, const std::string& where);

/// The quality, 1 to 100, whose tables in libjpeg come nearest in that sum: what most programs call
/// the quality of the file. Throws Error beginning with `where`.
int JpegQuality(std::string_view bytes, const std::string& where);

}  // namespace swapbench
