// SPDX-License-Identifier: Apache-2.0
/// Small corpora in memory.
#pragma once

#include <opencv2/core.hpp>
#include <set>

#include "core/rng.h"
#include "data/dataset.h"
#include "image/codec.h"
#include "support.h"
#include "train/trainer.h"

namespace swapbench {

enum class Toy {
  kChequered,     // fakes carry a fine chequered pattern: easily told apart
  kRandomLabels,  // every picture is noise of one kind
};

/// 32 px pictures; `pairs` holds the number of reals, each with a fake, in train, val and test.
/// A record of split test may not be decoded.
class ToyDataset : public Dataset {
 public:
  ToyDataset(Toy kind, std::array<size_t, 3> pairs) : kind_(kind) {
    const std::array<std::string, 3> splits = {"train", "val", "test"};
    for (size_t split = 0; split < 3; ++split)
      for (size_t i = 0; i < 2 * pairs[split]; ++i) {
        SampleInfo info;
        info.id = Concat("toy/", splits[split], "/", i);
        info.label = i % 2 ? Label::kFake : Label::kReal;
        info.split = splits[split];
        if (i % 2) {
          info.method = i % 4 == 1 ? "one" : "other";
          info.twin = Concat("toy/", splits[split], "/", i - 1);
        }
        infos_.push_back(info);
      }
  }

  size_t size() const override { return infos_.size(); }
  const SampleInfo& info(size_t i) const override { return infos_[i]; }
  Record GetRecord(size_t i) const override {
    Record record;
    record.info = infos_[i];
    record.image = EncodePng(Get(i).face.image);
    return record;
  }
  Sample Get(size_t i) const override {
    Check(infos_[i].split != "test", "A test record was decoded: ", infos_[i].id, ".");
    Sample sample{infos_[i], {cv::Mat(32, 32, CV_8UC3), {}}, {}};
    Rng rng(7, "test/toy", i);
    const bool pattern = kind_ == Toy::kChequered && infos_[i].label == Label::kFake;
    for (int y = 0; y < 32; ++y)
      for (int x = 0; x < 32; ++x)
        for (int c = 0; c < 3; ++c)
          sample.face.image.at<cv::Vec3b>(y, x)[c] = static_cast<uint8_t>(
              rng.Integer(60, 160) + (pattern && (x / 2 + y / 2) % 2 ? 60 : 0));
    return sample;
  }

  std::vector<SampleInfo> infos_;

 private:
  Toy kind_;
};

inline TrainOptions QuickOptions() {
  TrainOptions options;
  options.epochs = 4;
  options.batch = 16;
  options.learning_rate = 3e-3;
  options.threads = 1;
  return options;
}

inline const Spec kQuickNetwork = Spec::Parse("small_resnet:blocks=1,size=32,width=8");

}  // namespace swapbench
