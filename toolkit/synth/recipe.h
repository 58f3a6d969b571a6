// SPDX-License-Identifier: Apache-2.0
/// The sections of a recipe that say what is swapped, read and checked.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/config.h"
#include "synth/swap.h"

namespace swapbench {

/// A section [swap.NAME].
struct SwapOptions {
  Spec method;
  std::vector<std::string> splits = {"train", "val", "test"};
  int per_real = 1;
  int reserve = 1;

  template <class V>
  void Describe(V& v) {
    v("method", method, "the swap method, a spec");
    v("splits", splits, "splits whose reals get this fake", OneOf{{"train", "val", "test"}});
    v("per_real", per_real, "fakes made from each real", Between{1, 1000});
    v("reserve", reserve,
      "a control's only: images of each identity that are set aside for it and stored nowhere else",
      Between{1, 1000});
  }
};

/// Section [encode].
struct EncodeOptions {
  int quality_low = 72, quality_high = 98;

  template <class V>
  void Describe(V& v) {
    v("quality_low", quality_low, "lowest JPEG quality drawn", Between{1, 100});
    v("quality_high", quality_high, "highest JPEG quality drawn", Between{1, 100});
  }
};

/// Section [reals].
struct RealsOptions {
  int per_identity = 0;

  template <class V>
  void Describe(V& v) {
    v("per_identity", per_identity,
      "reals of an identity that are stored, the first ones; 0: all that are not set aside",
      Between{0, 1e6});
  }
};

struct PlannedSwap {
  std::string name;  // NAME of its section, the `method` column of its fakes
  SwapOptions options;
  std::string spec;  // canonical
  std::shared_ptr<const SwapMethod> method;
  SwapTraits traits;

  bool AppliesTo(const std::string& split) const;
};

struct SwapRecipe {
  std::vector<PlannedSwap> swaps;  // in the order of the recipe
  EncodeOptions encode;
  RealsOptions reals;

  /// Images of each identity of `split` set aside for controls: the sum over them.
  int Reserved(const std::string& split) const;
};

/// NAME of a [train.NAME] section -> folder of the model it made.
using TrainedModels = std::map<std::string, std::filesystem::path>;

/// Throws Error naming recipe, section and key. A method with `model=@NAME` is made with the folder
/// that `models` has for NAME; its spec, and with it the provenance of fakes, keeps the name.
SwapRecipe ReadSwapRecipe(const Config& recipe, const TrainedModels& models = {});

}  // namespace swapbench
