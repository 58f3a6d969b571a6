// SPDX-License-Identifier: Apache-2.0
/// What a [source] says of a folder of images: `dataset = layout:index=labels.csv,...`.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/options.h"
#include "data/split.h"

namespace swapbench {

struct LayoutOptions {
  std::string index;
  std::string file = "file", label = "label", clip = "clip", target = "target", source = "source",
              method = "method", split = "split";
  std::string real_value = "real", fake_value = "fake";
  std::vector<std::string> real, fake;
  std::string fake_method = "unknown";
  bool twins = false;
  size_t reals = 0, fakes = 0, train_records = 0, val_records = 0, test_records = 0;
  SplitShares shares;

  template <class V>
  void Describe(V& v) {
    v("index", index, "CSV file below the root that lists the images; or give real and fake");
    v("file", file, "its column with the path below the root");
    v("label", label, "its column with the label");
    v("clip", clip, "its column with the clip; where absent, each image is one");
    v("target", target, "its column with the identity of the body; where absent, the clip");
    v("source", source, "its column with the identity of the face of a fake");
    v("method", method, "its column with the swap method of a fake");
    v("split", split, "its column with train, val or test; where absent, splits are drawn");
    v("real_value", real_value, "what the label column says of a real image");
    v("fake_value", fake_value, "what the label column says of a fake");
    v("real", real, "path templates of the real images: real/{clip}/{frame}.jpg");
    v("fake", fake, "path templates of the fakes: fake/{target}_{source}/{frame}.jpg");
    v("fake_method", fake_method, "swap method of fakes that nothing else tells it of");
    v("twins", twins, "a fake was made from the one real image of its target");
    v("reals", reals, "how many real images there must be; 0: not checked");
    v("fakes", fakes, "how many fakes there must be; 0: not checked");
    v("train_records", train_records, "how many records of train there must be; 0: not checked");
    v("val_records", val_records, "the same for val");
    v("test_records", test_records, "the same for test");
    shares.Describe(v);
  }
};

}  // namespace swapbench
