// SPDX-License-Identifier: Apache-2.0
/// The split lists of a benchmark: files that name the clips of train, val and test.
///
///   *.json      an array of names, or of pairs: ["071","054"] names the real clips 071 and 054 and
///               the fakes 071_054 and 054_071
///   any other   one name a line, "000_W127.mp4", or a digit and a name: "1 YouTube-real/00170.mp4"
///
/// A name means the clips that are called so, its extension aside, in every folder that holds any
/// clip of the list; a name with folders only those below folders of these names.
#pragma once

#include <string>
#include <vector>

#include "core/options.h"

namespace swapbench {

struct DatasetContext;
struct Listing;

struct SplitListOptions {
  std::string train_list, val_list, test_list;
  int real_digit = 1;
  bool reals_follow = false;

  template <class V>
  void Describe(V& v) {
    v("train_list", train_list,
      "file below the root that names the clips of train, one a line, or "
      "in JSON names or pairs of names");
    v("val_list", val_list, "the same for val");
    v("test_list", test_list, "the same for test");
    v("real_digit", real_digit, "what a list writes before a real clip, where it writes 0 and 1",
      Between{0, 1});
    v("reals_follow", reals_follow,
      "the lists name fakes only: a real clip goes where the fakes of its target are");
  }
};

/// Gives splits to the files of the clips that the lists name. A named clip that is not there is a
/// fault. Throws Error naming list and line: unreadable lists, a clip in two of them, a digit that
/// contradicts the folder.
void ApplySplitLists(Listing& listing, const SplitListOptions& options,
                     const DatasetContext& context);

/// Takes away the files that still have no split, a fault each.
void DropUnlisted(Listing& listing);

/// True where any list is named.
bool HasLists(const SplitListOptions& options);

}  // namespace swapbench
