// SPDX-License-Identifier: Apache-2.0
// The bits of a portrait must not depend on the instruction set. Libraries choose their kernels
// when a process starts, so a second process is told to do without the newer ones.
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include "core/hash.h"
#include "portrait/portrait.h"
#include "support.h"

namespace swapbench {
namespace {

std::string Bytes(const cv::Mat& image) {
  return {reinterpret_cast<const char*>(image.data), image.total() * image.elemSize()};
}

/// Of everything in some portraits.
std::string Fingerprint() {
  std::string all;
  for (uint64_t person = 0; person < 6; ++person) {
    PortraitOptions options;
    options.size = 128;
    options.camera = person != 5;
    const Portrait p = DrawPortrait(11, person, person, options);
    all += Bytes(p.image) + Bytes(p.classes) + p.parameters;
    all.append(reinterpret_cast<const char*>(p.landmarks.data()), sizeof(p.landmarks));
    all.append(reinterpret_cast<const char*>(p.landmarks_3d.data()), sizeof(p.landmarks_3d));
  }
  return std::to_string(Xxh3(all));
}

TEST(PortraitOnAnyProcessor, PrintFingerprint) {
  if (std::getenv("SWAPBENCH_PRINT_FINGERPRINT") == nullptr)
    GTEST_SKIP() << "run by HasTheSameBits in a second process";
  std::printf("fingerprint %s\n", Fingerprint().c_str());
}

TEST(PortraitOnAnyProcessor, HasTheSameBits) {
  const std::string self = std::filesystem::read_symlink("/proc/self/exe").string();
  const std::string command =
      "SWAPBENCH_PRINT_FINGERPRINT=1 OPENCV_CPU_DISABLE=AVX512-SKX,AVX2,FMA3 "
      "GLIBC_TUNABLES=glibc.cpu.hwcaps=-AVX512F,-AVX2,-FMA '" +
      self + "' --gtest_filter=PortraitOnAnyProcessor.PrintFingerprint 2>&1";
  FILE* child = popen(command.c_str(), "r");
  ASSERT_NE(child, nullptr);
  std::string output;
  for (int c = std::fgetc(child); c != EOF; c = std::fgetc(child)) output += static_cast<char>(c);
  ASSERT_EQ(pclose(child), 0) << output;
  EXPECT_THAT(output, testing::HasSubstr("fingerprint " + Fingerprint()));
}

}  // namespace
}  // namespace swapbench
