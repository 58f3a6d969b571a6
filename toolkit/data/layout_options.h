// SPDX-License-Identifier: Apache-2.0
/// What a [source] says of a folder: `dataset = layout:index=labels.csv,...`.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "data/listing_options.h"
#include "data/split_lists.h"

namespace swapbench {

struct LayoutOptions {
  std::string index;
  std::string file = "file", label = "label", clip = "clip", target = "target", source = "source",
              method = "method", split = "split", original;
  std::string real_value = "real", fake_value = "fake";
  std::vector<std::string> words, real, fake, mask;
  SplitListOptions lists;
  ListingOptions listing;
  size_t reals = 0, fakes = 0, train_records = 0, val_records = 0, test_records = 0;

  template <class V>
  void Describe(V& v) {
    v("index", index,
      "CSV or JSON file below the root that lists the files; with words, as {part}/metadata.json, "
      "each file that fits, and paths in it begin at its own folder. Or give real and fake");
    v("file", file, "its column with the path; in JSON the key of each entry");
    v("label", label, "its column with the label");
    v("clip", clip, "its column with the clip; where absent, each file is one");
    v("target", target, "its column with the identity of the body; where absent, the clip");
    v("source", source, "its column with the identity of the face of a fake");
    v("method", method, "its column with the swap method of a fake");
    v("split", split, "its column with train, val or test; where absent, splits are drawn");
    v("original", original,
      "its column with the file that a fake was made from: the target is then that file's name, "
      "and a real file is its own");
    v("words", words,
      "path templates that tell more of a file of the index, {method}/{_name}.mp4; of several the "
      "first that fits; what begins with '_' is not kept");
    v("real_value", real_value, "what the label column says of a real file");
    v("fake_value", fake_value, "what the label column says of a fake");
    v("real", real,
      "path templates of the real files: real/{clip}/{frame}.jpg, {frame:digits} for digits alone");
    v("fake", fake, "path templates of the fakes: fake/{target}_{source}/{frame}.jpg");
    v("mask", mask, "where the mask of a fake may lie, in the words of its path; the first there");
    lists.Describe(v);
    listing.Describe(v);
    v("reals", reals, "how many real records there must be; 0: not checked");
    v("fakes", fakes, "how many fakes there must be; 0: not checked");
    v("train_records", train_records, "how many records of train there must be; 0: not checked");
    v("val_records", val_records, "the same for val");
    v("test_records", test_records, "the same for test");
  }
};

}  // namespace swapbench
