#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Usage: reference_networks.py NETWORK WEIGHTS.safetensors CASE.safetensors

A network with random weights in double precision, as others have it: resnet18, resnet34 and resnet50 are torchvision's
own; xception is stated here once more, function by function, after figure 5 of Chollet 2017; efficientnet_b0 and _b4
are torchvision's with the borders of efficientnet_pytorch, `_old` with those of its versions before 0.7 and
DeepfakeBench's first convolution, `_symmetric` as torchvision has them; vit is three blocks of torchvision's, renamed;
f3net and spsl put SciPy's cosine transform and NumPy's Fourier transform before xception, srm (Luo et al. 2021) joins
two of it; capsule (Nguyen et al. 2019) follows torchvision's VGG-19, face_xray (Li et al. 2020) an HRNet stated here
(Wang et al. 2020), recce (Cao et al. 2022) draws from xception's fourth block, ucf (Yan et al. 2023) by two whole ones.
Writes the weights, and a case: an input, what the network answers (fake minus real), and for every layer's parameters P
the length of their gradient g of the answers' sum, weighted 1, 2, ..., plus the mean of whatever else the network
shows, weighted from 0 to 1, and g's product with P: two numbers that no layer can have right while it, or one after it,
computes something else. Exits with 3 where torchvision or SciPy is missing.
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

    def norm(self, name, x, fitted=False):
        """`fitted`: with about the statistics of x, so that a deep network neither dies nor saturates."""
        width, axes = x.shape[1], [i for i in range(x.dim()) if i != 1]
        mean = x.detach().mean(axes) if fitted else torch.randn(width) * 0.1
        var = (x.detach().var(axes) if fitted else 1) * (torch.rand(width) + 0.5)
        mean = self.keep(name + ".running_mean", mean, learnt=False)
        var = self.keep(name + ".running_var", var, learnt=False)
        weight = self.keep(name + ".weight", torch.rand(width) + 0.5)
        bias = self.keep(name + ".bias", torch.randn(width) * 0.1)
        return functional.batch_norm(x, mean, var, weight, bias, eps=1e-5)

    def separable(self, name, x, out):
        x = functional.conv2d(x, self.draw(name + ".conv1.weight", x.shape[1], 1, 3, 3), padding=1, groups=x.shape[1])
        return functional.conv2d(x, self.draw(name + ".pointwise.weight", out, x.shape[1], 1, 1))


def stem(w, x, convolution, out, stride=1):
    weights = w.draw(f"conv{convolution}.weight", out, x.shape[1], 3, 3)
    return functional.relu(w.norm(f"bn{convolution}", functional.conv2d(x, weights, stride=stride)))


def narrowing(w, x, block, out):
    relu = functional.relu
    side = functional.conv2d(x, w.draw(f"block{block}.skip.weight", out, x.shape[1], 1, 1), stride=2)
    side = w.norm(f"block{block}.skipbn", side)
    at = 0 if block == 1 else 1  # the first block begins without a rectifier
    y = w.separable(f"block{block}.rep.{at}", x if block == 1 else relu(x), 728 if block == 12 else out)
    y = w.norm(f"block{block}.rep.{at + 1}", y)
    y = w.norm(f"block{block}.rep.{at + 4}", w.separable(f"block{block}.rep.{at + 3}", relu(y), out))
    return functional.max_pool2d(y, 3, 2, 1) + side


def entry(w, x):
    return narrowing(w, narrowing(w, narrowing(w, x, 1, 128), 2, 256), 3, 728)


def threefold(w, name, x):
    y = x
    for i in range(3):
        y = w.separable(f"{name}.rep.{3 * i + 1}", functional.relu(y), x.shape[1])
        y = w.norm(f"{name}.rep.{3 * i + 2}", y)
    return x + y


def middle(w, x, blocks):
    for block in blocks:
        x = threefold(w, f"block{block}", x)
    return x


def leave(w, x):
    x = narrowing(w, x, 12, 1024)
    x = functional.relu(w.norm("bn3", w.separable("conv3", x, 1536)))
    return w.norm("bn4", w.separable("conv4", x, 2048))


def head(w, x):
    bias = w.keep("last_linear.bias", torch.randn(2))
    means = functional.relu(x).mean((2, 3))
    return functional.linear(means, w.draw("last_linear.weight", 2, 2048), bias)


def xception(x, w=None):
    w = Weights() if w is None else w
    x = entry(w, stem(w, stem(w, x, 1, 32, 2), 2, 64))
    return w, head(w, leave(w, middle(w, x, range(4, 12))))


# Fridrich & Kodovsky 2012: outer products of binomial differences, where they are, and one row.
ROW = numpy.array([0, 1, -2, 1, 0])
WIDE = [[-1, 2, -2, 2, -1], [2, -6, 8, -6, 2], [-2, 8, -12, 8, -2], [2, -6, 8, -6, 2], [-1, 2, -2, 2, -1]]
RICH = torch.from_numpy(numpy.stack([-numpy.outer(ROW, ROW) / 4, numpy.array(WIDE) / 12, numpy.outer([0, 0, 1, 0, 0], ROW) / 2]))


def residuals(x):
    """Every channel by every filter, cut off: N x C x 3 x H x W."""
    count, channels, height, width = x.shape
    flat = functional.conv2d(x.reshape(-1, 1, height, width), RICH.float().double()[:, None], padding=2)
    return flat.reshape(count, channels, 3, height, width)


def rich(w, name, x):
    w.keep(name, RICH[:, None].expand(3, 3, 5, 5).contiguous(), learnt=False)
    return residuals(x).sum(1).clamp(-3, 3)


def mapped(w, name, x):
    channels = x.shape[1]
    w.keep(name + ".kernel", torch.cat([RICH] * channels)[:, None], learnt=False)
    y = functional.conv2d(residuals(x).clamp(-3, 3).flatten(1, 2), w.draw(name + ".out_conv.0.weight", channels, 3 * channels, 1, 1))
    return functional.relu(w.norm(name + ".out_conv.1", y))


def attend(w, name, x, y):
    channels, places = x.shape[1], x.shape[2] * x.shape[3]

    def project(key, z, out):
        weights = w.draw(f"{name}.{key}.weight", out, z.shape[1], 1, 1)[:, :, 0, 0]
        return torch.einsum("oc,ncp->nop", weights, z) + w.keep(f"{name}.{key}.bias", 0.1 * torch.randn(out))[:, None]

    def softmaxed(key, energy):
        scaled = energy @ w.draw(f"{name}.{key}.weight", places, places).T + w.keep(f"{name}.{key}.bias", 0.1 * torch.randn(places))
        return scaled.softmax(2)

    flat_x, flat_y, narrow = x.flatten(2), y.flatten(2), channels // 8
    key_x, key_y = project("key_conv1", flat_x, narrow), project("key_conv2", flat_y, narrow)
    # So small that no place looks at one other alone.
    drawn = torch.randn(narrow, narrow).double()
    small = torch.einsum("ncp,ncq->npq", drawn @ key_x, drawn @ key_y).std().detach() ** -0.5
    shared = w.keep(f"{name}.key_conv_share.weight", (small * drawn)[:, :, None, None])[:, :, 0, 0]
    bias = w.keep(f"{name}.key_conv_share.bias", 0.1 * torch.randn(narrow))[:, None]
    energy = torch.einsum("ncp,ncq->npq", shared @ key_x + bias, shared @ key_y + bias)
    from_y = torch.einsum("ncq,npq->ncp", project("value_conv2", flat_y, channels), softmaxed("linear1", energy))
    from_x = torch.einsum("ncq,npq->ncp", project("value_conv1", flat_x, channels), softmaxed("linear2", energy.transpose(1, 2)))
    gains = [w.keep(f"{name}.gamma{i}", torch.rand(1) + 0.5) for i in (1, 2)]
    return (gains[0] * from_y + flat_x).reshape(x.shape), (gains[1] * from_x + flat_y).reshape(y.shape)


def srm(x):
    w, relu = Weights(), functional.relu

    def under(prefix, step, *arguments):
        w.prefix = prefix
        result = step(w, *arguments)
        w.prefix = ""
        return result

    rgb, other = "backbone_rgb.", "backbone_srm."
    left = rich(w, "srm_conv0.kernel", x)
    x = under(rgb, stem, x, 1, 32, 2)
    y = relu(under(other, stem, left, 1, 32, 2) + mapped(w, "srm_conv1", x))
    x = under(rgb, stem, x, 2, 64)
    y = relu(under(other, stem, y, 2, 64) + mapped(w, "srm_conv2", x))
    z = rich(w, "srm_sa.srm.kernel", left)
    z = relu(w.norm("srm_sa.conv.1", functional.conv2d(z, w.draw("srm_sa.conv.0.weight", 32, 3, 3, 3), stride=2)))
    z = relu(w.norm("srm_sa.conv.4", functional.conv2d(z, w.draw("srm_sa.conv.3.weight", 64, 32, 3, 3))))
    z = torch.stack([z.mean(1), z.max(1).values], 1)
    x = x * (1 + functional.conv2d(z, w.draw("srm_sa.pa.conv.weight", 1, 2, 7, 7), padding=3).sigmoid())
    x = relu(w.norm("srm_sa_post.0", x))
    x, y = attend(w, "dual_cma0", under(rgb, entry, x), under(other, entry, y))
    x, y = attend(w, "dual_cma1", under(rgb, middle, x, range(4, 8)), under(other, middle, y, range(4, 8)))
    x = under(rgb, leave, under(rgb, middle, x, range(8, 12)))
    y = under(other, leave, under(other, middle, y, range(8, 12)))
    z = functional.conv2d(torch.cat([x, y], 1), w.draw("fusion.convblk.0.weight", 2048, 4096, 1, 1))
    z = relu(w.norm("fusion.convblk.1", z))
    pooled = [z.mean((2, 3), True), z.amax((2, 3), True)]
    outer = w.draw("fusion.ca.sharedMLP.2.weight", 2048, 128, 1, 1)
    drawn = torch.randn(128, 2048, 1, 1).double()

    def weighed(inner):
        return sum(functional.conv2d(relu(functional.conv2d(means, inner)), outer) for means in pooled)

    # So small that no channel is wholly open or shut.
    weights = weighed(w.keep("fusion.ca.sharedMLP.0.weight", drawn / weighed(drawn).std().detach()))
    return w, under(rgb, head, z * weights.sigmoid())


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


def vit(name, x):
    model = torchvision.models.VisionTransformer(image_size=x.shape[-1], patch_size=16, num_layers=3, num_heads=3,
                                                 hidden_dim=192, mlp_dim=768, num_classes=2).eval()
    with torch.no_grad():
        for value in model.parameters():
            value.add_(0.05 * torch.randn(value.shape))
    model.double()
    names = {"class_token": "cls_token", "encoder.pos_embedding": "pos_embed", "conv_proj.": "patch_embed.proj.",
             "encoder.ln.": "norm.", "heads.head.": "head.", "encoder.layers.encoder_layer_": "blocks.", ".ln_1.": ".norm1.",
             ".ln_2.": ".norm2.", ".self_attention.in_proj_": ".attn.qkv.", ".self_attention.out_proj.": ".attn.proj.",
             ".mlp.0.": ".mlp.fc1.", ".mlp.3.": ".mlp.fc2."}
    weights = {}
    for key, value in model.named_parameters():
        for theirs, ours in names.items():
            key = key.replace(theirs, ours)
        weights[key] = value
    return weights, model(x)


def squashed(x, axis):
    length = x.norm(dim=axis, keepdim=True)
    return x / length * length ** 2 / (1 + length ** 2)


def capsule(x):
    w = Weights()
    vgg = torchvision.models.vgg19(weights=None).features[:19].double()
    for key, value in vgg.named_parameters():
        value.requires_grad_(False).copy_(value.float())
        w["vgg_ext.vgg_1." + key] = value.requires_grad_()
    maps, described = vgg(x), []

    def convolved(name, y, out, side, stride=1):
        call = functional.conv2d if y.dim() == 4 else functional.conv1d
        shape = (out, y.shape[1]) + (side,) * (y.dim() - 2)
        bias = w.keep(name + ".bias", 0.1 * torch.randn(out))
        return call(y, w.draw(name + ".weight", *shape), bias, stride=stride, padding=side // 2)

    for i in range(10):
        name = f"fea_ext.capsules.{i}."
        y = functional.relu(w.norm(name + "1", convolved(name + "0", maps, 64, 3), True))
        y = functional.relu(w.norm(name + "4", convolved(name + "3", y, 16, 3), True))
        flat = y.reshape(*y.shape[:2], -1)
        y = torch.stack([flat.mean(-1), flat.var(-1, unbiased=True).sqrt()], 1)
        y = w.norm(name + "8", convolved(name + "7", y, 8, 5, 2), True)
        described.append(w.norm(name + "10", convolved(name + "9", y, 1, 3), True)[:, 0])
    described = squashed(torch.stack(described, -1), -1)  # N x 8 x 10
    routes = w.keep("routing_stats.route_weights", torch.randn(2, 10, 4, 8))
    votes = torch.stack([torch.stack([described[:, :, c] @ routes[k, c].T for c in range(10)], 1) for k in range(2)], 1)
    once = squashed(votes.mean(2), 2)  # N x 2 x 4
    share = (votes * once[:, :, None]).softmax(2)
    twice = squashed((share * votes).sum(2), 2)
    fake = twice.softmax(1).mean(2)[:, 1]
    return w, torch.stack([torch.zeros(len(fake)), torch.logit(fake)], 1)


def unit(w, convolution, norm, x, out, side, stride=1):
    weights = w.draw(convolution + ".weight", out, x.shape[1], side, side)
    return w.norm(norm, functional.conv2d(x, weights, stride=stride, padding=side // 2), True)


def residual(w, name, x, widths, sides):
    y = x
    for i, (out, side) in enumerate(zip(widths, sides), 1):
        y = unit(w, f"{name}.conv{i}", f"{name}.bn{i}", y if i == 1 else functional.relu(y), out, side)
    if x.shape[1] != y.shape[1]:
        x = unit(w, name + ".downsample.0", name + ".downsample.1", x, y.shape[1], 1)
    return functional.relu(x + y)


def face_xray(x, width=8):
    w, relu, size = Weights(), functional.relu, x.shape[-1]
    w.prefix = "backbone."
    x = relu(unit(w, "conv1", "bn1", x, 64, 3, 2))
    x = relu(unit(w, "conv2", "bn2", x, 64, 3, 2))
    for i in range(4):
        x = residual(w, f"layer1.{i}", x, (64, 64, 256), (1, 3, 1))
    maps = [x]
    for stage, exchanges in ((2, 1), (3, 4), (4, 3)):
        t = f"transition{stage - 1}"
        finest = [relu(unit(w, t + ".0.0", t + ".0.1", x, width, 3))] if stage == 2 else maps
        at = f"{t}.{stage - 1}.0"
        maps = finest + [relu(unit(w, at + ".0", at + ".1", maps[-1], width * 2 ** (stage - 1), 3, 2))]
        for e in range(exchanges):
            name = f"stage{stage}.{e}"
            for b, y in enumerate(maps):
                for block in range(4):
                    y = residual(w, f"{name}.branches.{b}.{block}", y, (y.shape[1],) * 2, (3, 3))
                maps[b] = y
            sums = []
            for to in range(stage):
                total = 0
                for source, y in enumerate(maps):
                    at = f"{name}.fuse_layers.{to}.{source}"
                    if source > to:
                        y = unit(w, at + ".0", at + ".1", y, maps[to].shape[1], 1)
                        times = 2 ** (source - to)
                        y = y.repeat_interleave(times, 2).repeat_interleave(times, 3)
                    for k in range(to - source):
                        last = k + 1 == to - source
                        y = unit(w, f"{at}.{k}.0", f"{at}.{k}.1", y, maps[to].shape[1] if last else y.shape[1], 3, 2)
                        y = y if last else relu(y)
                    total = total + y
                sums.append(relu(total))
            maps = sums
    maps = [functional.interpolate(y, maps[0].shape[2:], mode="bilinear", align_corners=False) for y in maps]
    w.prefix = ""
    joined = torch.cat(maps, 1)
    drawn = torch.randn(1, joined.shape[1], 1, 1).double()
    drawn = w.keep("seam.weight", drawn / functional.conv2d(joined, drawn).std().detach())
    seam = functional.conv2d(joined, drawn, w.keep("seam.bias", torch.full((1,), -1.0)))
    seam = functional.interpolate(seam, (size, size), mode="bilinear", align_corners=False)
    share = 100 * seam.sigmoid().mean((2, 3))
    logit = functional.linear(share, w.keep("fc.weight", torch.full((1, 1), 0.05)), w.keep("fc.bias", torch.full((1,), -1.0)))
    return w, torch.cat([torch.zeros_like(logit), logit], 1)


def mixture(w, name, x, out):
    return functional.conv2d(x, w.draw(name + ".weight", out, x.shape[1], 1, 1))


def embedded(w, name, x):
    return mixture(w, name + ".2", functional.relu(mixture(w, name + ".0", x, 256)), 256)


def resized(x, side):
    return functional.interpolate(x, (side, side), mode="bilinear", align_corners=True)


def reasoned(w, x, maps):
    """Cao et al. 2022, section 3.3, square by square."""
    own, known = embedded(w, "reasoning.va_embedding", x), []
    for letter, y, side in zip("bc", maps, (2, 4)):
        squares = functional.unfold(embedded(w, f"reasoning.v{letter}_embedding", y), side, stride=side)
        squares = squares.reshape(len(x), 256, side * side, -1)
        beside = own.flatten(2)[:, :, None].expand_as(squares)
        joined, drawn = torch.cat([beside, squares], 1), torch.randn(512).double()
        small = torch.einsum("c,nckp->nkp", drawn, joined).std().detach()  # so that no place of a square counts alone
        weights = w.keep(f"reasoning.reweight_a{letter}.0.weight", (drawn / small).reshape(1, 512, 1, 1)).flatten()
        energy = functional.relu(torch.einsum("c,nckp->nkp", weights, joined))
        mean = torch.einsum("nkp,nckp->ncp", energy.softmax(1), squares).reshape(own.shape)
        known.append(mean * torch.sigmoid(-mixture(w, f"reasoning.va_gated_{letter}.0", x, 256)))
    y = functional.relu(mixture(w, "reasoning.reproject.0", torch.cat([*known, own], 1).sigmoid(), 728))
    return mixture(w, "reasoning.reproject.2", y, 728)


def recce(picture):
    w, relu = Weights(), functional.relu

    def encode(step, *arguments):
        w.prefix = "encoder."
        result = step(w, *arguments)
        w.prefix = ""
        return result

    def enlarge(name, x, out):
        x = x.repeat_interleave(2, 2).repeat_interleave(2, 3)
        return relu(w.norm(name + ".2", w.separable(name + ".1", x, out)))

    encoded = encode(middle, encode(entry, encode(stem, encode(stem, picture, 1, 32, 2), 2, 64)), [4])
    coarse = threefold(w, "decoder2", enlarge("decoder1", encoded, 256))
    fine = threefold(w, "decoder4", enlarge("decoder3", coarse, 128))
    drawn = resized(mixture(w, "decoder6.0", enlarge("decoder5", fine, 64), 3).tanh(), picture.shape[-1])
    x = encode(middle, encoded, [5, 6, 7])
    x = encode(middle, x + reasoned(w, x, (coarse, fine)), [8])
    difference = resized((picture - drawn).abs(), x.shape[-1])
    gate = functional.conv2d(difference, w.draw("attention.gated.0.weight", 3, 3, 3, 3), padding=1)
    gate = mixture(w, "attention.gated.2", relu(gate), 1).sigmoid()
    x = gate * relu(w.norm("attention.h.1", mixture(w, "attention.h.0", x, 728))) + x
    x = encode(leave, encode(middle, x, [9, 10, 11]))
    bias = w.keep("fc.bias", torch.randn(2))
    answers = functional.linear(relu(x).mean((2, 3)), w.draw("fc.weight", 2, 2048), bias)
    return w, answers, drawn, *(maps.mean((2, 3)) for maps in (encoded, coarse, fine))


def ucf(picture):
    w, relu = Weights(), functional.relu

    def biased(name, x, out, side, gain=1):
        bias = w.keep(name + ".bias", 0.1 * torch.randn(out))
        weights = w.keep(name + ".weight", gain * torch.randn(out, x.shape[1], side, side) / (x.shape[1] * side * side) ** 0.5)
        return functional.conv2d(x, weights, bias, padding=side // 2)

    def described(prefix):
        w.prefix = prefix
        x = entry(w, stem(w, stem(w, picture, 1, 32, 2), 2, 64))
        x = biased("adjust_channel.0", leave(w, middle(w, x, range(4, 12))), 512, 1)
        x = relu(w.norm("adjust_channel.1", x, True))
        w.prefix = ""
        return x

    def half(name, x):
        for i in (0, 2):
            x = functional.leaky_relu(biased(f"{name}.conv2d.{i}", x, 256, 1, 1.4))
        return biased(f"{name}.conv2d.4", x, 256, 1)

    def linear(name, x, out):
        bias = w.keep(name + ".bias", 0.1 * torch.randn(out))
        return functional.linear(x, w.draw(name + ".weight", out, x.shape[1]), bias)

    def head(name, x, classes):
        return linear(name + ".mlp.2", functional.leaky_relu(linear(name + ".mlp.0", x, 512)), classes)

    def restyled(x, style):
        """Huang & Belongie 2017, map by map."""
        count, width, rows, columns = x.shape
        x, style = x.reshape(count * width, -1), style.reshape(count * width, -1)
        (deviation, mean), (of_style, mean_of_style) = ((y.var(1).add(1e-5).sqrt(), y.mean(1)) for y in (x, style))
        y = torch.stack([(m - a) / d * b + c for m, a, d, b, c in zip(x, mean, deviation, of_style, mean_of_style)])
        return y.reshape(count, width, rows, columns)

    fingerprint, content = described("encoder_f."), described("encoder_c.")
    common, specific = half("block_sha", fingerprint), half("block_spe", fingerprint)
    features, of_method = common.mean((2, 3)), specific.mean((2, 3))
    answers, methods = head("head_sha", features, 2), head("head_spe", of_method, 5)

    def level(name, x):
        """A level of the decoder, used several times."""
        x = resized(x, 2 * x.shape[-1])
        for i in (0, 2):
            key = f"con_gan.{name}.{i}"
            if key + ".weight" not in w:
                biased(key, x, x.shape[1] if i else x.shape[1] // 2, 3, 1.4)
            x = relu(functional.conv2d(x, w[key + ".weight"], w[key + ".bias"], padding=1))
        return x

    def decoded(x, style):
        x = level("dconv_up3", restyled(x, style))
        style = level("dconv_up3", style)
        x = level("dconv_up2", restyled(x, style))
        style = level("dconv_up2", style)
        x = level("dconv_up1", restyled(x, style))
        if "con_gan.conv_last.weight" not in w:
            biased("con_gan.conv_last", x, 3, 1)
        x = functional.conv2d(x, w["con_gan.conv_last.weight"], w["con_gan.conv_last.bias"])
        return resized(x, picture.shape[-1]).tanh()

    both = torch.cat([specific, common], 1)
    drawn = torch.stack([decoded(content, both), decoded(content, both[[1, 0]])], 1)
    return w, answers, drawn, methods, of_method


def of_gradient(answers, shown, weights):
    """The length of each gradient, and its product with the parameters."""
    names = [name for name, value in weights.items() if value.requires_grad]
    weighted = (answers * torch.arange(1, len(answers) + 1)).sum()
    weighted = weighted + sum((more.flatten() * torch.linspace(0, 1, more.numel())).mean() for more in shown)
    gradients = torch.autograd.grad(weighted, [weights[name] for name in names])
    return {
        "gradient." + name: torch.stack([gradient.norm(), (gradient * weights[name].detach()).sum()])
        for name, gradient in zip(names, gradients)
    }


torch.manual_seed(20261126)
torch.set_num_threads(1)
name = sys.argv[1]
STATED = {"xception": xception, "spsl": spsl, "srm": srm, "f3net": f3net, "capsule": capsule, "face_xray": face_xray,
          "recce": recce, "ucf": ucf}
side = 71 if name in ("xception", "spsl", "srm", "f3net", "recce", "ucf") else 96
pictures = (torch.rand(2, 3, side, side) * 2 - 1).double()
if name == "capsule":
    pictures[1] /= 8  # it looks at means and deviations alone
if name in STATED:
    weights, answers, *shown = STATED[name](pictures)
else:
    whole = vit if name == "vit" else resnet if name.startswith("resnet") else efficientnet
    weights, answers, *shown = whole(name, pictures)
answers = answers[:, 1] - answers[:, 0]
gradients = of_gradient(answers, shown, weights)
write(sys.argv[2], {key: value.detach() for key, value in weights.items()})
write(sys.argv[3], {"input": pictures, "answers": answers.detach(), **gradients})
