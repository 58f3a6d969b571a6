// SPDX-License-Identifier: Apache-2.0
/// Every swap method on two drawn people of 256 pixels; resynthesis by the autoencoder in the
/// folder that the environment variable AUTOENCODER names, trained for
/// datasets/procedural_resynthesis.ini.
#include <benchmark/benchmark.h>

#include <cstdlib>

#include "portrait/portrait.h"
#include "synth/swap.h"

namespace swapbench {
namespace {

Face Person(uint64_t number) {
  const Portrait portrait = DrawPortrait(1, number, 0, PortraitOptions{});
  return {portrait.image, portrait.landmarks};
}

Spec SpecOf(const std::string& method) {
  const char* autoencoder = std::getenv("AUTOENCODER");
  if (method != "resynthesis" || autoencoder == nullptr) return {method, {}};
  return {method, {{"model", autoencoder}}};
}

/// A method that lacks something, as resynthesis its network, is named and left out.
void Swap(benchmark::State& state, const std::string& method) {
  std::unique_ptr<SwapMethod> swap;
  try {
    swap = SwapMethods().Make(SpecOf(method));
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
