// SPDX-License-Identifier: Apache-2.0
#include "store/arrays.h"

#include "core/error.h"
#include "core/file.h"
#include "store/h5.h"

namespace swapbench {
namespace {

constexpr size_t kLargestFile = size_t{1} << 30;
constexpr int kDeepestGroup = 32;

std::string ReadForeign(const std::filesystem::path& path) {
  std::error_code failure;
  const auto size = std::filesystem::file_size(path, failure);
  Check(!failure, "Cannot read ", path.string(), ": ", failure.message(), ".");
  Check(size <= kLargestFile, path.string(), " is larger than 1 GiB; that is no file of weights.");
  std::string bytes = ReadFile(path);
  Check(bytes.starts_with("\x89HDF\r\n\x1a\n"), path.string(), " is not an HDF5 file.");
  return bytes;
}

bool IsNumber(const h5::Id& dataset) {
  const h5::Id type(H5Dget_type(dataset), H5Tclose, "the type of a dataset");
  const H5T_class_t kind = H5Tget_class(type);
  return kind == H5T_FLOAT || kind == H5T_INTEGER;
}

/// "F32", "I64", "U8".
std::string TypeOf(const h5::Id& dataset) {
  const h5::Id type(H5Dget_type(dataset), H5Tclose, "the type of a dataset");
  const char kind = H5Tget_class(type) == H5T_FLOAT     ? 'F'
                    : H5Tget_sign(type) == H5T_SGN_NONE ? 'U'
                                                        : 'I';
  return kind + std::to_string(8 * H5Tget_size(type));
}

void Collect(const h5::Id& file, const std::string& path, int depth,
             std::vector<NamedArray>& arrays) {
  Check(depth <= kDeepestGroup, "its groups are nested without end.");
  for (const std::string& name : h5::NamesIn(file, path)) {
    const std::string below = path + (path == "/" ? "" : "/") + name;
    const h5::Id object(H5Oopen(file, below.c_str(), H5P_DEFAULT), H5Oclose, below);
    const H5I_type_t kind = H5Iget_type(object);
    if (kind == H5I_GROUP) Collect(file, below, depth + 1, arrays);
    if (kind != H5I_DATASET || !IsNumber(object)) continue;
    const auto shape = h5::Shape(file, below);
    Check(h5::ElementCount(shape) <= kLargestFile / sizeof(float), "the array ", below,
          " claims an absurd size.");
    arrays.push_back({below.substr(1),
                      {shape.begin(), shape.end()},
                      h5::Read<float>(file, below),
                      TypeOf(object)});
  }
}

}  // namespace

std::vector<NamedArray> ReadArrays(const std::filesystem::path& path) {
  const std::string bytes = ReadForeign(path);
  const h5::Session session;
  std::vector<NamedArray> arrays;
  try {
    Collect(h5::OpenBytes(bytes, path.string()), "/", 0, arrays);
  } catch (const Error& error) {
    Fail("Cannot read the arrays in ", path.string(), ": ", error.what());
  }
  Check(!arrays.empty(), path.string(), " holds no arrays of numbers.");
  return arrays;
}

std::vector<std::string> ReadTextAttribute(const std::filesystem::path& path,
                                           const std::string& object, const std::string& name) {
  const std::string bytes = ReadForeign(path);
  const h5::Session session;
  try {
    return h5::ReadTextAttribute(h5::OpenBytes(bytes, path.string()), object, name);
  } catch (const Error& error) {
    Fail("Cannot read '", name, "' of ", object, " in ", path.string(), ": ", error.what());
  }
}

}  // namespace swapbench
