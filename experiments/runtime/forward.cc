// SPDX-License-Identifier: Apache-2.0
/// One forward pass of a model folder on every runtime: bench_forward takes the folder from the
/// environment variable SWAPBENCH_MODEL and, without it, measures how an input is prepared only.
/// Argument: faces in the batch.
#include <benchmark/benchmark.h>

#include <cstdlib>

#include "backend/backend.h"
#include "core/memory.h"

namespace swapbench {
namespace {

std::vector<Face> Noise(int64_t count) {
  std::vector<Face> faces(static_cast<size_t>(count));
  cv::RNG random(1);
  for (Face& face : faces) {
    face.image = cv::Mat(224, 224, CV_8UC3);
    random.fill(face.image, cv::RNG::UNIFORM, 0, 256);
  }
  return faces;
}

void PrepareInput(benchmark::State& state) {
  const std::vector<Face> faces = Noise(state.range(0));
  for (auto _ : state) benchmark::DoNotOptimize(MakeInput(faces, InputFormat{}));
}

void Forward(benchmark::State& state, const std::string& backend, const std::string& folder) {
  const Model model = ReadModel(folder);
  const auto runtime = Backends().Make(Spec{backend, {}}, model);
  const Batch input = MakeInput(Noise(state.range(0)), model.info.input);
  for (auto _ : state) benchmark::DoNotOptimize(runtime->Run(input.view()));
  state.SetItemsProcessed(state.iterations() * state.range(0));
}

const int registered = [] {
  KeepFreedMemory();
  benchmark::RegisterBenchmark("PrepareInput", PrepareInput)->Arg(1)->Arg(8);
  const char* folder = std::getenv("SWAPBENCH_MODEL");
  if (folder == nullptr) return 0;
  for (const std::string& backend : Backends().names())
    benchmark::RegisterBenchmark(("Forward/" + backend).c_str(), Forward, backend,
                                 std::string(folder))
        ->Arg(1)
        ->Arg(8)
        ->Unit(benchmark::kMillisecond);
  return 0;
}();

}  // namespace
}  // namespace swapbench
