// SPDX-License-Identifier: Apache-2.0
/// Does a result depend on the processor? Runs one test of this binary again as on an old one.
#pragma once

#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <iostream>
#include <opencv2/core.hpp>
#include <string>

#include "core/hash.h"

namespace swapbench {

inline void AppendPixels(Sha256Stream& hash, const cv::Mat& image) {
  for (int y = 0; y < image.rows; ++y)
    hash.Append({reinterpret_cast<const char*>(image.ptr(y)),
                 static_cast<size_t>(image.cols) * image.elemSize()});
}

/// How a test hands its hash to the process that started it.
inline void PrintHash(const std::string& hash) { std::cout << "HASH=" << hash << std::endl; }

/// The hash that `test` of this binary prints with the processor's newer instructions hidden.
inline std::string HashOnAnOldProcessor(const std::string& test) {
  const std::string command =
      "OPENCV_CPU_DISABLE=AVX512-SKX,AVX2,FMA3 "
      "GLIBC_TUNABLES=glibc.cpu.hwcaps=-AVX512F,-AVX2,-FMA '" +
      std::filesystem::read_symlink("/proc/self/exe").string() + "' --gtest_filter=" + test;
  FILE* pipe = ::popen(command.c_str(), "r");
  std::string output;
  for (char buffer[4096]; std::fgets(buffer, sizeof(buffer), pipe) != nullptr;) output += buffer;
  ::pclose(pipe);
  const size_t at = output.find("HASH=");
  return at == std::string::npos ? "no hash in: " + output : output.substr(at + 5, 64);
}

}  // namespace swapbench
