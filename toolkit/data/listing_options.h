// SPDX-License-Identifier: Apache-2.0
/// What every listing of somebody's folder takes, whatever says which files there are.
#pragma once

#include <string>
#include <vector>

#include "core/options.h"
#include "data/split.h"

namespace swapbench {

struct ListingOptions {
  std::string fake_method = "unknown";
  std::vector<std::string> twin_words;
  bool twins = false, partial = false;
  std::vector<std::string> only, clips;
  std::string rest;
  double val_share = 0;
  SplitShares shares;

  template <class V>
  void Describe(V& v) {
    v("fake_method", fake_method, "swap method of fakes that nothing else tells it of");
    v("twins", twins, "a fake was made from the one real image of its target");
    v("twin_words", twin_words,
      "a fake was made from the one real file that has the same of these: target, take");
    v("only", only,
      "the part to take: compression=c23, method=Deepfakes|FaceSwap; what has no such word stays");
    v("clips", clips,
      "how many clips are published: real=1000, Deepfakes=1000, test/fake=340; a word is a label, "
      "a method, a split or an attribute");
    v("partial", partial,
      "take what is there; what lists and counts say is missing or extra is named in the refusals");
    v("rest", rest, "split of what nothing else gives a split: train, val or test");
    v("val_share", val_share,
      "where no validation is published: share of the people of train who become val",
      Between{0, .5});
    shares.Describe(v);
  }
};

}  // namespace swapbench
