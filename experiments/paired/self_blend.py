#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""The Python side of scripts/paired_self_blend: self-blended images with numpy and OpenCV, as a researcher would write
them. The steps and parameters are those of toolkit/synth/self_blend.cc and region.cc; the random numbers are not.

  self_blend.py FOLDER COUNT [pair|mask] [SEED]

FOLDER holds JPEG files and landmarks.csv (file,x0,y0,...,x67,y67). Each of COUNT times: decode, resize to 256 pixels
where needed, self-blend, encode the real and the fake as JPEG, with `mask` also the mask as PNG. One line of JSON says
how long it took, and how much was covered and changed: both sides must agree there, or they do not do the same.
"""
import csv
import json
import os
import sys
import time

import cv2
import numpy as np

SIDE, COMPARED = 256, 400
BELOW_BROW = [36, 36, 37, 38, 39, 42, 43, 44, 45, 45]
PATCHES = [
    list(range(0, 9)) + [17],
    list(range(8, 17)) + [26],
    [17, 18, 19, 8],
    [24, 25, 26, 8],
    [19, 20, 21, 22, 23, 24, 8],
    [17, 18, 19, 20, 21, 27, 31, 32, 33, 34, 35, 8],
    [22, 23, 24, 25, 26, 27, 31, 32, 33, 34, 35, 8],
    list(range(27, 36)),
]


def raised(points):
    below = points[BELOW_BROW].copy()
    below[0] = 0.75 * below[0] + 0.25 * points[0]
    below[9] = 0.75 * below[9] + 0.25 * points[16]
    points = points.copy()
    points[17:27] += 0.5 * (points[17:27] - below)
    return points


def hull_mask(points, hull):
    if hull == 0:
        polygons = [points]
    elif hull == 3:
        polygons = [points[17:]]
    else:
        moved = raised(points) if hull == 1 else points
        polygons = [moved[patch] for patch in PATCHES]
    mask = np.zeros((SIDE, SIDE), np.uint8)
    for polygon in polygons:
        corners = cv2.convexHull(polygon.astype(np.float32))
        cv2.fillConvexPoly(mask, np.floor(corners * 16 + 0.5).astype(np.int32), 255, cv2.LINE_8, 4)
    return mask


def draw_move(rng):
    shift_x, shift_y = SIDE * rng.uniform(-0.03, 0.03), SIDE * rng.uniform(-0.015, 0.015)
    scale_x, scale_y = rng.uniform(0.95, 1 / 0.95, 2)
    centre = (SIDE - 1) / 2
    return np.array([[scale_x, 0, centre - scale_x * centre + shift_x], [0, scale_y, centre - scale_y * centre + shift_y]])


def smooth_noise(rng, sigma, amplitude):
    """White noise, Gaussian-smoothed on a grid that is `step` times coarser, then interpolated."""
    step = min(max(int(sigma / 2), 1), 8)
    radius = int(np.ceil(3 * sigma / step))
    grid = (SIDE + step - 1) // step + 1
    noise = (rng.random((grid + 2 * radius, grid + 2 * radius), np.float32) * 2 - 1) * (amplitude / step)
    smooth = cv2.GaussianBlur(noise, (2 * radius + 1, 2 * radius + 1), sigma / step)[radius:-radius, radius:-radius]
    return cv2.resize(smooth, (grid * step, grid * step), interpolation=cv2.INTER_CUBIC)[:SIDE, :SIDE]


GRID_X, GRID_Y = np.meshgrid(np.arange(SIDE, dtype=np.float32), np.arange(SIDE, dtype=np.float32))


def waved(mask, rng):
    return cv2.remap(mask, GRID_X + smooth_noise(rng, 7, 50), GRID_Y + smooth_noise(rng, 7, 50), cv2.INTER_LINEAR)


def softened(mask, rng):
    size = (int(rng.integers(192, 257)), int(rng.integers(192, 257)))
    erode, feather = (int(5 + 2 * rng.integers(0, 11)) for _ in range(2))
    sigma = float(rng.integers(5, 46))
    soft = cv2.resize(mask, size, interpolation=cv2.INTER_LINEAR).astype(np.float32) / 255
    soft = cv2.GaussianBlur(soft, (erode, erode), 0)
    soft[soft < 1 - 1e-5] = 0
    soft = cv2.GaussianBlur(soft, (feather, feather), sigma)
    largest = soft.max()
    return cv2.resize(soft / largest, (SIDE, SIDE), interpolation=cv2.INTER_LINEAR) if largest > 0 else None


def recoloured(image, rng):
    table = np.repeat(np.arange(256, dtype=np.float32)[None, :, None], 3, axis=2)
    if rng.random() < 0.3:
        table = np.clip(table + rng.integers(-20, 21, 3), 0, 255)
    brightness, contrast = rng.uniform(-0.1, 0.1, 2)
    table = np.clip((1 + contrast) * table + 255 * brightness, 0, 255)
    return cv2.LUT(image, np.floor(table + 0.5).astype(np.uint8))


def refocused(image, rng):
    if rng.random() < 0.5:
        factor = 2 if rng.random() < 0.5 else 4
        small = cv2.resize(image, (SIDE // factor, SIDE // factor), interpolation=cv2.INTER_NEAREST)
        return cv2.resize(small, (SIDE, SIDE), interpolation=cv2.INTER_LINEAR)
    alpha = rng.uniform(0.2, 0.5)
    kernel = np.full((3, 3), -alpha, np.float32)
    kernel[1, 1] = 1 + 8 * alpha
    return cv2.filter2D(image, -1, kernel)


def self_blend(image, points, rng):
    """The fake and its mask (float, 0 to 1), or None where no pixel remains."""
    mask = hull_mask(points, int(rng.integers(0, 4)))
    if cv2.countNonZero(mask) < max(16, SIDE * SIDE / 200):
        return None
    move = draw_move(rng)
    mask = cv2.warpAffine(mask, move, (SIDE, SIDE))
    mask = softened(waved(mask, rng), rng)
    if mask is None:
        return None
    mask *= rng.choice([0.25, 0.5, 0.75, 1, 1, 1])
    copy = refocused(recoloured(image, rng), rng)
    copy = cv2.warpAffine(copy, move, (SIDE, SIDE), borderMode=cv2.BORDER_REPLICATE)
    weight = mask[:, :, None]
    fake = (weight * copy + (1 - weight) * image + 0.5).astype(np.uint8)
    return fake, mask


def read_folder(folder):
    faces = []
    with open(os.path.join(folder, "landmarks.csv"), newline="") as file:
        for row in csv.reader(file):
            if row[0] == "file":
                continue
            with open(os.path.join(folder, row[0]), "rb") as image:
                faces.append((np.frombuffer(image.read(), np.uint8), np.array(row[1:], np.float64).reshape(68, 2)))
    return faces


def process(encoded, points, with_mask, rng):
    """Bytes of the real, the fake and the mask, and the pictures themselves; None where it was refused."""
    image = cv2.imdecode(encoded, cv2.IMREAD_COLOR)
    height, width = image.shape[:2]
    if (height, width) != (SIDE, SIDE):
        image = cv2.resize(image, (SIDE, SIDE), interpolation=cv2.INTER_LINEAR)
        points = (points + 0.5) * [SIDE / width, SIDE / height] - 0.5
    blended = self_blend(image, points, rng)
    if blended is None:
        return None
    fake, mask = blended
    quality = [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(72, 99))]
    outputs = [cv2.imencode(".jpg", image, quality)[1], cv2.imencode(".jpg", fake, quality)[1]]
    if with_mask:
        mask8 = (mask * 255 + 0.5).astype(np.uint8)
        outputs.append(cv2.imencode(".png", mask8, [cv2.IMWRITE_PNG_COMPRESSION, 6])[1])
    return outputs, image, fake, mask


def main():
    folder, count = sys.argv[1], int(sys.argv[2])
    with_mask = len(sys.argv) > 3 and sys.argv[3] == "mask"
    rng = np.random.default_rng(int(sys.argv[4]) if len(sys.argv) > 4 else 1)
    cv2.setNumThreads(1)
    faces = read_folder(folder)

    def make(i):
        return process(*faces[i % len(faces)], with_mask, rng)

    for i in range(20):  # caches and lazily loaded libraries
        make(i)
    made = size = 0
    wall, cpu = time.perf_counter(), time.process_time()
    for i in range(count):
        result = make(i)
        if result is not None:
            made += 1
            size += sum(len(output) for output in result[0])
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    pairs = [result[1:] for result in map(make, range(COMPARED)) if result is not None]
    covered = np.mean([mask.mean() for _, _, mask in pairs])
    changed = np.mean([cv2.absdiff(image, fake).mean() for image, fake, _ in pairs])
    print(json.dumps({"made": made, "wall": wall, "cpu": cpu, "bytes": size / max(1, made),
                      "covered": float(covered), "changed": float(changed)}))


if __name__ == "__main__":
    main()
