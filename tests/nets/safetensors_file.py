# SPDX-License-Identifier: Apache-2.0
"""Writes safetensors, and reads their shapes, for the scripts beside this one."""
import json
import struct

import numpy

TYPES = {"float32": "F32", "int64": "I64"}


def write(path, arrays):
    """`arrays`: name -> array, written in their order; whole numbers as they are, others as 32-bit floats."""
    header, data, at = {}, [], 0
    for name, array in arrays.items():
        array = numpy.asarray(array)
        shape = list(array.shape)
        array = numpy.ascontiguousarray(array, "<i8" if array.dtype == numpy.int64 else "<f4")
        header[name] = {"dtype": TYPES[array.dtype.name], "shape": shape, "data_offsets": [at, at + array.nbytes]}
        data.append(array.tobytes())
        at += array.nbytes
    text = json.dumps(header).encode()
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text)
        file.writelines(data)


def shapes(path):
    with open(path, "rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(length))
    return {name: entry["shape"] for name, entry in header.items() if name != "__metadata__"}
