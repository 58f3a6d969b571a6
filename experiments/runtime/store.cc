// SPDX-License-Identifier: Apache-2.0
/// Writing, opening and reading a corpus of small drawn faces in the system's temporary folder.
#include <benchmark/benchmark.h>
#include <unistd.h>

#include <filesystem>

#include "core/error.h"
#include "image/codec.h"
#include "portrait/portrait.h"
#include "store/corpus.h"

namespace swapbench {
namespace {

namespace fs = std::filesystem;

/// One drawn face under many ids: the store does not look at pixels.
class RepeatedFace : public CorpusPlan {
 public:
  RepeatedFace() {
    PortraitOptions options;
    options.size = 128;
    jpeg_ = EncodeJpeg(DrawPortrait(1, 1, 0, options).image, 90);
  }
  size_t size() const override { return 1024; }
  Record Make(size_t i) const override {
    Record record;
    record.info.id = Concat("benchmark/", i);
    record.info.dataset = "benchmark";
    record.info.target = Concat("person", i);
    record.info.split = "test";
    record.image = jpeg_;
    record.provenance = "{}";
    return record;
  }

 private:
  std::string jpeg_;
};

class Folder {
 public:
  Folder() : path(fs::temp_directory_path() / Concat("swapbench-store-", ::getpid())) {}
  ~Folder() { fs::remove_all(path); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  void Fill() const {
    const std::string card = R"({"name":"benchmark","licence":"CC0-1.0","consent":"given"})";
    WriteCorpus(RepeatedFace(), {"benchmark", "benchmark", 1, card}, path, WriteOptions{});
  }
  const fs::path path;
};

void Write(benchmark::State& state) {
  for (auto _ : state) {
    const Folder folder;
    folder.Fill();
  }
  state.SetItemsProcessed(state.iterations() * 1024);
}

void Open(benchmark::State& state) {
  const Folder folder;
  folder.Fill();
  for (auto _ : state) benchmark::DoNotOptimize(OpenCorpus(folder.path));
}

void ReadInOrder(benchmark::State& state) {
  const Folder folder;
  folder.Fill();
  const auto corpus = OpenCorpus(folder.path);
  size_t i = 0;
  for (auto _ : state) benchmark::DoNotOptimize(corpus->GetRecord(i++ % corpus->size()));
  state.SetItemsProcessed(state.iterations());
}

void ReadAndDecodeScattered(benchmark::State& state) {
  const Folder folder;
  folder.Fill();
  const auto corpus = OpenCorpus(folder.path);
  size_t i = 0;
  for (auto _ : state) benchmark::DoNotOptimize(corpus->Get((i += 389) % corpus->size()));
  state.SetItemsProcessed(state.iterations());
}

BENCHMARK(Write)->Unit(benchmark::kMillisecond);
BENCHMARK(Open)->Unit(benchmark::kMillisecond);
BENCHMARK(ReadInOrder)->Unit(benchmark::kMicrosecond);
BENCHMARK(ReadAndDecodeScattered)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace swapbench
