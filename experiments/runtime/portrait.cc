// SPDX-License-Identifier: Apache-2.0
/// Drawing a person who does not exist. Argument: side in pixels.
#include "portrait/portrait.h"

#include <benchmark/benchmark.h>

#include "core/memory.h"

namespace swapbench {
namespace {

void Draw(benchmark::State& state) {
  KeepFreedMemory();  // as the binary does
  cv::setNumThreads(1);
  PortraitOptions options;
  options.size = static_cast<int>(state.range(0));
  uint64_t person = 0;  // another one each time: people differ in cost
  for (auto _ : state) benchmark::DoNotOptimize(DrawPortrait(1, person++, 0, options));
}

BENCHMARK(Draw)->Arg(128)->Arg(256)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace swapbench
