// SPDX-License-Identifier: Apache-2.0
/// A small plan whose every byte follows from the record's number.
#pragma once

#include <cmath>
#include <filesystem>
#include <map>
#include <string>

#include "core/error.h"
#include "core/file.h"
#include "core/rng.h"
#include "data/plan.h"
#include "image/codec.h"
#include "store/corpus.h"

namespace swapbench {

inline cv::Mat NoiseImage(uint64_t seed, int side) {
  cv::Mat image(side, side, CV_8UC3);
  Rng rng(seed, "tests/noise");
  for (size_t i = 0; i < image.total() * 3; ++i)
    image.data[i] = static_cast<uint8_t>(rng.Integer(0, 255));
  return image;
}

/// Reals at even numbers, each followed by its fake.
inline Record TestRecord(size_t i, int side = 8) {
  Record record;
  const size_t person = i / 2;
  record.info.id = Concat("toy/p", person, i % 2 == 1 ? "-paste" : "");
  record.info.dataset = "toy";
  record.info.clip = Concat("clip", person);
  record.info.target = Concat("p", person);
  record.info.split = person % 5 == 0 ? "test" : "train";
  record.info.attributes["tone"] = std::to_string(1 + person % 10);
  record.image = EncodePng(NoiseImage(i, side));
  record.provenance = Concat("{\"record\":", i, "}");
  if (i % 2 == 1) {
    record.info.label = Label::kFake;
    record.info.method = "paste";
    record.info.source = Concat("p", person + 1);
    record.info.twin = Concat("toy/p", person);
    record.info.attributes["only_fakes"] = "yes";
    record.mask = EncodePng(cv::Mat(side, side, CV_8UC1, cv::Scalar(static_cast<double>(i % 256))));
    return record;
  }
  record.classes = EncodePng(cv::Mat(side, side, CV_8UC1, cv::Scalar(1)));
  Landmarks points;
  Landmarks3d points_3d;
  for (size_t k = 0; k < 68; ++k) {
    points[k] = {static_cast<float>(k) / 7, static_cast<float>(i)};
    points_3d[k] = {static_cast<float>(k), -1.5f, .25f};
  }
  record.landmarks = points;
  record.landmarks_3d = points_3d;
  return record;
}

class TestPlan : public CorpusPlan {
 public:
  explicit TestPlan(size_t size, int side = 8) : size_(size), side_(side) {}
  size_t size() const override { return size_; }
  Record Make(size_t i) const override { return TestRecord(i, side_); }

 private:
  size_t size_;
  int side_;
};

inline CorpusHeader TestHeader() {
  return {"toy", "[source]\ndataset = toy\n", 7,
          R"({"name":"toy","title":"Toys","licence":"CC0-1.0","consent":"given",)"
          R"("citation":"","url":"","description":"Noise.","known_defects":["it is noise"]})"};
}

/// Name -> bytes of every file of a folder.
inline std::map<std::string, std::string> FilesOf(const std::filesystem::path& folder) {
  std::map<std::string, std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    files[entry.path().filename().string()] = ReadFile(entry.path());
  return files;
}

}  // namespace swapbench
