#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Usage: keras_arrays.py IN.h5 OUT.safetensors: every data set of a Keras weight file."""
import sys

import h5py

from safetensors_file import write

arrays = {}


def add(name, item):
    if isinstance(item, h5py.Dataset):
        arrays[name] = item[()]


with h5py.File(sys.argv[1]) as file:
    file.visititems(add)
write(sys.argv[2], arrays)
