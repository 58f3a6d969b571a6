// SPDX-License-Identifier: Apache-2.0
/// Every swap method on two drawn people of 256 pixels.
#include <benchmark/benchmark.h>

#include "portrait/portrait.h"
#include "synth/swap.h"

namespace swapbench {
namespace {

Face Person(uint64_t number) {
  const Portrait portrait = DrawPortrait(1, number, 0, PortraitOptions{});
  return {portrait.image, portrait.landmarks};
}

/// A method that needs more than its name, as a network's folder, is named and left out.
void Swap(benchmark::State& state, const std::string& method) {
  std::unique_ptr<SwapMethod> swap;
  try {
    swap = SwapMethods().Make(Spec{method, {}});
  } catch (const Error& error) {
    state.SkipWithError(error.what());
    return;
  }
  const Face target = Person(1);
  const Face source = swap->traits().donor == Donor::kSelf ? target : Person(2);
  uint64_t draw = 0;
  for (auto _ : state)
    benchmark::DoNotOptimize(swap->Swap(target, source, Rng(1, "benchmark/swap", draw++)));
}

const int registered = [] {
  for (const std::string& method : SwapMethods().names())
    benchmark::RegisterBenchmark(("Swap/" + method).c_str(), Swap, method)
        ->Unit(benchmark::kMillisecond);
  return 0;
}();

}  // namespace
}  // namespace swapbench
