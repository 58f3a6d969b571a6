// SPDX-License-Identifier: Apache-2.0
/// Pictures inside a page.
#pragma once

#include <opencv2/core.hpp>
#include <string>
#include <string_view>

namespace swapbench::report {

/// RFC 4648, section 4, with padding.
std::string Base64(std::string_view bytes);

/// The picture (CV_8UC3), at most 480 pixels wide and high, as a JPEG in a data URI.
std::string DataUri(const cv::Mat& picture);

}  // namespace swapbench::report
