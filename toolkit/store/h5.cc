// SPDX-License-Identifier: Apache-2.0
#include "store/h5.h"

#include <algorithm>
#include <cstring>

#include "core/error.h"

namespace swapbench::h5 {
namespace {

std::recursive_mutex& LibraryMutex() {
  static std::recursive_mutex mutex;
  return mutex;
}

/// The core driver refuses a name that exists on disk, so files in memory get one that cannot.
std::string MemoryName() {
  static unsigned long long counter = 0;
  return Concat("/dev/null/", counter++);
}

Id NewProperties(hid_t kind) { return {H5Pcreate(kind), H5Pclose, "a property list"}; }

Id OpenDataset(const Id& file, const std::string& path) {
  return {H5Dopen2(file, path.c_str(), H5P_DEFAULT), H5Dclose, "the dataset " + path};
}

Id NewSpace(const std::vector<hsize_t>& shape) {
  return {shape.empty() ? H5Screate(H5S_SCALAR)
                        : H5Screate_simple(static_cast<int>(shape.size()), shape.data(), nullptr),
          H5Sclose, "a data space"};
}

Id FixedText(size_t length) {
  Id type(H5Tcopy(H5T_C_S1), H5Tclose, "a text type");
  H5Tset_size(type, std::max<size_t>(length, 1));
  H5Tset_strpad(type, H5T_STR_NULLPAD);
  H5Tset_cset(type, H5T_CSET_UTF8);
  return type;
}

std::vector<std::string> SplitFixed(const std::string& raw, size_t count, size_t length) {
  std::vector<std::string> texts;
  for (size_t i = 0; i < count; ++i) {
    const char* begin = raw.data() + i * length;
    texts.emplace_back(begin, ::strnlen(begin, length));
  }
  return texts;
}

}  // namespace

Session::Session() : lock_(LibraryMutex()) { H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr); }

Id::Id(hid_t id, herr_t (*close)(hid_t), const std::string& what) : id_(id), close_(close) {
  Check(id >= 0, "HDF5 cannot make or open ", what, ".");
}
Id::~Id() {
  if (id_ >= 0) close_(id_);
}

Id NewFile() {
  const Id access = NewProperties(H5P_FILE_ACCESS);
  const Id creation = NewProperties(H5P_FILE_CREATE);
  H5Pset_fapl_core(access, 1 << 20, /*backing_store=*/0);
  H5Pset_alignment(access, 512, 64);
  H5Pset_obj_track_times(creation, 0);
  return {H5Fcreate(MemoryName().c_str(), H5F_ACC_TRUNC, creation, access), H5Fclose,
          "a file in memory"};
}

std::string FileImage(const Id& file) {
  Check(H5Fflush(file, H5F_SCOPE_GLOBAL) >= 0, "HDF5 cannot flush a file in memory.");
  const ssize_t size = H5Fget_file_image(file, nullptr, 0);
  Check(size > 0, "HDF5 gives no image of a file in memory.");
  std::string bytes(static_cast<size_t>(size), '\0');
  Check(H5Fget_file_image(file, bytes.data(), bytes.size()) == size,
        "HDF5 gives no image of a file in memory.");
  return bytes;
}

Id OpenBytes(std::string_view bytes, const std::string& where) {
  const Id access = NewProperties(H5P_FILE_ACCESS);
  H5Pset_fapl_core(access, 1 << 20, /*backing_store=*/0);
  // The library copies the image, so the cast never lets it write into `bytes`.
  Check(H5Pset_file_image(access, const_cast<char*>(bytes.data()), bytes.size()) >= 0, where,
        ": HDF5 cannot take the file into memory.");
  return {H5Fopen(MemoryName().c_str(), H5F_ACC_RDONLY, access), H5Fclose,
          where + " (it is not an HDF5 file or is damaged)"};
}

Id NewGroup(const Id& parent, const std::string& name) {
  return {H5Gcreate2(parent, name.c_str(), H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT), H5Gclose,
          "the group " + name};
}

void WriteRaw(const Id& parent, const std::string& name, hid_t type, const void* data,
              const std::vector<hsize_t>& shape) {
  const Id creation = NewProperties(H5P_DATASET_CREATE);
  H5Pset_obj_track_times(creation, 0);
  H5Pset_layout(creation, H5D_CONTIGUOUS);
  const Id space = NewSpace(shape);
  const Id dataset(
      H5Dcreate2(parent, name.c_str(), type, space, H5P_DEFAULT, creation, H5P_DEFAULT), H5Dclose,
      "the dataset " + name);
  if (ElementCount(shape) == 0) return;
  Check(H5Dwrite(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, data) >= 0,
        "HDF5 cannot write the dataset ", name, ".");
}

std::vector<hsize_t> Shape(const Id& file, const std::string& path) {
  const Id dataset = OpenDataset(file, path);
  const Id space(H5Dget_space(dataset), H5Sclose, "the space of " + path);
  const int rank = H5Sget_simple_extent_ndims(space);
  Check(rank >= 0, "The dataset ", path, " has no shape.");
  std::vector<hsize_t> shape(static_cast<size_t>(rank));
  H5Sget_simple_extent_dims(space, shape.data(), nullptr);
  return shape;
}

void ReadRaw(const Id& file, const std::string& path, hid_t type, void* data) {
  const Id dataset = OpenDataset(file, path);
  Check(H5Dread(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, data) >= 0,
        "HDF5 cannot read the dataset ", path, ".");
}

size_t ElementCount(std::span<const hsize_t> shape) {
  size_t count = 1;
  for (const hsize_t side : shape) {
    Check(side == 0 || count <= (size_t{1} << 40) / side, "A dataset claims an absurd size.");
    count *= side;
  }
  return count;
}

void WriteTexts(const Id& parent, const std::string& name, const std::vector<std::string>& texts) {
  size_t length = 1;
  for (const std::string& text : texts) length = std::max(length, text.size());
  std::string raw(length * texts.size(), '\0');
  for (size_t i = 0; i < texts.size(); ++i)
    std::ranges::copy(texts[i], raw.begin() + static_cast<ptrdiff_t>(i * length));
  WriteRaw(parent, name, FixedText(length), raw.data(), {texts.size()});
}

std::vector<std::string> ReadTexts(const Id& file, const std::string& path) {
  const size_t count = ElementCount(Shape(file, path));
  const Id dataset = OpenDataset(file, path);
  const Id type(H5Dget_type(dataset), H5Tclose, "the type of " + path);
  Check(H5Tget_class(type) == H5T_STRING && H5Tis_variable_str(type) == 0, "The dataset ", path,
        " does not hold texts of fixed length.");
  const size_t length = H5Tget_size(type);
  std::string raw(length * count, '\0');
  if (count > 0) ReadRaw(file, path, type, raw.data());
  return SplitFixed(raw, count, length);
}

void WriteAttribute(const Id& object, const std::string& name, const std::string& text) {
  Check(text.size() < 60000, "The text '", name, "' has ", text.size(),
        " bytes, but an HDF5 attribute holds 60000 at most; shorten the recipe.");
  const Id type = FixedText(text.size());
  const Id space = NewSpace({});
  const Id attribute(H5Acreate2(object, name.c_str(), type, space, H5P_DEFAULT, H5P_DEFAULT),
                     H5Aclose, "the attribute " + name);
  const std::string padded = text.empty() ? std::string(1, '\0') : text;
  Check(H5Awrite(attribute, type, padded.data()) >= 0, "HDF5 cannot write the attribute ", name,
        ".");
}

void WriteAttribute(const Id& object, const std::string& name, uint64_t number) {
  const Id space = NewSpace({});
  const Id attribute(
      H5Acreate2(object, name.c_str(), H5T_STD_U64LE, space, H5P_DEFAULT, H5P_DEFAULT), H5Aclose,
      "the attribute " + name);
  Check(H5Awrite(attribute, H5T_STD_U64LE, &number) >= 0, "HDF5 cannot write the attribute ", name,
        ".");
}

std::vector<std::string> ReadTextAttribute(const Id& file, const std::string& object,
                                           const std::string& name) {
  const Id attribute(H5Aopen_by_name(file, object.c_str(), name.c_str(), H5P_DEFAULT, H5P_DEFAULT),
                     H5Aclose, "the attribute " + name);
  const Id type(H5Aget_type(attribute), H5Tclose, "the type of " + name);
  const Id space(H5Aget_space(attribute), H5Sclose, "the space of " + name);
  const auto points = H5Sget_simple_extent_npoints(space);
  const size_t count = points > 0 ? static_cast<size_t>(points) : 0;
  if (count == 0) return {};  // Keras writes empty lists as numbers
  Check(H5Tget_class(type) == H5T_STRING && count < 100000, "The attribute ", name,
        " is not a text.");
  if (H5Tis_variable_str(type) > 0) {
    std::vector<char*> pointers(count);
    Check(H5Aread(attribute, type, pointers.data()) >= 0, "HDF5 cannot read ", name, ".");
    std::vector<std::string> texts;
    for (const char* text : pointers) texts.emplace_back(text == nullptr ? "" : text);
    H5Dvlen_reclaim(type, space, H5P_DEFAULT, pointers.data());
    return texts;
  }
  const size_t length = H5Tget_size(type);
  std::string raw(length * count, '\0');
  Check(H5Aread(attribute, type, raw.data()) >= 0, "HDF5 cannot read ", name, ".");
  return SplitFixed(raw, count, length);
}

uint64_t ReadNumberAttribute(const Id& file, const std::string& name) {
  const Id attribute(H5Aopen(file, name.c_str(), H5P_DEFAULT), H5Aclose, "the attribute " + name);
  uint64_t number = 0;
  Check(H5Aread(attribute, H5T_NATIVE_UINT64, &number) >= 0, "HDF5 cannot read ", name, ".");
  return number;
}

std::vector<std::string> NamesIn(const Id& file, const std::string& group) {
  const Id opened(H5Gopen2(file, group.c_str(), H5P_DEFAULT), H5Gclose, "the group " + group);
  H5G_info_t info;
  Check(H5Gget_info(opened, &info) >= 0, "HDF5 cannot list the group ", group, ".");
  std::vector<std::string> names;
  for (hsize_t i = 0; i < info.nlinks; ++i) {
    const ssize_t length =
        H5Lget_name_by_idx(opened, ".", H5_INDEX_NAME, H5_ITER_INC, i, nullptr, 0, H5P_DEFAULT);
    Check(length >= 0, "HDF5 cannot list the group ", group, ".");
    std::string name(static_cast<size_t>(length) + 1, '\0');
    H5Lget_name_by_idx(opened, ".", H5_INDEX_NAME, H5_ITER_INC, i, name.data(), name.size(),
                       H5P_DEFAULT);
    name.pop_back();
    names.push_back(name);
  }
  return names;
}

bool HasAttribute(const Id& object, const std::string& name) {
  return H5Aexists(object, name.c_str()) > 0;
}

bool Exists(const Id& file, const std::string& path) {
  return H5Lexists(file, path.c_str(), H5P_DEFAULT) > 0;
}

uint64_t DataOffset(const Id& file, const std::string& path) {
  const Id dataset = OpenDataset(file, path);
  const haddr_t offset = H5Dget_offset(dataset);
  return offset == HADDR_UNDEF ? 0 : static_cast<uint64_t>(offset);
}

}  // namespace swapbench::h5
