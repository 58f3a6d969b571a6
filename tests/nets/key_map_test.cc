// SPDX-License-Identifier: Apache-2.0
#include "nets/key_map.h"

#include "support.h"

namespace swapbench {
namespace {

using Strings = std::vector<std::string>;

/// The names after the rules, "-" for what is left out.
Strings After(const Strings& names, std::span<const KeyRule> rules) {
  Strings renamed;
  for (const auto& name : Renamed(names, {"", "a test", "", "", Scaling::kOfNetwork, rules}))
    renamed.push_back(name.value_or("-"));
  return renamed;
}

TEST(KeyMap, RulesFollowOneAnother) {
  const KeyRule rules[] = {{"a.*", "b.$1"}, {"b.x", "c"}, {"unused.*", ""}, {"#.*.#", "$3/$2/$1"}};
  EXPECT_EQ(
      After({"a.x", "b.y", "ba.x", "unused.a.b", "unused", "12.w.v.3", "x.w.3", "1.w."}, rules),
      (Strings{"c", "b.y", "ba.x", "-", "unused", "3/w.v/12", "x.w.3", "1.w."}));
}

TEST(KeyMap, BlocksOfSeveralStagesAreNumberedThrough) {
  const KeyRule rules[] = {{"s.#.#.*", "block.%.$3"}};
  EXPECT_EQ(
      After({"s.10.0.w", "s.1.0.v", "s.1.0.w", "s.1.1.w", "s.2.0.w", "s.1.10.w", "s.x.0.w"}, rules),
      (Strings{"block.4.w", "block.0.v", "block.0.w", "block.1.w", "block.3.w", "block.2.w",
               "s.x.0.w"}));
}

TEST(KeyMap, WhatParallelTrainingAddsGoesFirst) {
  EXPECT_EQ(After({"module.bn.weight", "module.bn.num_batches_tracked", "num_batches_tracked"}, {}),
            (Strings{"bn.weight", "-", "-"}));
}

TEST(KeyMap, IsKnownByItsSign) {
  const auto naming = [](const char* network, const Strings& names) {
    return std::string(FindKeyMap(network, names).naming);
  };
  EXPECT_EQ(naming("resnet", {"conv1.weight", "fc.weight"}), "torchvision and timm");
  EXPECT_EQ(naming("resnet", {"module.backbone.resnet.0.weight"}), "DeepfakeBench");
  EXPECT_EQ(naming("efficientnet", {"net._conv_stem.weight"}), "SBI");
  EXPECT_EQ(naming("efficientnet", {"_conv_stem.weight"}), "efficientnet_pytorch");
  EXPECT_EQ(naming("recce", {"module.model.encoder.fc.bias"}), "DeepfakeBench");
  EXPECT_EQ(naming("recce", {"encoder.fc.bias"}), "its authors' code");
  EXPECT_EQ(naming("recce", {"encoder.bn1.bias"}), "this toolkit");
  EXPECT_EQ(naming("small_resnet", {"backbone.resnet.0.weight"}), "this toolkit");
  EXPECT_EQ(naming("no such network", {}), "this toolkit");
}

}  // namespace
}  // namespace swapbench
