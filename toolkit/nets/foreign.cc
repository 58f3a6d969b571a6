// SPDX-License-Identifier: Apache-2.0
#include "nets/foreign.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <fstream>

#include "core/error.h"
#include "core/file.h"
#include "nets/checkpoint.h"

namespace swapbench {
namespace {

template <class T>
float ReadNumber(const char* bytes) {
  T value;
  std::memcpy(&value, bytes, sizeof(T));
  return static_cast<float>(value);
}

/// A bool is whatever is not 0, and no other byte may be read as one.
float ReadBool(const char* bytes) { return *bytes != 0 ? 1.F : 0.F; }

float ReadBfloat16(const char* bytes) {
  uint16_t high;
  std::memcpy(&high, bytes, sizeof(high));
  return std::bit_cast<float>(uint32_t{high} << 16);
}

/// IEEE 754 binary16: a float with 5 bits of exponent, so subnormal ones gain an exponent here.
float ReadHalf(const char* bytes) {
  uint16_t half;
  std::memcpy(&half, bytes, sizeof(half));
  const uint32_t sign = (half & 0x8000U) << 16, exponent = (half >> 10) & 31, low = half & 0x3ffU;
  if (exponent == 31) return std::bit_cast<float>(sign | 0x7f800000U | low << 13);
  const float magnitude = exponent == 0 ? static_cast<float>(low) * 0x1p-24F
                                        : std::bit_cast<float>((exponent + 112) << 23 | low << 13);
  return sign != 0 ? -magnitude : magnitude;
}

constexpr std::array<ElementType, 10> kTypes = {{{"F32", "FloatStorage", 4, ReadNumber<float>},
                                                 {"F64", "DoubleStorage", 8, ReadNumber<double>},
                                                 {"F16", "HalfStorage", 2, ReadHalf},
                                                 {"BF16", "BFloat16Storage", 2, ReadBfloat16},
                                                 {"I64", "LongStorage", 8, ReadNumber<int64_t>},
                                                 {"I32", "IntStorage", 4, ReadNumber<int32_t>},
                                                 {"I16", "ShortStorage", 2, ReadNumber<int16_t>},
                                                 {"I8", "CharStorage", 1, ReadNumber<int8_t>},
                                                 {"U8", "ByteStorage", 1, ReadNumber<uint8_t>},
                                                 {"BOOL", "BoolStorage", 1, ReadBool}}};

constexpr size_t kLongestName = 1000;

/// One that can be printed and searched.
bool IsPlainName(const std::string& name) {
  return name.size() <= kLongestName && std::ranges::none_of(name, [](char c) {
           return static_cast<uint8_t>(c) < 32 || c == 127;
         });
}

const ElementType* FindType(std::string_view ElementType::*key, std::string_view value) {
  const auto found = std::ranges::find(kTypes, value, key);
  return found == kTypes.end() ? nullptr : &*found;
}

}  // namespace

const ElementType* FindElementType(std::string_view name) {
  return FindType(&ElementType::name, name);
}
const ElementType* FindStorageType(std::string_view storage) {
  return FindType(&ElementType::storage, storage);
}

WeightFormat WeightFormatOf(const std::filesystem::path& file) {
  Check(std::filesystem::is_regular_file(file), "There is no weight file ", file.string(), ".");
  std::ifstream stream(file, std::ios::binary);
  Check(stream.good(), "Cannot read ", file.string(), ".");
  std::string begin(16, '\0');
  stream.read(begin.data(), static_cast<std::streamsize>(begin.size()));
  begin.resize(static_cast<size_t>(stream.gcount()));
  if (LooksLikeCheckpoint(begin)) return WeightFormat::kPyTorch;
  return begin.starts_with("\x89HDF\r\n\x1a\n") ? WeightFormat::kHdf5 : WeightFormat::kSafetensors;
}

std::vector<ForeignTensor> ReadForeign(const std::filesystem::path& file) {
  const WeightFormat format = WeightFormatOf(file);
  Check(format != WeightFormat::kHdf5, file.string(), " is an HDF5 file.");
  const std::string bytes = ReadFile(file);
  auto tensors = format == WeightFormat::kPyTorch ? DecodeCheckpoint(bytes, file.string())
                                                  : DecodeForeignSafetensors(bytes, file.string());
  for (const ForeignTensor& tensor : tensors)
    Check(IsPlainName(tensor.tensor.name), file.string(),
          ": the name of one of its tensors is longer than ", kLongestName,
          " bytes or holds control characters.");
  return tensors;
}

}  // namespace swapbench
