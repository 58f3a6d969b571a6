#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Usage: optimiser_steps.py

Twelve steps of PyTorch's own optimisers on a small regression: a line each, the optimiser's spec and the twelve
parameters after the last step. SAM is stated here once more, after algorithm 1 of Foret et al. 2021. Exits with 3 where
PyTorch is missing.
"""
import sys

try:
    import torch
except ImportError:
    sys.exit(3)

X = torch.sin(torch.arange(20.0)).reshape(5, 4)
Y = torch.cos(torch.arange(10.0)).reshape(5, 2)
RATE = 0.05


def start():
    weight = torch.nn.Parameter(0.3 * torch.sin(1 + torch.arange(8.0)).reshape(2, 4))
    return weight, torch.nn.Parameter(torch.tensor([0.1, -0.2]))


def loss(weight, bias):
    return torch.nn.functional.mse_loss(torch.nn.functional.linear(X, weight, bias), Y)


def run(make, climb=0.0):
    weight, bias = start()
    optimiser = make(weight, bias)
    for _ in range(12):
        optimiser.zero_grad()
        loss(weight, bias).backward()
        if climb > 0:
            here = [p.detach().clone() for p in (weight, bias)]
            gradient = [p.grad.clone() for p in (weight, bias)]
            length = torch.cat([g.flatten() for g in gradient]).norm()
            with torch.no_grad():
                for p, g in zip((weight, bias), gradient):
                    p += climb * g / length
            optimiser.zero_grad()
            loss(weight, bias).backward()
            with torch.no_grad():
                for p, old in zip((weight, bias), here):
                    p.copy_(old)
        optimiser.step()
    return torch.cat([weight.detach().flatten(), bias.detach()]).tolist()


def adamw(weight, bias):
    groups = [{"params": [weight], "weight_decay": 0.1}, {"params": [bias], "weight_decay": 0.0}]
    return torch.optim.AdamW(groups, lr=RATE, betas=(0.8, 0.95))


def sgd(**options):
    return lambda weight, bias: torch.optim.SGD([weight, bias], lr=RATE, **options)


for spec, numbers in {
    "adamw:beta1=.8,beta2=.95,weight_decay=.1": run(adamw),
    "sgd:momentum=0": run(sgd()),
    "sgd:momentum=.9": run(sgd(momentum=0.9)),
    "sgd:momentum=.9,nesterov=true": run(sgd(momentum=0.9, nesterov=True)),
    "sam:base=[sgd:momentum=.9],rho=.2": run(sgd(momentum=0.9), climb=0.2),
}.items():
    print(spec, *numbers)
