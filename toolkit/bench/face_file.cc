// SPDX-License-Identifier: Apache-2.0
#include "bench/face_file.h"

#include <algorithm>

#include "core/error.h"
#include "core/parallel.h"
#include "core/rng.h"

namespace swapbench {
namespace {

constexpr size_t kParityFaces = 256, kFaces = 1024;

std::vector<size_t> RecordsOf(const Dataset& dataset, Label label, const std::string& split) {
  std::vector<size_t> records;
  for (size_t i = 0; i < dataset.size(); ++i)
    if (dataset.info(i).label == label && (split.empty() || dataset.info(i).split == split))
      records.push_back(i);
  return records;
}

size_t BytesOf(const InputFormat& format) {
  return 3 * static_cast<size_t>(format.size) * static_cast<size_t>(format.size);
}

/// The bytes a network would see: its own resizing, without its normalisation.
std::vector<unsigned char> Resized(const cv::Mat& image, InputFormat format) {
  format.mean = {0, 0, 0};
  format.sd = {1. / 255, 1. / 255, 1. / 255};
  std::vector<float> planes(BytesOf(format));
  FillInput(image, format, planes.data());
  const size_t pixels = planes.size() / 3;
  std::vector<unsigned char> bytes(planes.size());
  for (size_t i = 0; i < pixels; ++i)
    for (size_t channel = 0; channel < 3; ++channel)  // planes are RGB, bytes BGR
      bytes[3 * i + channel] = static_cast<unsigned char>(planes[(2 - channel) * pixels + i] + .5f);
  return bytes;
}

}  // namespace

FaceChoice ChooseFaces(const Dataset& dataset, uint64_t seed) {
  std::vector<size_t> real = RecordsOf(dataset, Label::kReal, "test"),
                      fake = RecordsOf(dataset, Label::kFake, "test");
  if (real.empty() || fake.empty()) {
    real = RecordsOf(dataset, Label::kReal, "");
    fake = RecordsOf(dataset, Label::kFake, "");
  }
  Check(!real.empty() && !fake.empty(),
        "Latency needs faces of both labels, to state the AUC beside it; the corpus has ",
        real.size(), " real and ", fake.size(), " fake ones.");
  Rng(0, "bench/parity/real").Shuffle(std::span(real));
  Rng(0, "bench/parity/fake").Shuffle(std::span(fake));
  FaceChoice choice;
  std::vector<size_t> rest;
  for (auto* records : {&real, &fake}) {
    const size_t take = std::min(records->size(), kParityFaces / 2);
    const auto middle = records->begin() + static_cast<std::ptrdiff_t>(take);
    choice.records.insert(choice.records.end(), records->begin(), middle);
    rest.insert(rest.end(), middle, records->end());
  }
  choice.parity = choice.records.size();
  Rng(seed, "bench/faces").Shuffle(std::span(rest));
  rest.resize(std::min(rest.size(), kFaces - choice.parity));
  choice.records.insert(choice.records.end(), rest.begin(), rest.end());
  return choice;
}

void WriteFaceFile(const Dataset& dataset, const std::vector<size_t>& records,
                   const InputFormat& format, const std::filesystem::path& file) {
  std::ofstream stream(file, std::ios::binary);
  OrderedPipeline(
      records.size(), 0,
      [&](size_t i) { return Resized(dataset.Get(records[i]).face.image, format); },
      [&](size_t, const std::vector<unsigned char>& bytes) {
        stream.write(reinterpret_cast<const char*>(bytes.data()),
                     static_cast<std::streamsize>(bytes.size()));
      });
  stream.close();
  Check(stream.good(), "Writing ", file.string(), " failed: is the disk full?");
}

FaceFile::FaceFile(const std::filesystem::path& file, const InputFormat& format)
    : format_(format), stream_(file, std::ios::binary), bytes_(BytesOf(format)) {
  Check(stream_.is_open(), "Cannot read ", file.string(), ".");
  const size_t length = std::filesystem::file_size(file);
  Check(length > 0 && length % bytes_.size() == 0, file.string(), " does not hold faces of ",
        format.size, " pixels.");
  count_ = length / bytes_.size();
  batch_.shape = {1, 3, format.size, format.size};
  batch_.values.resize(bytes_.size());
}

TensorView FaceFile::Read(size_t i) {
  stream_.seekg(static_cast<std::streamoff>(i * bytes_.size()));
  stream_.read(reinterpret_cast<char*>(bytes_.data()), static_cast<std::streamsize>(bytes_.size()));
  Check(stream_.good(), "The file of faces ended early.");
  FillInput(cv::Mat(format_.size, format_.size, CV_8UC3, bytes_.data()), format_,
            batch_.values.data());
  return batch_.view();
}

}  // namespace swapbench
