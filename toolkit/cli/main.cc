// SPDX-License-Identifier: Apache-2.0
#include <iostream>
#include <new>
#include <opencv2/core/utils/logger.hpp>

#include "cli/verb.h"
#include "core/error.h"
#include "core/interrupt.h"
#include "core/memory.h"

int main(int argc, char** argv) {
  swapbench::CatchStopSignals();
  swapbench::KeepFreedMemory();
  cv::utils::logging::setLogLevel(
      cv::utils::logging::LOG_LEVEL_SILENT);  // our sentences name the file, OpenCV's do not
  constexpr int kBadInput = 2, kCanBeResumed = 75;
  try {
    return swapbench::RunCommand({argv + 1, argv + argc});
  } catch (const swapbench::Interrupted& stop) {
    std::cerr << "swapbench: " << stop.what() << '\n';
    return kCanBeResumed;
  } catch (const std::bad_alloc&) {
    std::cerr << "swapbench: error: out of memory: give fewer --threads or a smaller corpus.\n";
  } catch (const std::exception& error) {
    std::cerr << "swapbench: error: " << error.what() << '\n';
  }
  return kBadInput;
}
