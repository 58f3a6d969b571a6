// SPDX-License-Identifier: Apache-2.0
/// A corpus of 10,000 images of 256 px in the system's temporary folder, and an order to read it
/// in. SWAPBENCH_CORPUS names a corpus to read instead.
#pragma once

#include <benchmark/benchmark.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <numeric>
#include <opencv2/core/utility.hpp>
#include <string>
#include <vector>

#include "core/error.h"
#include "core/rng.h"
#include "image/codec.h"
#include "portrait/portrait.h"
#include "store/corpus.h"

namespace swapbench {

namespace fs = std::filesystem;

/// Few drawn faces, each under many ids; with `vary` in another encoding and place every time, so
/// that no two images have the same bytes.
class RepeatedFaces : public CorpusPlan {
 public:
  RepeatedFaces(size_t count, int side, int faces, bool vary) : count_(count), vary_(vary) {
    PortraitOptions options;
    options.size = side;
    for (int i = 0; i < faces; ++i)
      portraits_.push_back(DrawPortrait(1, static_cast<uint64_t>(i), 0, options).image);
    jpeg_ = EncodeJpeg(portraits_.front(), 90);
  }
  size_t size() const override { return count_; }
  Record Make(size_t i) const override {
    Record record;
    record.info.id = Concat("benchmark/", i);
    record.info.dataset = "benchmark";
    record.info.target = Concat("person", i);
    record.info.split = "test";
    record.image = vary_ ? Varied(i) : jpeg_;
    record.provenance = "{}";
    return record;
  }

 private:
  std::string Varied(size_t i) const {
    const cv::Mat& face = portraits_[i % portraits_.size()];
    const int cut = 1 + static_cast<int>(i / portraits_.size()) % 128;
    cv::Mat moved;
    cv::hconcat(face.colRange(cut, face.cols), face.colRange(0, cut), moved);
    return EncodeJpeg(moved, 72 + static_cast<int>(i % 27));
  }

  size_t count_;
  bool vary_;
  std::vector<cv::Mat> portraits_;
  std::string jpeg_;
};

class Folder {
 public:
  explicit Folder(const std::string& name)
      : path(fs::temp_directory_path() / Concat("swapbench-", name, "-", ::getpid())) {}
  ~Folder() { fs::remove_all(path); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  void Fill(const CorpusPlan& plan) const {
    const std::string card = R"({"name":"benchmark","licence":"CC0-1.0","consent":"given"})";
    WriteCorpus(plan, {"benchmark", "benchmark", 1, card}, path, WriteOptions{});
  }
  const fs::path path;
};

/// The corpus that is read in random order, the bytes that it holds, and the order.
struct Library {
  Library() : folder("library") {
    cv::setNumThreads(1);
    const char* named = std::getenv("SWAPBENCH_CORPUS");
    if (named == nullptr) folder.Fill(RepeatedFaces(10000, 256, 40, true));
    corpus = OpenCorpus(named == nullptr ? folder.path : fs::path(named));
    for (size_t i = 0; i < corpus->size(); ++i) {
      const Record record = corpus->GetRecord(i);
      encoded.push_back({record.image, record.mask});
    }
    order.resize(corpus->size());
    std::iota(order.begin(), order.end(), size_t{0});
    Rng(1, "benchmark/order").Shuffle(std::span(order));
  }

  struct Encoded {
    std::string image, mask;
  };
  Folder folder;
  std::unique_ptr<Corpus> corpus;
  std::vector<Encoded> encoded;
  std::vector<size_t> order;
};

inline const Library& TheLibrary() {
  static const Library library;
  return library;
}

/// Calls `read(record)` in the library's order; threads begin apart.
template <class Read>
void Scattered(benchmark::State& state, Read read) {
  const Library& library = TheLibrary();
  const size_t count = library.order.size();
  size_t at =
      static_cast<size_t>(state.thread_index()) * count / static_cast<size_t>(state.threads());
  for (auto _ : state) read(library.order[at++ % count]);
  state.SetItemsProcessed(state.iterations());
}

}  // namespace swapbench
