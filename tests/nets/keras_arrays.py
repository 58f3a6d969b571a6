#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Usage: keras_arrays.py IN.h5 OUT.safetensors: every data set of a Keras weight file."""
import json
import struct
import sys

import h5py
import numpy

header, data = {}, b""


def add(name, item):
    global data
    if isinstance(item, h5py.Dataset):
        values = numpy.ascontiguousarray(item, "<f4").tobytes()
        header[name] = {"dtype": "F32", "shape": list(item.shape), "data_offsets": [len(data), len(data) + len(values)]}
        data += values


with h5py.File(sys.argv[1]) as file:
    file.visititems(add)
text = json.dumps(header).encode()
with open(sys.argv[2], "wb") as file:
    file.write(struct.pack("<Q", len(text)) + text + data)
