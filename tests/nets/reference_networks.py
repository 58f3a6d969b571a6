#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Usage: reference_networks.py NETWORK WEIGHTS.safetensors CASE.safetensors

A network with random weights in double precision, as others have it: resnet18, resnet34 and resnet50 are torchvision's
own; xception is stated here once more, function by function, after figure 5 of Chollet 2017; efficientnet_b0 and _b4 are
torchvision's with the borders of efficientnet_pytorch, `_old` with those of its versions before 0.7 and DeepfakeBench's
first convolution, `_symmetric` as torchvision has them; f3net and spsl put SciPy's cosine transform and NumPy's Fourier
transform before xception. Writes the weights, and a case: an input, what the network answers (fake minus real), and for
every layer's parameters P the length of their gradient g of the answers' sum, weighted 1, 2, ..., and g's product with P:
two numbers that no layer can have right while it, or one after it, computes something else. Exits with 3 where
torchvision or SciPy is missing.
"""
import sys

try:
    import numpy
    import scipy.fft
    import torch
    import torchvision
    from torch.nn import functional
except ImportError:
    sys.exit(3)

from safetensors_file import write


def torchvisions(name):
    """The model, and its weights by name."""
    model = getattr(torchvision.models, name)(weights=None, num_classes=2).eval()
    for key, tensor in model.state_dict().items():
        if key.endswith("running_mean"):
            tensor.normal_(0, 0.1)
        elif key.endswith("running_var"):
            tensor.uniform_(0.5, 1.5)
    weights = model.double().state_dict(keep_vars=True)
    return model, {key: value for key, value in weights.items() if not key.endswith("num_batches_tracked")}


def resnet(name, x):
    model, weights = torchvisions(name)
    return weights, model(x)


# Before and after, of the five convolutions of stride 2; the first entry is the stem.
BORDERS = {
    "efficientnet_b0": [(0, 1), (0, 1), (1, 2), (0, 1), (1, 2)],
    "efficientnet_b4": [(0, 1), (0, 1), (2, 2), (0, 1), (1, 2)],
    "efficientnet_b4_old": [(0, 0), (0, 1), (1, 2), (0, 1), (1, 2)],
}
TOP = {"features.0.0": "_conv_stem", "features.0.1": "_bn0", "features.8.0": "_conv_head", "features.8.1": "_bn1",
       "classifier.1": "_fc"}
INNER = {"0.0": "_expand_conv", "0.1": "_bn0", "1.0": "_depthwise_conv", "1.1": "_bn1", "2.fc1": "_se_reduce",
         "2.fc2": "_se_expand", "3.0": "_project_conv", "3.1": "_bn2"}


def renamed(weights):
    """features.STAGE.BLOCK.block.STEP.LAYER.* to _blocks.N.*: the blocks of stage 1 have no step 0."""
    blocks = list(dict.fromkeys(tuple(key.split(".")[1:3]) for key in weights if ".block." in key))
    result = {}
    for key, value in weights.items():
        path, leaf = key.rsplit(".", 1)
        if path in TOP:
            result[f"{TOP[path]}.{leaf}"] = value
            continue
        _, stage, block, _, step, layer = path.split(".")
        step = int(step) + (1 if stage == "1" else 0)
        result[f"_blocks.{blocks.index((stage, block))}.{INNER[f'{step}.{layer}']}.{leaf}"] = value
    return result


class Bordered(torch.nn.Module):
    def __init__(self, convolution, before, after):
        super().__init__()
        convolution.padding = (0, 0)
        self.steps = torch.nn.Sequential(torch.nn.ZeroPad2d((before, after, before, after)), convolution)

    def forward(self, x):
        return self.steps(x)


def efficientnet(name, x):
    model, weights = torchvisions("_".join(name.split("_")[:2]))
    norms = [module for module in model.modules() if isinstance(module, torch.nn.BatchNorm2d)]
    if name in BORDERS:
        borders = iter(BORDERS[name])
        for norm in norms:
            norm.eps = 1e-3
        for module in list(model.modules()):
            first = module[0] if isinstance(module, torch.nn.Sequential) else None
            if isinstance(first, torch.nn.Conv2d) and first.stride == (2, 2):
                module[0] = Bordered(first, *next(borders))
        assert next(borders, None) is None
    for norm in norms:  # statistics of some pictures, or nothing of the input would reach the answer
        norm.train()
        norm.momentum = 1
    with torch.no_grad():
        model(torch.cat([x, 2 * torch.rand(6, *x.shape[1:]) - 1]))
    for norm in norms:
        for statistic in (norm.running_mean, norm.running_var):
            statistic.copy_(statistic.float())  # as the file holds it
    return renamed(weights), model.eval()(x)


class Weights(dict):
    """Drawn where they are first used, so the shapes are those of the statement below."""

    prefix = ""

    def keep(self, name, drawn, learnt=True):
        value = drawn.float().double().requires_grad_(learnt)  # as the file holds it
        self[self.prefix + name] = value
        return value

    def draw(self, name, *shape):
        return self.keep(name, torch.randn(shape) * (2 / max(1, torch.Size(shape[1:]).numel())) ** 0.5)

    def norm(self, name, x):
        width = x.shape[1]
        mean = self.keep(name + ".running_mean", torch.randn(width) * 0.1, learnt=False)
        var = self.keep(name + ".running_var", torch.rand(width) + 0.5, learnt=False)
        weight = self.keep(name + ".weight", torch.rand(width) + 0.5)
        bias = self.keep(name + ".bias", torch.randn(width) * 0.1)
        return functional.batch_norm(x, mean, var, weight, bias, eps=1e-5)

    def separable(self, name, x, out):
        x = functional.conv2d(x, self.draw(name + ".conv1.weight", x.shape[1], 1, 3, 3), padding=1, groups=x.shape[1])
        return functional.conv2d(x, self.draw(name + ".pointwise.weight", out, x.shape[1], 1, 1))


def xception(x, w=None):
    w, relu = Weights() if w is None else w, functional.relu
    x = relu(w.norm("bn1", functional.conv2d(x, w.draw("conv1.weight", 32, x.shape[1], 3, 3), stride=2)))
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
    bias = w.keep("last_linear.bias", torch.randn(2))
    return w, functional.linear(x.mean((2, 3)), w.draw("last_linear.weight", 2, 2048), bias)


def spsl(x):
    spectrum = numpy.fft.fft2(x.numpy().mean(1, keepdims=True))
    phase = torch.from_numpy(numpy.fft.ifft2(spectrum / numpy.abs(spectrum)).real)
    w = Weights()
    w.prefix = "backbone."
    return xception(torch.cat([x, phase], 1), w)


def f3net(x):
    w, side = Weights(), x.shape[-1]
    transform = torch.from_numpy(scipy.fft.dct(numpy.eye(side), axis=0, norm="ortho")).float().double()
    w.keep("FAD_head._DCT_all", transform, learnt=False)
    w.keep("FAD_head._DCT_all_T", transform.T.contiguous(), learnt=False)
    spectrum = torch.from_numpy(scipy.fft.dctn(x.numpy(), axes=(2, 3), norm="ortho"))
    bands = []
    for band, (low, high) in enumerate(((0, side // 2.82), (side // 2.82, side // 2), (side // 2, 2 * side), (0, 2 * side))):
        base = torch.tensor([[float(low <= i + j <= high) for j in range(side)] for i in range(side)])
        w.keep(f"FAD_head.filters.{band}.base", base, learnt=False)
        learnt = w.keep(f"FAD_head.filters.{band}.learnable", 0.3 * torch.randn(side, side))
        passed = spectrum * (base.double() + torch.tanh(learnt / 2))  # 2 sigmoid(a) - 1 = tanh(a / 2)
        bands.append(transform.T @ passed @ transform)
    w.prefix = "backbone."
    return xception(torch.cat(bands, 1), w)


def of_gradient(answers, weights):
    """The length of each gradient, and its product with the parameters."""
    names = [name for name, value in weights.items() if value.requires_grad]
    weighted = (answers * torch.arange(1, len(answers) + 1)).sum()
    gradients = torch.autograd.grad(weighted, [weights[name] for name in names])
    return {
        "gradient." + name: torch.stack([gradient.norm(), (gradient * weights[name].detach()).sum()])
        for name, gradient in zip(names, gradients)
    }


torch.manual_seed(20261126)
torch.set_num_threads(1)
pictures = (torch.rand(2, 3, 96, 96) * 2 - 1).double()
name = sys.argv[1]
STATED = {"xception": xception, "spsl": spsl, "f3net": f3net}
if name in STATED:
    weights, answers = STATED[name](pictures)
else:
    weights, answers = (resnet if name.startswith("resnet") else efficientnet)(name, pictures)
answers = answers[:, 1] - answers[:, 0]
gradients = of_gradient(answers, weights)
write(sys.argv[2], {key: value.detach() for key, value in weights.items()})
write(sys.argv[3], {"input": pictures, "answers": answers.detach(), **gradients})
