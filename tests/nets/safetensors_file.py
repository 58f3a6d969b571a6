# SPDX-License-Identifier: Apache-2.0
"""Writes safetensors, for the scripts beside this one."""
import json
import struct

import numpy


def write(path, arrays):
    """`arrays`: name -> array, written as 32-bit floats in their order."""
    header, data = {}, b""
    for name, array in arrays.items():
        values = numpy.ascontiguousarray(array, "<f4").tobytes()
        header[name] = {"dtype": "F32", "shape": list(array.shape), "data_offsets": [len(data), len(data) + len(values)]}
        data += values
    text = json.dumps(header).encode()
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + data)
