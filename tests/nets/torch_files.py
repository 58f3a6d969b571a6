#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Usage: torch_files.py network NAME OUT.pth CASE.safetensors
       torch_files.py named STYLE NAMES.safetensors OUT EXPECTED.safetensors
       torch_files.py bad FOLDER MARKER
       torch_files.py golden FOLDER

Weight files as others save them. `network`: torchvision's own network with random weights, and a case: an input, and what
it answers (fake minus real). `named`: random values for the tensors of NAMES, which have our names and shapes, saved under
another project's names; EXPECTED holds them under ours. `bad`: what must be refused, KIND.pth for each kind;
MARKER is a file that comes to be where a program in one of them is run. `golden`: tests/golden/weights. Exits with 3 where torchvision is missing.
"""
import collections
import os
import sys

try:
    import torch
    import torchvision
except ImportError:
    sys.exit(3)

import safetensors_file

torch.manual_seed(20261128)
torch.set_num_threads(1)


def network(name, out, case):
    model = getattr(torchvision.models, name)(weights=None, num_classes=2).eval()
    for module in model.modules():  # statistics of some pictures, or nothing of the input would reach the answer
        if isinstance(module, torch.nn.BatchNorm2d):
            torch.nn.init.uniform_(module.weight, 0.5, 1.5)
            torch.nn.init.normal_(module.bias, 0, 0.1)
            module.momentum = None
            module.train()
    pictures = torch.rand(8, 3, 96, 96) * 2 - 1
    with torch.no_grad():
        model(pictures)
        torch.save(model.state_dict(), out)
        answers = model.eval().double()(pictures[:2].double())
    safetensors_file.write(case, {"input": pictures[:2], "answers": answers[:, 1] - answers[:, 0]})


def behind(prefix):
    return lambda key: prefix + key


# DeepfakeBench keeps torchvision's parts in a Sequential and numbers them.
PARTS = {name: str(i) for i, (name, _) in enumerate(torchvision.models.resnet34(weights=None).named_children())}


def resnet34_of_deepfakebench(key):
    part, rest = key.split(".", 1)
    return f"backbone.fc.{rest}" if part == "fc" else f"backbone.resnet.{PARTS[part]}.{rest}"


def mesoinception4_of_deepfakebench(key):
    parts = key.split(".")
    if not parts[0].startswith("inception"):
        return "backbone." + key
    block, layer, leaf = parts[0][-1], parts[1], parts[2]
    if layer == "bn":
        branch = "bn"
    elif layer == "reduce1":
        branch = "conv1"
    else:
        branch = f"conv{layer[-1]}_{1 if layer.startswith('reduce') else 2}"
    return f"backbone.Incption{block}_{branch}.{leaf}"


def efficientnet_of_deepfakebench(key):
    return "backbone." + key.replace("_fc.", "last_layer.") if key.startswith("_fc.") else "backbone.efficientnet." + key


# Blocks of each stage of B4; of a block's parts those that the first stage does not have stand first.
STAGES = (2, 4, 4, 6, 6, 8, 2)
WIDENING = {"_expand_conv": "conv_pw", "_bn0": "bn1", "_depthwise_conv": "conv_dw", "_bn1": "bn2", "_se_reduce": "se.conv_reduce",
            "_se_expand": "se.conv_expand", "_project_conv": "conv_pwl", "_bn2": "bn3"}
FIRST = {**WIDENING, "_bn1": "bn1", "_project_conv": "conv_pw", "_bn2": "bn2"}
AROUND = {"_conv_stem": "conv_stem", "_bn0": "bn1", "_conv_head": "conv_head", "_bn1": "bn2", "_fc": "classifier"}


def efficientnet_of_timm(key):
    parts = key.split(".")
    if parts[0] != "_blocks":
        return ".".join([AROUND[parts[0]], *parts[1:]])
    block, stage = int(parts[1]), 0
    while block >= STAGES[stage]:
        block, stage = block - STAGES[stage], stage + 1
    return ".".join([f"blocks.{stage}.{block}", (FIRST if stage == 0 else WIDENING)[parts[2]], *parts[3:]])


UNUSED = {"adjust_channel.0.weight": (512, 2048, 1, 1), "adjust_channel.0.bias": (512,), "adjust_channel.1.weight": (512,),
          "adjust_channel.1.bias": (512,), "adjust_channel.1.running_mean": (512,), "adjust_channel.1.running_var": (512,)}


def unused(*prefixes):
    return {prefix + key: torch.randn(shape) for prefix in prefixes for key, shape in UNUSED.items()}


def old_xception(key):
    return key.replace("last_linear.", "fc.")


def counted(weights):
    """With the counters that every normalisation has."""
    result = collections.OrderedDict()
    for key, value in weights.items():
        result[key] = value
        if key.endswith("running_var"):
            result[key.replace("running_var", "num_batches_tracked")] = torch.tensor(7)
    return result


MATRICES = ("reasoning.vb", "reasoning.vc", "reasoning.reweight")
SRM_UNUSED = {"blur.weight": (3, 1, 7, 7), "backbone_srm.last_linear.weight": (2, 2048), "backbone_srm.last_linear.bias": (2,)}

# style: the file's name of ours; what else it holds; how the dictionary is saved.
STYLES = {
    "resnet34_deepfakebench": (resnet34_of_deepfakebench, {}, lambda d: d),
    "resnet_wrapped": (behind("module.model."), {}, lambda d: {"epoch": 3, "state_dict": d, "optimizer": {"state": {0: {"step": 5}}}}),
    "xception_deepfakebench": (behind("module.backbone."), unused("module.backbone."), lambda d: d),
    "xception_dropout": (lambda key: "backbone." + key.replace("last_linear.", "last_linear.1."), unused("backbone."), lambda d: d),
    "xception_old": (old_xception, {}, lambda d: d),
    "meso4_deepfakebench": (behind("backbone."), {}, lambda d: d),
    "mesoinception4_deepfakebench": (mesoinception4_of_deepfakebench, {}, lambda d: d),
    "f3net_deepfakebench": (str, unused("backbone."), lambda d: d),
    "spsl_deepfakebench": (str, unused("backbone."), lambda d: d),
    "srm_deepfakebench": (str, {**unused("backbone_rgb.", "backbone_srm."), **{k: torch.randn(s) for k, s in SRM_UNUSED.items()}}, lambda d: d),
    "recce_deepfakebench": (behind("module.model."), {"module.backbone.conv1.weight": torch.ones(32, 3, 3, 3), "module.model.encoder.fc.weight": torch.ones(1000, 2048), "module.model.encoder.fc.bias": torch.ones(1000)}, lambda d: d),
    "ucf_deepfakebench": (behind("module."), {f"module.encoder_{letter}.last_linear.bias": torch.ones(2) for letter in "fc"}, lambda d: d),
    "efficientnet_deepfakebench": (efficientnet_of_deepfakebench, {}, lambda d: d),
    "efficientnet_sbi": (behind("net."), {}, lambda d: {"model": d, "epoch": 99, "optimizer": {"param_groups": [{"lr": 0.001, "params": [0, 1]}]}}),
    "efficientnet_timm": (efficientnet_of_timm, {}, lambda d: d),
    "efficientnet_timm_safetensors": (efficientnet_of_timm, {}, None),
}


def named(style, names, out, expected):
    rename, more, nested = STYLES[style]
    weights = {key: torch.randn(shape) for key, shape in safetensors_file.shapes(names).items()}
    safetensors_file.write(expected, weights)
    content = {rename(key): value for key, value in weights.items()}
    if style == "xception_old":
        content = {key: value[:, :, 0, 0] if "pointwise" in key else value for key, value in content.items()}
    if style.startswith("recce"):  # mixes the decoder's channels by matrices
        content = {key: value[:, :, 0, 0] if any(part in key for part in MATRICES) else value for key, value in content.items()}
    if style == "f3net_deepfakebench":  # a transposed view, as there
        content["FAD_head._DCT_all_T"] = content["FAD_head._DCT_all_T"].T.contiguous().T
    content = counted({**content, **more})
    if nested is None:
        safetensors_file.write(out, content)
    else:
        torch.save(nested(content), out, _use_new_zipfile_serialization=style != "xception_old")


class Program:
    """Saved as a call that whoever unpickles it makes."""

    def __init__(self, marker):
        self.marker = marker

    def __reduce__(self):
        return os.system, (f"touch '{self.marker}'",)


def bad(folder, marker):
    model = torchvision.models.resnet18(weights=None, num_classes=2)
    weights = model.state_dict()
    statistics = weights["layer1.0.bn1.running_mean"].clone()
    statistics[5] = float("nan")
    changes = {
        "extra": {"layer5.weight": torch.ones(3), "aux.bias": torch.ones(3)},
        "shape": {"layer1.0.conv1.weight": torch.ones(64, 64, 1, 1)},
        "nan": {"layer1.0.bn1.running_mean": statistics},
        "whole_numbers": {"bn1.bias": torch.zeros(64, dtype=torch.int64)},
        "double_overflow": {"bn1.bias": torch.full((64,), 1e300, dtype=torch.float64)},
        "program": {"bn1.bias": Program(marker)},
    }
    for kind, change in changes.items():
        torch.save({**weights, **change}, f"{folder}/{kind}.pth")
    for key in ("layer3.0.bn1.bias", "conv1.weight"):
        del weights[key]
    torch.save(weights, f"{folder}/missing.pth")
    torch.save(model, f"{folder}/whole_model.pth")


def golden(folder):
    """The values stand in checkpoint_test.cc, too."""
    block = torch.arange(12, dtype=torch.float32)
    weights = collections.OrderedDict(
        turned=block.reshape(3, 4).T, part=block[5:8], scalar=torch.tensor(-1.5), empty=torch.zeros(0, 3),
        half=torch.tensor([1, -2.5, 2.0**-24, 65504, 2.0**-14 * 1.5], dtype=torch.float16),
        brain=torch.tensor([1, -3.140625], dtype=torch.bfloat16), double=torch.tensor([0.1], dtype=torch.float64),
        count=torch.tensor(-9), truth=torch.tensor([True, False]), learnt=torch.nn.Parameter(torch.tensor([[2.0, 4.0]])))
    weights._metadata = collections.OrderedDict([("", {"version": 1})])
    # torch itself reads both back
    content = {"epoch": 3, "best": None, "rate": 0.1, "big": 2**80, "state_dict": weights, "history": [1, (2.5, "a")]}
    torch.save(content, f"{folder}/small.pth")
    torch.save(content, f"{folder}/legacy.pth", _use_new_zipfile_serialization=False)


{"network": network, "named": named, "bad": bad, "golden": golden}[sys.argv[1]](*sys.argv[2:])
