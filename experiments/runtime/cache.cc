// SPDX-License-Identifier: Apache-2.0
/// The trainer's cache of decoded pictures beside reading and decoding them from the corpus, in
/// random order; both copy the pixels out, as an augmentation would:
///   bench_cache --benchmark_repetitions=5 --benchmark_enable_random_interleaving=true
#include "library.h"
#include "train/image_cache.h"

namespace swapbench {
namespace {

const ImageCache& TheCache() {
  static const ImageCache cache(*TheLibrary().corpus, TheLibrary().order, 0, false, 0, SIZE_MAX);
  return cache;
}

void Decoded(benchmark::State& state) {
  cv::Mat pixels;
  Scattered(state, [&](size_t record) {
    TheLibrary().corpus->Get(record).face.image.copyTo(pixels);
    benchmark::DoNotOptimize(pixels.data);
  });
}

void Cached(benchmark::State& state) {
  cv::Mat pixels;
  TheCache();
  Scattered(state, [&](size_t record) {
    TheCache().Get(record).face.image.copyTo(pixels);
    benchmark::DoNotOptimize(pixels.data);
  });
}

BENCHMARK(Decoded)->Unit(benchmark::kMicrosecond)->ThreadRange(1, 2)->UseRealTime();
BENCHMARK(Cached)->Unit(benchmark::kMicrosecond)->ThreadRange(1, 2)->UseRealTime();

}  // namespace
}  // namespace swapbench
