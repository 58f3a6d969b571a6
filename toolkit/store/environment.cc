// SPDX-License-Identifier: Apache-2.0
#include "store/environment.h"

#include <opencv2/imgproc.hpp>

#include "core/build_info.h"
#include "core/error.h"
#include "core/hash.h"
#include "core/rng.h"
#include "core/stable_math.h"
#include "image/codec.h"
#include "portrait/portrait.h"
#include "store/h5.h"

namespace swapbench {
namespace {

std::string_view BytesOf(const cv::Mat& image) {
  return {reinterpret_cast<const char*>(image.data), image.total() * image.elemSize()};
}

std::string BytesOf(double value) { return {reinterpret_cast<const char*>(&value), sizeof value}; }

std::string SelfTest() {
  Sha256Stream stream;
  Rng rng(1, "store/self_test");
  for (int i = 0; i < 64; ++i) {
    const double value = rng.Normal();
    stream.Append(BytesOf(value));
    stream.Append(BytesOf(stable::Exp(value)));
    stream.Append(BytesOf(stable::Sin(10 * value)));
  }
  const Portrait portrait = DrawPortrait(1, 0, 0, {.size = 64});
  cv::Mat blurred, resized;
  cv::GaussianBlur(portrait.image, blurred, {5, 5}, 1.2);
  cv::resize(blurred, resized, {41, 53}, 0, 0, cv::INTER_LINEAR);
  stream.Append(BytesOf(portrait.image));
  stream.Append(BytesOf(portrait.classes));
  stream.Append(BytesOf(resized));
  stream.Append(EncodeJpeg(portrait.image, 90));
  stream.Append(EncodePng(portrait.classes));
  return stream.Finish();
}

std::string Hdf5Version() {
  unsigned major = 0, minor = 0, release = 0;
  H5get_libversion(&major, &minor, &release);
  return Concat(major, '.', minor, '.', release);
}

}  // namespace

const Environment& CurrentEnvironment() {
  static const Environment environment = {GetBuildInfo().version, cv::getVersionString(),
                                          Hdf5Version(), SelfTest()};
  return environment;
}

}  // namespace swapbench
