#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Usage: reference_features.py

What spectrum_fit and noise_residual are to say of small pictures, stated once more from the papers with numpy and plain
loops: a line each, `SPEC WIDTH HEIGHT` and the features. Pixel (x, y) of a picture of width w is grey:
(x * x * 3 + y * y * 5 + x * y * 7 + 11 * w) mod 5, plus 100 where (x // 9 + y // 7) is odd. Exits with 3 where numpy is
missing.
"""
import math
import sys

try:
    import numpy as np
except ImportError:
    sys.exit(3)


def picture(width, height):
    return [[(x * x * 3 + y * y * 5 + x * y * 7 + 11 * width) % 5 + (100 if (x // 9 + y // 7) % 2 else 0)
             for x in range(width)] for y in range(height)]


def central_part(rows, share):
    size = max(8, int(share * min(len(rows), len(rows[0]))))
    rows = [row + [row[-1]] * (8 - len(row)) for row in rows]
    rows += [rows[-1]] * (8 - len(rows))
    side = min(size, len(rows), len(rows[0])) // 2 * 2
    top, left = (len(rows) - side) // 2, (len(rows[0]) - side) // 2
    return [row[left:left + side] for row in rows[top:top + side]]


def spectrum_fit(rows, share, bins):
    square = np.array(central_part(rows, share)) / 255
    side = len(square)
    window = np.sin(np.pi * np.arange(side) / (side - 1))  # squared, a Hann window
    transform = np.fft.fft2((square - square.mean()) * np.outer(window, window))
    frequency = np.fft.fftfreq(side) * side
    ring = np.floor(np.hypot(*np.meshgrid(frequency, frequency)) + 0.5).astype(int)
    power = np.array([np.mean(np.abs(transform[ring == r]) ** 2) for r in range(1, side // 2 + 1)])
    floor = (side / 2) ** 2 / 12 / 255 ** 2
    profile = np.log((power + floor) / (power.mean() + floor))
    wanted = np.arange(1, bins + 1) / (2 * bins)
    return np.interp(wanted, np.arange(1, side // 2 + 1) / side, profile)


def half_away_from_zero(value):
    return int(math.copysign(math.floor(abs(value) + 0.5), value))


def noise_residual(rows, share, truncation, step):
    square = central_part(rows, share)
    side = len(square)

    def residual(x, y, dx, dy):
        value = sum(weight * square[y + i * dy][x + i * dx] for i, weight in enumerate((1, -3, 3, -1)))
        return max(-truncation, min(truncation, half_away_from_zero(value / step)))

    def symmetric(t):
        return min(t, tuple(-v for v in t), t[::-1], tuple(-v for v in t[::-1]))

    levels = range(-truncation, truncation + 1)
    bins = sorted({symmetric((a, b, c, d)) for a in levels for b in levels for c in levels for d in levels})
    along, across = dict.fromkeys(bins, 0), dict.fromkeys(bins, 0)
    for dx, dy in ((1, 0), (0, 1)):  # the residual's direction
        for ex, ey in ((1, 0), (0, 1)):  # the tuple's
            counts = along if (dx, dy) == (ex, ey) else across
            for y in range(side - 3 * dy - 3 * ey):
                for x in range(side - 3 * dx - 3 * ex):
                    counts[symmetric(tuple(residual(x + i * ex, y + i * ey, dx, dy) for i in range(4)))] += 1
    return [math.sqrt(counts[b] / sum(counts.values())) for counts in (along, across) for b in bins]


for width, height in ((40, 36), (33, 21), (5, 1)):
    rows = picture(width, height)
    for share, bins in ((0.8, 16), (0.5, 9)):
        print(f"spectrum_fit:share={share},bins={bins}", width, height, *spectrum_fit(rows, share, bins))
    for share, truncation, step in ((1, 1, 3), (0.7, 2, 3), (0.7, 2, 4.5), (0.35, 3, 2)):
        print(f"noise_residual:share={share},step={step},truncation={truncation}", width, height,
              *noise_residual(rows, share, truncation, step))
