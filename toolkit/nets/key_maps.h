// SPDX-License-Identifier: Apache-2.0
/// The tables of key_map.h. Internal to nets.
#pragma once

#include <array>

#include "nets/key_map.h"

namespace swapbench {

/// Before any other: what parallel training puts in front.
inline constexpr std::array<KeyRule, 1> kRulesOfAll = {{{"module.*", "$1"}}};

/// What a training script's own class puts in front.
inline constexpr std::array<KeyRule, 4> kWrapped = {
    {{"model.*", "$1"}, {"net.*", "$1"}, {"backbone.*", "$1"}, {"encoder.*", "$1"}}};

/// DeepfakeBench cuts torchvision's network to its first eight parts.
inline constexpr std::array<KeyRule, 8> kResnetOfDeepfakeBench = {
    {{"backbone.adjust_channel.*", ""},
     {"backbone.resnet.0.*", "conv1.$1"},
     {"backbone.resnet.1.*", "bn1.$1"},
     {"backbone.resnet.4.*", "layer1.$1"},
     {"backbone.resnet.5.*", "layer2.$1"},
     {"backbone.resnet.6.*", "layer3.$1"},
     {"backbone.resnet.7.*", "layer4.$1"},
     {"backbone.fc.*", "fc.$1"}}};

/// The port that FaceForensics++, pretrainedmodels and timm (legacy_xception) use.
inline constexpr std::array<KeyRule, 5> kXceptionPort = {{{"model.*", "$1"},
                                                          {"net.*", "$1"},
                                                          {"backbone.*", "$1"},
                                                          {"fc.*", "last_linear.$1"},
                                                          {"last_linear.1.*", "last_linear.$1"}}};

/// With the layer that DeepfakeBench's Xception holds and does not use; last_linear.1 where there
/// is a dropout.
inline constexpr std::array<KeyRule, 3> kXceptionOfDeepfakeBench = {
    {{"backbone.adjust_channel.*", ""},
     {"backbone.last_linear.1.*", "backbone.last_linear.$1"},
     {"backbone.*", "$1"}}};

/// f3net and spsl keep the prefix.
inline constexpr std::array<KeyRule, 2> kBackboneOfDeepfakeBench = {
    {{"backbone.adjust_channel.*", ""}, {"backbone.last_linear.1.*", "backbone.last_linear.$1"}}};

/// The second Xception's last layer and the blur are not used in its answer.
inline constexpr std::array<KeyRule, 5> kSrmOfDeepfakeBench = {
    {{"backbone_rgb.adjust_channel.*", ""},
     {"backbone_srm.adjust_channel.*", ""},
     {"backbone_srm.last_linear.*", ""},
     {"blur.weight", ""},
     {"backbone_rgb.last_linear.1.*", "backbone_rgb.last_linear.$1"}}};

/// timm's Xception has a last layer that is not used, and DeepfakeBench's detector a whole
/// Xception.
inline constexpr std::array<KeyRule, 3> kRecce = {
    {{"backbone.*", ""}, {"model.*", "$1"}, {"encoder.fc.*", ""}}};

/// The encoders' own last layers are not used.
inline constexpr std::array<KeyRule, 2> kUcfOfDeepfakeBench = {
    {{"encoder_f.last_linear.*", ""}, {"encoder_c.last_linear.*", ""}}};

inline constexpr std::array<KeyRule, 1> kMeso4OfDeepfakeBench = {{{"backbone.*", "$1"}}};

inline constexpr std::array<KeyRule, 5> kMesoInception4OfDeepfakeBench = {
    {{"backbone.*", "$1"},
     {"Incption#_bn.*", "inception$1.bn.$2"},
     {"Incption#_conv1.*", "inception$1.reduce1.$2"},
     {"Incption#_conv#_1.*", "inception$1.reduce$2.$3"},
     {"Incption#_conv#_2.*", "inception$1.widen$2.$3"}}};

inline constexpr std::array<KeyRule, 3> kEfficientnetOfDeepfakeBench = {
    {{"backbone.adjust_channel.*", ""},
     {"backbone.efficientnet.*", "$1"},
     {"backbone.last_layer.*", "_fc.$1"}}};

inline constexpr std::array<KeyRule, 1> kEfficientnetOfSbi = {{{"net.*", "$1"}}};

/// Its first stage does not widen, so that the steps of a block begin one later.
inline constexpr std::array<KeyRule, 17> kEfficientnetOfTorchvision = {
    {{"features.0.0.*", "_conv_stem.$1"},
     {"features.0.1.*", "_bn0.$1"},
     {"features.8.0.*", "_conv_head.$1"},
     {"features.8.1.*", "_bn1.$1"},
     {"classifier.1.*", "_fc.$1"},
     {"features.1.#.block.2.*", "features.1.$1.block.3.$2"},
     {"features.1.#.block.1.*", "features.1.$1.block.2.$2"},
     {"features.1.#.block.0.*", "features.1.$1.block.1.$2"},
     {"features.#.#.block.*", "_blocks.%.$3"},
     {"_blocks.#.0.0.*", "_blocks.$1._expand_conv.$2"},
     {"_blocks.#.0.1.*", "_blocks.$1._bn0.$2"},
     {"_blocks.#.1.0.*", "_blocks.$1._depthwise_conv.$2"},
     {"_blocks.#.1.1.*", "_blocks.$1._bn1.$2"},
     {"_blocks.#.2.fc1.*", "_blocks.$1._se_reduce.$2"},
     {"_blocks.#.2.fc2.*", "_blocks.$1._se_expand.$2"},
     {"_blocks.#.3.0.*", "_blocks.$1._project_conv.$2"},
     {"_blocks.#.3.1.*", "_blocks.$1._bn2.$2"}}};

/// Its first stage does not widen, so that its names of a block begin one later.
inline constexpr std::array<KeyRule, 17> kEfficientnetOfTimm = {
    {{"conv_stem.*", "_conv_stem.$1"},
     {"bn1.*", "_bn0.$1"},
     {"conv_head.*", "_conv_head.$1"},
     {"bn2.*", "_bn1.$1"},
     {"classifier.*", "_fc.$1"},
     {"blocks.0.#.conv_pw.*", "blocks.0.$1.conv_pwl.$2"},
     {"blocks.0.#.bn2.*", "blocks.0.$1.bn3.$2"},
     {"blocks.0.#.bn1.*", "blocks.0.$1.bn2.$2"},
     {"blocks.#.#.*", "_blocks.%.$3"},
     {"_blocks.#.conv_pw.*", "_blocks.$1._expand_conv.$2"},
     {"_blocks.#.bn1.*", "_blocks.$1._bn0.$2"},
     {"_blocks.#.conv_dw.*", "_blocks.$1._depthwise_conv.$2"},
     {"_blocks.#.bn2.*", "_blocks.$1._bn1.$2"},
     {"_blocks.#.se.conv_reduce.*", "_blocks.$1._se_reduce.$2"},
     {"_blocks.#.se.conv_expand.*", "_blocks.$1._se_expand.$2"},
     {"_blocks.#.conv_pwl.*", "_blocks.$1._project_conv.$2"},
     {"_blocks.#.bn3.*", "_blocks.$1._bn2.$2"}}};

/// The first that fits is taken. DeepfakeBench scales every input to -1..1, SBI (Shiohara &
/// Yamasaki 2022) to 0..1.
inline constexpr std::array<KeyMap, 18> kKeyMaps = {{
    {"resnet", "DeepfakeBench", "backbone.resnet.*", "classes=2,depth=34,size=256",
     Scaling::kSymmetric, kResnetOfDeepfakeBench},
    {"resnet", "torchvision and timm", "", "", Scaling::kOfNetwork, kWrapped},
    {"xception", "DeepfakeBench", "backbone.adjust_channel.*", "classes=2", Scaling::kSymmetric,
     kXceptionOfDeepfakeBench},
    {"xception", "the port to PyTorch", "", "", Scaling::kOfNetwork, kXceptionPort},
    {"f3net", "DeepfakeBench", "backbone.adjust_channel.*", "classes=2", Scaling::kSymmetric,
     kBackboneOfDeepfakeBench},
    {"spsl", "DeepfakeBench", "backbone.adjust_channel.*", "classes=2", Scaling::kSymmetric,
     kBackboneOfDeepfakeBench},
    {"srm", "DeepfakeBench", "backbone_rgb.adjust_channel.*", "classes=2", Scaling::kSymmetric,
     kSrmOfDeepfakeBench},
    {"recce", "DeepfakeBench", "model.encoder.*", "classes=2", Scaling::kSymmetric, kRecce},
    {"recce", "its authors' code", "encoder.fc.*", "size=299", Scaling::kSymmetric, kRecce},
    {"ucf", "DeepfakeBench", "encoder_f.last_linear.*", "classes=2", Scaling::kSymmetric,
     kUcfOfDeepfakeBench},
    {"meso4", "DeepfakeBench", "backbone.conv1.*", "variant=dfb", Scaling::kSymmetric,
     kMeso4OfDeepfakeBench},
    {"mesoinception4", "DeepfakeBench", "*Incption1_conv1.*", "variant=dfb", Scaling::kSymmetric,
     kMesoInception4OfDeepfakeBench},
    {"efficientnet", "DeepfakeBench", "backbone.efficientnet.*",
     "classes=2,size=256,stem_padding=false,variant=b4", Scaling::kSymmetric,
     kEfficientnetOfDeepfakeBench},
    {"efficientnet", "SBI", "net._conv_stem.*", "classes=2,size=380,variant=b4", Scaling::kUnit,
     kEfficientnetOfSbi},
    {"efficientnet", "torchvision", "features.0.0.*", "padding=symmetric", Scaling::kOfNetwork,
     kEfficientnetOfTorchvision},
    {"efficientnet", "timm", "conv_stem.*", "padding=symmetric", Scaling::kOfNetwork,
     kEfficientnetOfTimm},
    {"efficientnet", "efficientnet_pytorch", "", "", Scaling::kOfNetwork, kWrapped},
    {"", "this toolkit", "", "", Scaling::kOfNetwork, {}},
}};

}  // namespace swapbench
