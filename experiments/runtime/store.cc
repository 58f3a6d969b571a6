// SPDX-License-Identifier: Apache-2.0
/// Writing, opening and reading a corpus of small drawn faces, and reading 10,000 images in random
/// order (library.h) beside OpenCV, which decodes the same bytes from memory:
///   bench_store --benchmark_filter=Scattered --benchmark_repetitions=5
///               --benchmark_enable_random_interleaving=true
#include <opencv2/imgcodecs.hpp>

#include "image/codec.h"
#include "library.h"

namespace swapbench {
namespace {

const CorpusPlan& SmallPlan() {
  static const RepeatedFaces plan(1024, 128, 1, false);
  return plan;
}

void Write(benchmark::State& state) {
  for (auto _ : state) {
    const Folder folder("store");
    folder.Fill(SmallPlan());
  }
  state.SetItemsProcessed(state.iterations() * 1024);
}

void Open(benchmark::State& state) {
  const Folder folder("store");
  folder.Fill(SmallPlan());
  for (auto _ : state) benchmark::DoNotOptimize(OpenCorpus(folder.path));
}

void ReadInOrder(benchmark::State& state) {
  const Folder folder("store");
  folder.Fill(SmallPlan());
  const auto corpus = OpenCorpus(folder.path);
  size_t i = 0;
  for (auto _ : state) benchmark::DoNotOptimize(corpus->GetRecord(i++ % corpus->size()));
  state.SetItemsProcessed(state.iterations());
}

cv::Mat DecodedByOpenCv(const std::string& bytes, int flags) {
  return cv::imdecode(
      cv::Mat(1, static_cast<int>(bytes.size()), CV_8UC1, const_cast<char*>(bytes.data())), flags);
}

void ScatteredOpenCv(benchmark::State& state) {
  Scattered(state, [](size_t record) {
    const auto& [image, mask] = TheLibrary().encoded[record];
    benchmark::DoNotOptimize(DecodedByOpenCv(image, cv::IMREAD_COLOR));
    if (!mask.empty()) benchmark::DoNotOptimize(DecodedByOpenCv(mask, cv::IMREAD_GRAYSCALE));
  });
}

void ScatteredCorpus(benchmark::State& state) {
  Scattered(state,
            [](size_t record) { benchmark::DoNotOptimize(TheLibrary().corpus->Get(record)); });
}

void ScatteredDecodeImage(benchmark::State& state) {
  Scattered(state, [](size_t record) {
    benchmark::DoNotOptimize(DecodeImage(TheLibrary().encoded[record].image, "benchmark"));
  });
}

BENCHMARK(Write)->Unit(benchmark::kMillisecond);
BENCHMARK(Open)->Unit(benchmark::kMillisecond);
BENCHMARK(ReadInOrder)->Unit(benchmark::kMicrosecond);
BENCHMARK(ScatteredOpenCv)->Unit(benchmark::kMicrosecond)->ThreadRange(1, 2)->UseRealTime();
BENCHMARK(ScatteredCorpus)->Unit(benchmark::kMicrosecond)->ThreadRange(1, 2)->UseRealTime();
BENCHMARK(ScatteredDecodeImage)->Unit(benchmark::kMicrosecond)->ThreadRange(1, 2)->UseRealTime();

}  // namespace
}  // namespace swapbench
