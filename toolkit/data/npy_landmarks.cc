// SPDX-License-Identifier: Apache-2.0
// The format: numpy.lib.format, version 1.0 and 2.0.
#include "data/npy_landmarks.h"

#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>

#include "core/error.h"
#include "core/text.h"

namespace swapbench {
namespace {

static_assert(std::endian::native == std::endian::little);

constexpr std::string_view kMagic = "\x93NUMPY";
constexpr size_t kAlignment = 64;  // of the data in a file

/// What stands behind `'key':` up to one of `ends`; "" where there is none.
std::string_view Entry(std::string_view header, std::string_view key, std::string_view ends) {
  const std::string quoted = Concat('\'', key, "':");
  size_t begin = header.find(quoted);
  if (begin == std::string_view::npos) return "";
  header.remove_prefix(begin + quoted.size());
  return Trim(header.substr(0, header.find_first_of(ends)));
}

template <class T>
Landmarks Points(std::string_view data) {
  Landmarks landmarks;
  for (size_t i = 0; i < landmarks.size(); ++i) {
    T values[2];
    std::memcpy(values, data.data() + i * sizeof(values), sizeof(values));
    landmarks[i] = {static_cast<float>(values[0]), static_cast<float>(values[1])};
  }
  return landmarks;
}

struct NumberType {
  std::string_view name;
  size_t size;
  Landmarks (*read)(std::string_view);
};

constexpr NumberType kTypes[] = {{"'<f4'", 4, Points<float>},   {"'<f8'", 8, Points<double>},
                                 {"'<i4'", 4, Points<int32_t>}, {"'<u4'", 4, Points<uint32_t>},
                                 {"'<i8'", 8, Points<int64_t>}, {"'<u8'", 8, Points<uint64_t>}};

}  // namespace

Landmarks ReadNpyLandmarks(std::string_view bytes, const std::string& what) {
  const std::string wrong = what + ": these are no landmarks in NumPy's format: ";
  Check(bytes.starts_with(kMagic) && bytes.size() >= 12, wrong, "it begins otherwise.");
  const bool first = bytes[kMagic.size()] == 1;
  uint32_t length = 0;
  std::memcpy(&length, bytes.data() + 8, first ? 2 : 4);
  const size_t begin = first ? 10 : 12;
  Check(length <= bytes.size() - begin, wrong, "its header is cut off.");
  const std::string_view header = bytes.substr(begin, length), data = bytes.substr(begin + length);

  const std::string shape(Entry(header, "shape", ")"));
  const auto sides = SplitTopLevel(std::string_view(shape).substr(shape.empty() ? 0 : 1), ',');
  const auto rows = sides.size() == 2 ? ParseUnsigned(sides[0]) : std::nullopt;
  Check(rows && *rows >= Landmarks{}.size() && sides[1] == "2", wrong, "its shape is ", shape,
        "), not (68, 2) or more rows.");
  Check(Entry(header, "fortran_order", ",") == "False", wrong, "its order is not C's.");
  for (const NumberType& type : kTypes) {
    if (Entry(header, "descr", ",") != type.name) continue;
    const size_t row = 2 * type.size;  // a division, for the product of a forged count may wrap
    Check(data.size() / row == *rows && data.size() % row == 0, wrong, "it is cut off.");
    const Landmarks points = type.read(data);
    for (size_t i = 0; i < points.size(); ++i)
      Check(std::isfinite(points[i].x) && std::isfinite(points[i].y), what, ": landmark ", i,
            " is not a number: repair the file, or remove it: then there are none.");
    return points;
  }
  Fail(wrong, "its numbers are ", Entry(header, "descr", ","), ".");
}

std::string WriteNpyLandmarks(const Landmarks& landmarks) {
  std::string header =
      Concat("{'descr': '<f4', 'fortran_order': False, 'shape': (", landmarks.size(), ", 2), }");
  const size_t before = kMagic.size() + 4;
  header.resize((before + header.size()) / kAlignment * kAlignment + kAlignment - before - 1, ' ');
  header += '\n';
  const auto length = static_cast<uint16_t>(header.size());
  std::string bytes = Concat(kMagic, '\x01', '\0');
  bytes.append(reinterpret_cast<const char*>(&length), sizeof(length));
  bytes += header;
  for (const cv::Point2f& point : landmarks)
    for (const float value : {point.x, point.y})
      bytes.append(reinterpret_cast<const char*>(&value), sizeof(value));
  return bytes;
}

}  // namespace swapbench
