// SPDX-License-Identifier: Apache-2.0
#include "nets/safetensors.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>

#include "core/error.h"
#include "core/file.h"
#include "core/json.h"
#include "nets/foreign.h"

namespace swapbench {
namespace {

using Json = nlohmann::json;

static_assert(std::endian::native == std::endian::little, "safetensors holds little-endian values");

constexpr uint64_t kLargestHeader = 100'000'000;
constexpr std::string_view kMetadata = "__metadata__";

/// Number of values, or nothing where the product leaves 2^40.
std::optional<uint64_t> CountValues(const std::vector<int64_t>& shape) {
  constexpr uint64_t kMost = uint64_t{1} << 40;
  uint64_t count = 1;
  for (const int64_t side : shape) {
    if (side < 0 || (side > 0 && count > kMost / static_cast<uint64_t>(side))) return {};
    count *= static_cast<uint64_t>(side);
  }
  return count;
}

/// The JSON text as a value; unlike plain parsing it refuses a repeated key.
Json ParseHeader(std::string_view text, const std::string& where) {
  std::vector<std::set<std::string>> open;
  std::string repeated;
  const auto watch = [&](int, Json::parse_event_t event, Json& value) {
    if (event == Json::parse_event_t::object_start) open.emplace_back();
    if (event == Json::parse_event_t::object_end) open.pop_back();
    if (event == Json::parse_event_t::key && !open.back().insert(value.get<std::string>()).second)
      repeated = value.get<std::string>();
    return true;
  };
  Json header = Json::parse(text, watch, /*allow_exceptions=*/false);
  Check(header.is_object() && text.front() == '{', where, ": its header is not a JSON object.");
  Check(repeated.empty(), where, ": the key '", repeated, "' occurs twice in its header.");
  return header;
}

std::vector<uint64_t> ReadNumbers(const Json& entry, const std::string& key,
                                  const std::string& where) {
  const auto found = entry.find(key);
  Check(found != entry.end() && found->is_array() &&
            std::ranges::all_of(*found, [](const Json& n) { return n.is_number_unsigned(); }),
        where, ": '", key, "' must be a list of whole numbers.");
  return found->get<std::vector<uint64_t>>();
}

struct Extent {
  uint64_t begin = 0, end = 0;
  ForeignTensor content;
};

Extent ReadEntry(const std::string& name, const Json& entry, const std::string& file) {
  const std::string where = Concat(file, ", tensor '", name, "'");
  Check(entry.is_object() && entry.size() == 3 && entry.contains("dtype"), where,
        ": needs exactly dtype, shape and data_offsets.");
  Check(entry["dtype"].is_string(), where, ": dtype must be a text.");
  const std::string type = entry["dtype"];
  Extent extent;
  extent.content.type = FindElementType(type);
  Check(extent.content.type != nullptr, where, ": numbers of kind ", type, " are not read.");
  NamedTensor& tensor = extent.content.tensor;
  tensor.name = name;
  for (const uint64_t side : ReadNumbers(entry, "shape", where)) {
    Check(side <= (uint64_t{1} << 40), where, ": its shape is too large.");
    tensor.shape.push_back(static_cast<int64_t>(side));
  }
  const auto offsets = ReadNumbers(entry, "data_offsets", where);
  Check(offsets.size() == 2 && offsets[0] <= offsets[1], where,
        ": data_offsets must be [begin, end].");
  extent.begin = offsets[0];
  extent.end = offsets[1];
  const auto count = CountValues(tensor.shape);
  Check(count && extent.end - extent.begin == *count * extent.content.type->bytes, where,
        ": its shape and data_offsets do not agree.");
  return extent;
}

std::map<std::string, std::string> ReadMetadata(const Json& entry, const std::string& where) {
  Check(entry.is_object() &&
            std::ranges::all_of(entry, [](const Json& value) { return value.is_string(); }),
        where, ": __metadata__ must map texts to texts.");
  return entry.get<std::map<std::string, std::string>>();
}

/// The tensors in order of their bytes, which must follow one another from 0 to `size`.
void CheckGapless(std::vector<Extent>& extents, uint64_t size, const std::string& where) {
  std::ranges::sort(extents, [](const Extent& a, const Extent& b) {
    return std::pair(a.begin, a.end) < std::pair(b.begin, b.end);
  });
  uint64_t expected = 0;
  for (const Extent& extent : extents) {
    Check(extent.begin == expected, where, ", tensor '", extent.content.tensor.name, "': its data ",
          extent.begin < expected ? "overlaps another tensor's." : "leaves a hole in front.");
    expected = extent.end;
  }
  Check(expected == size, where, ": its header describes ", expected, " bytes of data, but ", size,
        expected < size ? " are there (trailing bytes)." : " are there (truncated).");
}

struct Decoded {
  std::vector<ForeignTensor> tensors;  // sorted by name
  std::map<std::string, std::string> metadata;
};

Decoded Decode(std::string_view bytes, const std::string& where) {
  uint64_t length = 0;
  Check(bytes.size() >= sizeof(length), where, ": too short to be a safetensors file.");
  std::memcpy(&length, bytes.data(), sizeof(length));
  bytes.remove_prefix(sizeof(length));
  Check(length >= 2 && length <= kLargestHeader && length <= bytes.size(), where,
        ": not a safetensors file, or a truncated one (its header would be ", length, " bytes).");
  const Json header = ParseHeader(bytes.substr(0, length), where);
  bytes.remove_prefix(length);

  Decoded content;
  std::vector<Extent> extents;
  for (const auto& [name, entry] : header.items()) {
    if (name == kMetadata) content.metadata = ReadMetadata(entry, where);
    else extents.push_back(ReadEntry(name, entry, where));
  }
  CheckGapless(extents, bytes.size(), where);
  for (Extent& extent : extents) {
    const ElementType& type = *extent.content.type;
    std::vector<float>& values = extent.content.tensor.values;
    values.resize((extent.end - extent.begin) / type.bytes);
    if (type.name == "F32" && !values.empty())
      std::memcpy(values.data(), bytes.data() + extent.begin, extent.end - extent.begin);
    else
      for (size_t i = 0; i < values.size(); ++i)
        values[i] = type.read(bytes.data() + extent.begin + i * type.bytes);
    content.tensors.push_back(std::move(extent.content));
  }
  std::ranges::sort(content.tensors, {},
                    [](const ForeignTensor& t) -> const std::string& { return t.tensor.name; });
  return content;
}

}  // namespace

const NamedTensor& TensorFile::At(const std::string& name) const {
  const auto found = std::ranges::find(tensors, name, &NamedTensor::name);
  Check(found != tensors.end(), "There is no tensor called '", name, "'.");
  return *found;
}

std::string EncodeSafetensors(TensorFile file) {
  std::ranges::sort(file.tensors, {}, &NamedTensor::name);
  JsonObject header;
  if (!file.metadata.empty()) {
    JsonObject metadata;
    for (const auto& [key, text] : file.metadata) metadata.Set(key, text);
    header.Set(kMetadata, metadata);
  }
  std::string data, previous;
  for (const NamedTensor& tensor : file.tensors) {
    const auto count = CountValues(tensor.shape);
    Check(count && *count == tensor.values.size(), "The tensor '", tensor.name,
          "' does not hold as many values as its shape says.");
    Check(tensor.name != previous && tensor.name != kMetadata && !tensor.name.empty(),
          "Tensor names must be unique and not empty: '", tensor.name, "'.");
    previous = tensor.name;
    const size_t begin = data.size();
    data.append(reinterpret_cast<const char*>(tensor.values.data()),
                tensor.values.size() * sizeof(float));
    std::vector<double> shape(tensor.shape.begin(), tensor.shape.end());
    header.Set(tensor.name,
               JsonObject()
                   .Set("dtype", "F32")
                   .Set("shape", shape)
                   .Set("data_offsets", std::vector<double>{static_cast<double>(begin),
                                                            static_cast<double>(data.size())}));
  }
  std::string text = header.ToString();
  text.append((8 - text.size() % 8) % 8, ' ');
  const uint64_t length = text.size();
  std::string bytes(sizeof(length), '\0');
  std::memcpy(bytes.data(), &length, sizeof(length));
  return bytes + text + data;
}

TensorFile DecodeSafetensors(std::string_view bytes, const std::string& where) {
  Decoded content = Decode(bytes, where);
  TensorFile file{{}, std::move(content.metadata)};
  for (ForeignTensor& tensor : content.tensors) {
    Check(tensor.type->name == "F32", where, ", tensor '", tensor.tensor.name,
          "': only 32-bit floats (F32) are read; convert it first.");
    file.tensors.push_back(std::move(tensor.tensor));
  }
  return file;
}

std::vector<ForeignTensor> DecodeForeignSafetensors(std::string_view bytes,
                                                    const std::string& where) {
  return Decode(bytes, where).tensors;
}

TensorFile ReadSafetensors(const std::filesystem::path& path) {
  return DecodeSafetensors(ReadFile(path), path.string());
}

}  // namespace swapbench
