// SPDX-License-Identifier: Apache-2.0
/// Reading and writing one image. Argument: side in pixels.
#include <benchmark/benchmark.h>

#include "image/codec.h"
#include "portrait/portrait.h"

namespace swapbench {
namespace {

cv::Mat Picture(benchmark::State& state) {
  PortraitOptions options;
  options.size = static_cast<int>(state.range(0));
  return DrawPortrait(1, 1, 0, options).image;
}

void ReadHeader(benchmark::State& state) {
  const std::string bytes = EncodeJpeg(Picture(state), 90);
  for (auto _ : state) benchmark::DoNotOptimize(ReadImageHeader(bytes, "benchmark"));
}

void DecodeJpeg(benchmark::State& state) {
  const std::string bytes = EncodeJpeg(Picture(state), 90);
  for (auto _ : state) benchmark::DoNotOptimize(DecodeImage(bytes, "benchmark"));
}

void DecodePng(benchmark::State& state) {
  const std::string bytes = EncodePng(Picture(state));
  for (auto _ : state) benchmark::DoNotOptimize(DecodeImage(bytes, "benchmark"));
}

void WriteJpeg(benchmark::State& state) {
  const cv::Mat picture = Picture(state);
  for (auto _ : state) benchmark::DoNotOptimize(EncodeJpeg(picture, 90));
}

BENCHMARK(ReadHeader)->Arg(256);
BENCHMARK(DecodeJpeg)->Arg(128)->Arg(256);
BENCHMARK(DecodePng)->Arg(128)->Arg(256);
BENCHMARK(WriteJpeg)->Arg(128)->Arg(256);

}  // namespace
}  // namespace swapbench
