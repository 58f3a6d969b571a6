// SPDX-License-Identifier: Apache-2.0
/// Pixel operations whose bits do not depend on the processor: OpenCV's that were measured to be
/// so, and our own in whole numbers where OpenCV's are not.
///
/// The allow-list. image, faces, portrait, data and synth call no other cv:: function;
/// scripts/check_layers.py reads the lines that begin with "// stable:". OpenCV's float
/// GaussianBlur, filter2D, sepFilter2D, bilateralFilter, addWeighted, scaleAdd, normalize,
/// transform, exp, log, pow and everything that calls BLAS change bits with the instruction set.
// stable: resize remap warpAffine cvtColor medianBlur boxFilter distanceTransform seamlessClone
// stable: demosaicing imdecode imencode fillConvexPoly polylines line circle rectangle putText
// stable: LUT split merge mixChannels extractChannel insertChannel flip transpose rotate
// stable: copyMakeBorder hconcat vconcat min max compare inRange threshold absdiff erode dilate
// stable: bitwise_and bitwise_or bitwise_xor bitwise_not countNonZero minMaxLoc
// stable: swap saturate_cast setNumThreads
//
// GaussianBlur and multiply are stable for 8-bit respectively float images but not named above,
// because the same name is unstable for other types: use BlurGaussian and a loop.
#pragma once

#include <cstdint>
#include <opencv2/core.hpp>
#include <vector>

namespace swapbench {

/// Gaussian weights in units of 1/65536, odd `size`, that sum to exactly 65536.
std::vector<uint32_t> GaussianWeights(int size, double sigma);

/// The sigma that OpenCV derives from a kernel size: .3*((size-1)/2 - 1) + .8.
double SigmaForKernel(int size);

/// gfedcb|abcdefgh|gfedcba: the index in [0, n) that stands for any i outside.
int Mirrored(int i, int n);

/// Separable Gaussian blur in fixed point, borders mirrored without repeating the edge pixel.
/// CV_8U or CV_16U, any channels; `size` odd. A constant image is unchanged; results lie within .75
/// of the real-valued blur (8 bit) or within 40 of it (16 bit: the weights have 16 bits, too).
cv::Mat BlurGaussian(const cv::Mat& image, int size, double sigma);

/// round((mask*source + (255-mask)*target) / 255) for each channel: `target` bit for bit where mask
/// is 0, `source` where it is 255. CV_8UC3, mask CV_8UC1, all of one size.
cv::Mat Blend(const cv::Mat& target, const cv::Mat& source, const cv::Mat& mask);

/// (1-alpha)*image + alpha*K, where K weighs a pixel by 9 and each of its 8 neighbours by -1, so
/// that the mean stays; rounded and clamped, borders mirrored. CV_8UC3, at least 2x2. alpha in [0,
/// 1].
cv::Mat Sharpen(const cv::Mat& image, double alpha);

/// 8 bit to 16 bit and back: v*257, and (v+128)/257.
cv::Mat WidenMask(const cv::Mat& mask8);
cv::Mat NarrowMask(const cv::Mat& mask16);

}  // namespace swapbench
