// SPDX-License-Identifier: Apache-2.0
/// A dataset in memory: coloured ellipses with landmarks, as many people as a test wants.
#pragma once

#include <opencv2/imgproc.hpp>
#include <string>
#include <vector>

#include "core/rng.h"
#include "data/dataset.h"
#include "faces/face_points.h"
#include "image/codec.h"

namespace swapbench {

/// A head with eyes and mouth before noise; `person` decides its colour, `seed` the rest.
inline Face DrawnFace(int person, uint64_t seed, int size = 96) {
  Rng rng(seed, "test/face");
  const Landmarks points = FacePoints(size * .5 + rng.Uniform(-2, 2), size * .48, size * .28);
  cv::Mat image(size, size, CV_8UC3, cv::Scalar(90, 60 + person % 7 * 20, 80));
  const cv::Scalar skin(60 + person * 37 % 120, 90 + person * 53 % 120, 150 + person * 29 % 100);
  cv::ellipse(image, cv::Point(size / 2, size / 2), {size * 32 / 100, size * 42 / 100}, 0, 0, 360,
              skin, cv::FILLED);
  for (const size_t i : {37U, 44U, 62U})
    cv::circle(image, cv::Point(points[i]), size / 20, cv::Scalar(40, 40, 60), cv::FILLED);
  for (int y = 0; y < size; ++y)
    for (int x = 0; x < 3 * size; ++x)
      image.ptr(y)[x] =
          cv::saturate_cast<uchar>(image.ptr(y)[x] + static_cast<int>(rng.Integer(-9, 9)));
  return {image, points};
}

class DrawnPeople : public Dataset {
 public:
  /// `identities` in each split, `images` of each identity.
  DrawnPeople(int identities, int images, bool landmarks = true) : landmarks_(landmarks) {
    int person = 0;
    for (const std::string split : {"train", "val", "test"})
      for (int i = 0; i < identities; ++i, ++person)
        for (int image = 0; image < images; ++image) {
          const std::string name = "p" + std::to_string(person);
          SampleInfo info;
          info.id = "people/" + name + "/" + std::to_string(image);
          info.dataset = "people";
          info.clip = name + "/" + std::to_string(image);
          info.target = name;
          info.split = split;
          info.attributes = {{"tone", std::to_string(person % 10)}};
          infos_.push_back(info);
          persons_.push_back(person);
        }
  }

  size_t size() const override { return infos_.size(); }
  const SampleInfo& info(size_t i) const override { return infos_.at(i); }
  Face FaceOf(size_t i) const {
    Face face = DrawnFace(persons_.at(i), i, 64);
    if (!landmarks_) face.landmarks.reset();
    return face;
  }
  Sample Get(size_t i) const override { return {info(i), FaceOf(i), {}}; }
  Record GetRecord(size_t i) const override {
    const Face face = FaceOf(i);
    Record record;
    record.info = info(i);
    record.image = EncodePng(face.image);
    record.landmarks = face.landmarks;
    record.provenance = R"({"drawn":true})";
    return record;
  }

 private:
  bool landmarks_;
  std::vector<SampleInfo> infos_;
  std::vector<int> persons_;
};

}  // namespace swapbench
