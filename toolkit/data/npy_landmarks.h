// SPDX-License-Identifier: Apache-2.0
/// Landmarks as a NumPy file, the form in which DeepfakeBench keeps them.
#pragma once

#include <string>
#include <string_view>

#include "image/face.h"

namespace swapbench {

/// The first 68 of at least so many rows of x and y: 81-point models begin with the 68 of iBUG.
/// Little-endian floats or whole numbers in C order. Throws Error, which begins with `what`, on
/// anything else, and where one of the 68 is NaN or infinite.
Landmarks ReadNpyLandmarks(std::string_view bytes, const std::string& what);

/// A file of 68 rows of two 32-bit floats.
std::string WriteNpyLandmarks(const Landmarks& landmarks);

}  // namespace swapbench
