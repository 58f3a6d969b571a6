#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Usage: reference_networks.py NETWORK WEIGHTS.safetensors CASE.safetensors

A network with random weights, as others have it: resnet18, resnet34 and resnet50 are torchvision's own; xception is
stated here once more, function by function, after figure 5 of Chollet 2017. Writes the weights, and a case: an input
and what the network answers, fake minus real. Exits with 3 where torchvision is missing.
"""
import sys

try:
    import torch
    import torchvision
    from torch.nn import functional
except ImportError:
    sys.exit(3)

from safetensors_file import write


def resnet(name, x):
    model = getattr(torchvision.models, name)(weights=None, num_classes=2).eval()
    for key, tensor in model.state_dict().items():
        if key.endswith("running_mean"):
            tensor.normal_(0, 0.1)
        elif key.endswith("running_var"):
            tensor.uniform_(0.5, 1.5)
    weights = {key: tensor for key, tensor in model.state_dict().items() if not key.endswith("num_batches_tracked")}
    return weights, model(x)


class Weights(dict):
    """Drawn where they are first used, so the shapes are those of the statement below."""

    def draw(self, name, *shape):
        self[name] = torch.randn(shape) * (2 / max(1, torch.Size(shape[1:]).numel())) ** 0.5
        return self[name]

    def norm(self, name, x):
        width = x.shape[1]
        self[name + ".running_mean"] = torch.randn(width) * 0.1
        self[name + ".running_var"] = torch.rand(width) + 0.5
        self[name + ".weight"] = torch.rand(width) + 0.5
        self[name + ".bias"] = torch.randn(width) * 0.1
        mean, var = self[name + ".running_mean"], self[name + ".running_var"]
        return functional.batch_norm(x, mean, var, self[name + ".weight"], self[name + ".bias"], eps=1e-5)

    def separable(self, name, x, out):
        x = functional.conv2d(x, self.draw(name + ".conv1.weight", x.shape[1], 1, 3, 3), padding=1, groups=x.shape[1])
        return functional.conv2d(x, self.draw(name + ".pointwise.weight", out, x.shape[1], 1, 1))


def xception(x):
    w, relu = Weights(), functional.relu
    x = relu(w.norm("bn1", functional.conv2d(x, w.draw("conv1.weight", 32, 3, 3, 3), stride=2)))
    x = relu(w.norm("bn2", functional.conv2d(x, w.draw("conv2.weight", 64, 32, 3, 3))))
    for block, out in ((1, 128), (2, 256), (3, 728), (12, 1024)):
        if block == 12:
            for middle in range(4, 12):
                y = x
                for i in range(3):
                    y = w.separable(f"block{middle}.rep.{3 * i + 1}", relu(y), 728)
                    y = w.norm(f"block{middle}.rep.{3 * i + 2}", y)
                x = x + y
        side = functional.conv2d(x, w.draw(f"block{block}.skip.weight", out, x.shape[1], 1, 1), stride=2)
        side = w.norm(f"block{block}.skipbn", side)
        at = 0 if block == 1 else 1  # the first block begins without a rectifier
        y = w.separable(f"block{block}.rep.{at}", x if block == 1 else relu(x), 728 if block == 12 else out)
        y = w.norm(f"block{block}.rep.{at + 1}", y)
        y = w.norm(f"block{block}.rep.{at + 4}", w.separable(f"block{block}.rep.{at + 3}", relu(y), out))
        x = functional.max_pool2d(y, 3, 2, 1) + side
    x = relu(w.norm("bn3", w.separable("conv3", x, 1536)))
    x = relu(w.norm("bn4", w.separable("conv4", x, 2048)))
    w["last_linear.bias"] = torch.randn(2)
    return w, functional.linear(x.mean((2, 3)), w.draw("last_linear.weight", 2, 2048), w["last_linear.bias"])


torch.manual_seed(20261126)
torch.set_num_threads(1)
with torch.no_grad():
    pictures = torch.rand(2, 3, 96, 96) * 2 - 1
    weights, answers = xception(pictures) if sys.argv[1] == "xception" else resnet(sys.argv[1], pictures)
write(sys.argv[2], weights)
write(sys.argv[3], {"input": pictures, "answers": answers[:, 1] - answers[:, 0]})
