#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Usage: training.py CORPUS NETWORK SIZE BATCH EPOCHS SEED THREADS LAYOUT

One training as a straightforward PyTorch script does it, beside `swapbench train --cache 0`: every epoch shows each real
record of split train once, beside it one of the fakes made from it; two workers of a DataLoader decode the same JPEG bytes,
cut, mirror and brighten them, shrink them by area and hand over batches; AdamW with a warm-up and a cosine. NETWORK:
small_resnet (the toolkit's, stated once more), resnet18 (torchvision's) or xception. LAYOUT: nchw (PyTorch's own) or nhwc.
Prints a line of JSON: images a second of all steps, the share of that time spent waiting for batches, the last loss.
"""
import glob
import json
import math
import os
import sys
import time

import cv2
import h5py
import numpy as np
import torch
import torchvision
from torch import nn
from torch.nn import functional

cv2.setNumThreads(1)


def records(corpus):
    """Bytes of every record of split train, and for each real those of its fakes."""
    reals, fakes = {}, {}
    for name in sorted(glob.glob(os.path.join(corpus, "*.h5"))):
        with h5py.File(name) as shard:
            data, at = shard["image/bytes"][:], shard["image/offset"][:]
            column = {key: shard[f"dict/{key}"].asstr()[:][shard[f"info/{key}"][:]] for key in ("id", "label", "split", "twin")}
            for i, split in enumerate(column["split"]):
                picture = data[at[i] : at[i + 1]]
                if split == "train" and column["label"][i] == "real":
                    reals[column["id"][i]] = picture
                elif split == "train":
                    fakes.setdefault(column["twin"][i], []).append(picture)
    return [(picture, fakes[name]) for name, picture in reals.items() if name in fakes]


class Pairs(torch.utils.data.Dataset):
    """Item i: a real and one of its fakes, as tensors in -1..1."""

    def __init__(self, pairs, size):
        self.pairs, self.size = pairs, size

    def __len__(self):
        return len(self.pairs)

    def picture(self, bytes_):
        image = cv2.imdecode(bytes_, cv2.IMREAD_COLOR)
        height, width = image.shape[:2]
        share = np.random.uniform(0, 0.1)
        tall, wide = round(height * (1 - share)), round(width * (1 - share))
        top, left = np.random.randint(height - tall + 1), np.random.randint(width - wide + 1)
        image = cv2.add(image[top : top + tall, left : left + wide], np.full(4, 255.0 * np.random.uniform(-0.1, 0.1)))
        if np.random.rand() < 0.5:
            image = cv2.flip(image, 1)
        image = cv2.resize(image, (self.size, self.size), interpolation=cv2.INTER_AREA)
        image = cv2.cvtColor(image, cv2.COLOR_BGR2RGB)
        return torch.from_numpy(image).permute(2, 0, 1).float().div_(127.5).sub_(1)

    def __getitem__(self, i):
        real, fakes = self.pairs[i]
        return torch.stack([self.picture(real), self.picture(fakes[np.random.randint(len(fakes))])])


class Residual(nn.Module):
    def __init__(self, inside, out, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(inside, out, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(out)
        self.conv2 = nn.Conv2d(out, out, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(out)
        self.shortcut = None
        if inside != out or stride != 1:
            self.shortcut = nn.Sequential(nn.Conv2d(inside, out, 1, stride, bias=False), nn.BatchNorm2d(out))

    def forward(self, x):
        change = self.bn2(self.conv2(functional.relu(self.bn1(self.conv1(x)))))
        return functional.relu(change + (x if self.shortcut is None else self.shortcut(x)))


class SmallResnet(nn.Module):
    def __init__(self, width=16):
        super().__init__()
        kernel = torch.full((3, 1, 3, 3), -8 / 9)
        kernel[:, :, 1, 1] += 8
        self.register_buffer("residue", kernel)
        self.stem = nn.Sequential(nn.Conv2d(6, width, 3, 2, 1, bias=False), nn.BatchNorm2d(width), nn.ReLU())
        blocks, inside = [], width
        for stage in range(4):
            for block in range(2):
                out = width << stage
                blocks.append(Residual(inside, out, 2 if stage > 0 and block == 0 else 1))
                inside = out
        self.blocks = nn.Sequential(*blocks)
        self.last = nn.Sequential(nn.Dropout(0.2), nn.Linear(inside, 1))

    def forward(self, x):
        x = self.blocks(self.stem(torch.cat([x, functional.conv2d(x, self.residue, padding=1, groups=3)], 1)))
        return self.last(x.mean((2, 3)))


def separable(inside, out):
    return [nn.Conv2d(inside, inside, 3, 1, 1, groups=inside, bias=False), nn.Conv2d(inside, out, 1, bias=False), nn.BatchNorm2d(out)]


class Block(nn.Module):
    def __init__(self, widths, narrow, rectified=True):
        super().__init__()
        steps = []
        for i, (inside, out) in enumerate(zip(widths, widths[1:])):
            steps += ([nn.ReLU()] if rectified or i > 0 else []) + separable(inside, out)
        self.skip = None
        if narrow:
            steps.append(nn.MaxPool2d(3, 2, 1))
            self.skip = nn.Sequential(nn.Conv2d(widths[0], widths[-1], 1, 2, bias=False), nn.BatchNorm2d(widths[-1]))
        self.steps = nn.Sequential(*steps)

    def forward(self, x):
        return self.steps(x) + (x if self.skip is None else self.skip(x))


def xception():
    return nn.Sequential(
        nn.Conv2d(3, 32, 3, 2, bias=False), nn.BatchNorm2d(32), nn.ReLU(),
        nn.Conv2d(32, 64, 3, bias=False), nn.BatchNorm2d(64), nn.ReLU(),
        Block([64, 128, 128], True, rectified=False), Block([128, 256, 256], True), Block([256, 728, 728], True),
        *[Block([728] * 4, False) for _ in range(8)],
        Block([728, 728, 1024], True),
        *separable(1024, 1536), nn.ReLU(), *separable(1536, 2048), nn.ReLU(),
        nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(2048, 1),
    )  # fmt: skip


NETWORKS = {
    "small_resnet": SmallResnet,
    "resnet18": lambda: torchvision.models.resnet18(weights=None, num_classes=1),
    "xception": xception,
}


def main():
    corpus, name, size, batch, epochs, seed, threads, layout = sys.argv[1:]
    size, batch, epochs, seed, threads = int(size), int(batch), int(epochs), int(seed), int(threads)
    torch.manual_seed(seed)
    torch.set_num_threads(threads)
    network = NETWORKS[name]()
    memory = {"nchw": torch.contiguous_format, "nhwc": torch.channels_last}[layout]
    network = network.to(memory_format=memory).train()
    loader = torch.utils.data.DataLoader(
        Pairs(records(corpus), size), batch_size=batch // 2, shuffle=True, num_workers=2, drop_last=True,
        worker_init_fn=lambda worker: (np.random.seed(seed * 97 + worker), cv2.setNumThreads(1)), persistent_workers=True,
    )  # fmt: skip
    optimiser = torch.optim.AdamW(network.parameters(), lr=1e-3, weight_decay=1e-2)
    steps = epochs * len(loader)
    warm_up = len(loader)

    def rate(step):
        if step + 1 < warm_up:
            return (step + 1) / warm_up
        return 0.5 * (1 + math.cos(math.pi * (step - warm_up) / max(1, steps - warm_up)))

    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, rate)
    labels = torch.tensor([0.0, 1.0]).repeat(batch // 2)
    waited, images, value = 0.0, 0, math.nan
    begin = time.perf_counter()
    for _ in range(epochs):
        before = time.perf_counter()
        for pairs in loader:
            waited += time.perf_counter() - before
            inputs = pairs.flatten(0, 1).to(memory_format=memory)
            optimiser.zero_grad()
            loss = functional.binary_cross_entropy_with_logits(network(inputs)[:, 0], labels)
            loss.backward()
            optimiser.step()
            schedule.step()
            value = loss.item()
            images += len(inputs)
            before = time.perf_counter()
    seconds = time.perf_counter() - begin
    print(json.dumps({"images_per_second": images / seconds, "loader_share": waited / seconds, "loss": value}))


if __name__ == "__main__":
    main()
