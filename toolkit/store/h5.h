// SPDX-License-Identifier: Apache-2.0
/// The few calls of the HDF5 C library that the store needs, with owners and errors. Included by
/// .cc files of this module only: handles never leave it.
#pragma once

#include <hdf5.h>

#include <cstdint>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace swapbench::h5 {

/// Hold one around every use of this header: libhdf5 is entered by one thread at a time and prints
/// nothing by itself.
class Session {
 public:
  Session();

 private:
  std::lock_guard<std::recursive_mutex> lock_;
};

/// Owns one HDF5 identifier of any kind.
class Id {
 public:
  Id(hid_t id, herr_t (*close)(hid_t), const std::string& what);  // throws Error where id < 0
  ~Id();
  Id(Id&& other) noexcept : id_(std::exchange(other.id_, -1)), close_(other.close_) {}
  Id& operator=(Id&&) = delete;
  operator hid_t() const { return id_; }

 private:
  hid_t id_;
  herr_t (*close_)(hid_t);
};

/// A new file that lives in memory only; FileImage gives its bytes, the same for the same calls.
Id NewFile();
std::string FileImage(const Id& file);

/// Parses bytes that were read, and should have been hashed, before. `where` begins the errors.
Id OpenBytes(std::string_view bytes, const std::string& where);

Id NewGroup(const Id& parent, const std::string& name);

// Types in memory are those of this little-endian machine, and the same in the file.
template <class T>
hid_t TypeOf();
template <>
inline hid_t TypeOf<uint8_t>() {
  return H5T_STD_U8LE;
}
template <>
inline hid_t TypeOf<uint32_t>() {
  return H5T_STD_U32LE;
}
template <>
inline hid_t TypeOf<uint64_t>() {
  return H5T_STD_U64LE;
}
template <>
inline hid_t TypeOf<float>() {
  return H5T_IEEE_F32LE;
}
template <>
inline hid_t TypeOf<double>() {
  return H5T_IEEE_F64LE;
}

void WriteRaw(const Id& parent, const std::string& name, hid_t type, const void* data,
              const std::vector<hsize_t>& shape);
std::vector<hsize_t> Shape(const Id& file, const std::string& path);
void ReadRaw(const Id& file, const std::string& path, hid_t type, void* data);

/// Contiguous; `shape` multiplies to values.size().
template <class T>
void Write(const Id& parent, const std::string& name, std::span<const T> values,
           const std::vector<hsize_t>& shape) {
  WriteRaw(parent, name, TypeOf<T>(), values.data(), shape);
}
template <class T>
void Write(const Id& parent, const std::string& name, const std::vector<T>& values) {
  WriteRaw(parent, name, TypeOf<T>(), values.data(), {values.size()});
}

size_t ElementCount(std::span<const hsize_t> shape);

/// The whole dataset, converted to T.
template <class T>
std::vector<T> Read(const Id& file, const std::string& path) {
  std::vector<T> values(ElementCount(Shape(file, path)));
  if (!values.empty()) ReadRaw(file, path, TypeOf<T>(), values.data());
  return values;
}

/// UTF-8 texts of one fixed length, padded with zero bytes.
void WriteTexts(const Id& parent, const std::string& name, const std::vector<std::string>& texts);
std::vector<std::string> ReadTexts(const Id& file, const std::string& path);

void WriteAttribute(const Id& object, const std::string& name, const std::string& text);
void WriteAttribute(const Id& object, const std::string& name, uint64_t number);
/// A text or a list of texts, of fixed or variable length.
std::vector<std::string> ReadTextAttribute(const Id& file, const std::string& object,
                                           const std::string& name);
bool HasAttribute(const Id& object, const std::string& name);
uint64_t ReadNumberAttribute(const Id& file, const std::string& name);

/// Names of the links directly below `group`, alphabetical.
std::vector<std::string> NamesIn(const Id& file, const std::string& group);
bool Exists(const Id& file, const std::string& path);

/// Where the contiguous bytes of a dataset begin in the file; 0 for an empty one.
uint64_t DataOffset(const Id& file, const std::string& path);

}  // namespace swapbench::h5
