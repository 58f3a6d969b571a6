// SPDX-License-Identifier: Apache-2.0
/// Changes of colour and of sharpness that leave every pixel in its place. CV_8UC3 in and out.
#pragma once

#include <opencv2/core.hpp>

namespace swapbench {

/// The new value of each old one in each channel: one row of 256 values. Tables are pictures, too:
/// Mapped(first, second) is the table of the second change after the first.
cv::Mat ShiftTable(const cv::Vec3i& shift);
cv::Mat ToneTable(double brightness, double contrast);
cv::Mat Mapped(const cv::Mat& bgr, const cv::Mat& table);

/// Adds to blue, green and red; clamped.
cv::Mat ShiftChannels(const cv::Mat& bgr, const cv::Vec3i& shift);

/// (1 + contrast)*value + 255*brightness, rounded and clamped.
cv::Mat ChangeTone(const cv::Mat& bgr, double brightness, double contrast);

/// Every factor-th pixel of every factor-th row.
cv::Mat Thinned(const cv::Mat& bgr, int factor);
/// Interpolated linearly.
cv::Mat Enlarged(const cv::Mat& bgr, cv::Size size);

/// Every factor-th pixel kept and the rest interpolated linearly: what a small face scaled up looks
/// like.
cv::Mat LoseDetail(const cv::Mat& bgr, int factor);

/// The source with each channel's mean and standard deviation within the mask made the target's
/// (Reinhard et al. 2001, but in BGR); the gain is kept in [.5, 2]. All of one size; the mask is
/// CV_8UC1 and weighs. Unchanged where the mask is empty.
cv::Mat MatchColours(const cv::Mat& source, const cv::Mat& target, const cv::Mat& mask);

}  // namespace swapbench
