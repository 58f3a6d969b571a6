// SPDX-License-Identifier: Apache-2.0
/// The C++ side of scripts/paired_self_blend: the same steps as self_blend.py beside it, through
/// the functions that `swapbench synthesize` uses.
///
///   paired_self_blend draw FOLDER COUNT     drawn faces as JPEG files with landmarks.csv
///   paired_self_blend run FOLDER COUNT [codec|pair|mask] [SEED]
///                                           one line of JSON: how long COUNT faces took
///
/// pair: decode, self-blend, encode both pictures; mask: and the mask; codec: no self-blend.
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <iostream>
#include <opencv2/core/utility.hpp>
#include <opencv2/imgproc.hpp>
#include <sstream>

#include "core/error.h"
#include "core/file.h"
#include "core/json.h"
#include "core/memory.h"
#include "core/text.h"
#include "image/codec.h"
#include "portrait/portrait.h"
#include "synth/swap.h"

namespace swapbench {
namespace {

namespace fs = std::filesystem;
constexpr int kSide = 256, kCompared = 400;

void DrawFaces(const fs::path& folder, int count) {
  std::string table = "file";
  for (int i = 0; i < 68; ++i) table += Concat(",x", i, ",y", i);
  table += '\n';
  PortraitOptions options;
  options.zoom = 1.4;
  for (int i = 0; i < count; ++i) {
    const Portrait portrait = DrawPortrait(1, static_cast<uint64_t>(i), 0, options);
    const std::string name = Concat("face-", i, ".jpg");
    PublishFile(folder / name, EncodeJpeg(portrait.image, 90));
    table += name;
    for (const cv::Point2f& point : portrait.landmarks) table += Concat(',', point.x, ',', point.y);
    table += '\n';
  }
  PublishFile(folder / "landmarks.csv", table);
}

struct Encoded {
  std::string bytes;
  Landmarks landmarks;
};

std::vector<Encoded> ReadFolder(const fs::path& folder) {
  std::vector<Encoded> faces;
  std::istringstream table(ReadFile(folder / "landmarks.csv"));
  for (std::string line; std::getline(table, line);) {
    const std::vector<std::string> cells = SplitTopLevel(line, ',');
    Check(cells.size() == 137, "landmarks.csv has a line of ", cells.size(), " cells, not of 137.");
    if (cells[0] == "file") continue;
    Encoded face{ReadFile(folder / cells[0]), {}};
    for (size_t i = 0; i < 68; ++i)
      face.landmarks[i] = {std::stof(cells[1 + 2 * i]), std::stof(cells[2 + 2 * i])};
    faces.push_back(std::move(face));
  }
  Check(!faces.empty(), (folder / "landmarks.csv").string(), " names no faces.");
  return faces;
}

Face AtSide(cv::Mat image, Landmarks landmarks) {
  if (image.cols == kSide && image.rows == kSide) return {image, landmarks};
  const float x = static_cast<float>(kSide) / static_cast<float>(image.cols);
  const float y = static_cast<float>(kSide) / static_cast<float>(image.rows);
  for (cv::Point2f& p : landmarks) p = {(p.x + .5F) * x - .5F, (p.y + .5F) * y - .5F};
  cv::Mat resized;
  cv::resize(image, resized, {kSide, kSide}, 0, 0, cv::INTER_LINEAR);
  return {resized, landmarks};
}

enum class What { kCodec, kPair, kMask };

What ParseWhat(const std::string& word) {
  Check(word == "codec" || word == "pair" || word == "mask",
        "What shall be made? codec, pair or mask, not '", word, "'.");
  return word == "codec" ? What::kCodec : word == "pair" ? What::kPair : What::kMask;
}

struct Pair {
  std::string real, fake, mask;  // encoded
  Face face;
  Swapped swapped;
};

std::optional<Pair> Process(const Encoded& encoded, const SwapMethod& method, What what,
                            const Rng& rng) {
  Pair pair;
  pair.face = AtSide(DecodeImage(encoded.bytes, "a face"), encoded.landmarks);
  if (what == What::kCodec) {
    pair.swapped = {pair.face.image, {}, {}};
  } else {
    std::optional<Swapped> swapped = method.Swap(pair.face, pair.face, rng.Substream("method"));
    if (!swapped) return {};
    pair.swapped = *std::move(swapped);
  }
  const int quality = static_cast<int>(rng.Substream("encode").Integer(72, 98));
  pair.real = EncodeJpeg(pair.face.image, quality);
  pair.fake = EncodeJpeg(pair.swapped.image, quality);
  if (what == What::kMask) pair.mask = EncodePng(pair.swapped.mask);
  return pair;
}

double CpuSeconds() {
  timespec time{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

double WallSeconds() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

/// How much of a picture is covered and changed, on average: both sides must agree, or they do not
/// do the same.
template <class Make>
void Compare(JsonObject& json, Make make) {
  double covered = 0, changed = 0;
  int seen = 0;
  for (int i = 0; i < kCompared; ++i) {
    const std::optional<Pair> pair = make(i);
    if (!pair) continue;
    ++seen;
    covered += cv::mean(pair->swapped.mask)[0] / 255;
    cv::Mat difference;
    cv::absdiff(pair->face.image, pair->swapped.image, difference);
    const cv::Scalar mean = cv::mean(difference);
    changed += (mean[0] + mean[1] + mean[2]) / 3;
  }
  json.Set("covered", covered / std::max(1, seen)).Set("changed", changed / std::max(1, seen));
}

void Run(const fs::path& folder, int count, What what, uint64_t seed) {
  KeepFreedMemory();  // as `swapbench` does
  cv::setNumThreads(1);
  const std::vector<Encoded> faces = ReadFolder(folder);
  const auto method = SwapMethods().Make(Spec{"self_blend", {}});
  const auto make = [&](int i) {
    return Process(faces[static_cast<size_t>(i) % faces.size()], *method, what,
                   Rng(seed, "paired", static_cast<uint64_t>(i)));
  };
  for (int i = 0; i < 20; ++i) make(count + i);
  int made = 0;
  size_t bytes = 0;
  const double wall = WallSeconds(), cpu = CpuSeconds();
  for (int i = 0; i < count; ++i) {
    const std::optional<Pair> pair = make(i);
    if (!pair) continue;
    ++made;
    bytes += pair->real.size() + pair->fake.size() + pair->mask.size();
  }
  JsonObject json;
  json.Set("made", made).Set("wall", WallSeconds() - wall).Set("cpu", CpuSeconds() - cpu);
  json.Set("bytes", static_cast<double>(bytes) / std::max(1, made));
  if (what != What::kCodec) Compare(json, make);
  std::cout << json.ToString() << '\n';
}

int Main(int argc, char** argv) {
  const std::string verb = argc > 1 ? argv[1] : "";
  const auto count = ParseInteger(argc > 3 ? argv[3] : "");
  const auto seed = ParseUnsigned(argc > 5 ? argv[5] : "1");
  Check((verb == "draw" || verb == "run") && count && *count > 0 && *count <= 1000000 && seed,
        "Usage: paired_self_blend draw FOLDER COUNT, or run FOLDER COUNT [codec|pair|mask] "
        "[SEED].");
  if (verb == "draw") DrawFaces(argv[2], static_cast<int>(*count));
  else Run(argv[2], static_cast<int>(*count), ParseWhat(argc > 4 ? argv[4] : "pair"), *seed);
  return 0;
}

}  // namespace
}  // namespace swapbench

int main(int argc, char** argv) {
  try {
    return swapbench::Main(argc, argv);
  } catch (const swapbench::Error& error) {
    std::cerr << error.what() << '\n';
    return 2;
  }
}
