// SPDX-License-Identifier: Apache-2.0
#include "store/shard_reader.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstring>

#include "core/error.h"
#include "core/hash.h"
#include "store/h5.h"
#include "store/schema.h"

namespace swapbench {
namespace {

std::vector<std::string> ReadColumn(const h5::Id& file, const std::string& name, size_t records) {
  const std::vector<std::string> words = h5::ReadTexts(file, "/dict/" + name);
  const auto codes = h5::Read<uint32_t>(file, "/info/" + name);
  Check(codes.size() == records, "The column ", name, " has ", codes.size(), " rows instead of ",
        records, ".");
  std::vector<std::string> values;
  for (const uint32_t code : codes) {
    Check(code < words.size(), "The column ", name, " names a word that its dictionary lacks.");
    values.push_back(words[code]);
  }
  return values;
}

void SetColumn(std::vector<SampleInfo>& infos, const std::string& name,
               const std::vector<std::string>& values) {
  const auto known = std::ranges::find(schema::kTextColumns, name, &schema::TextColumn::name);
  for (size_t i = 0; i < infos.size(); ++i) {
    if (name == "label") infos[i].label = ParseLabel(values[i]);
    else if (known != schema::kTextColumns.end()) infos[i].*known->field = values[i];
    else if (!values[i].empty()) infos[i].attributes[name] = values[i];
  }
}

}  // namespace

RandomAccessFile::RandomAccessFile(std::filesystem::path path) : path_(std::move(path)) {
  descriptor_ = ::open(path_.c_str(), O_RDONLY | O_CLOEXEC);
  Check(descriptor_ >= 0, "Cannot read ", path_.string(), ": ", std::strerror(errno), ".");
}
RandomAccessFile::~RandomAccessFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

size_t RandomAccessFile::size() const {
  struct ::stat status {};
  Check(::fstat(descriptor_, &status) == 0, "Cannot read ", path_.string(), ": ",
        std::strerror(errno), ".");
  return static_cast<size_t>(status.st_size);
}

std::string RandomAccessFile::Read(size_t offset, size_t count) const {
  std::string bytes(count, '\0');
  size_t filled = 0;
  while (filled < count) {
    const ssize_t got = ::pread(descriptor_, bytes.data() + filled, count - filled,
                                static_cast<off_t>(offset + filled));
    if (got < 0 && errno == EINTR) continue;
    Check(got >= 0, "Cannot read ", path_.string(), ": ", std::strerror(errno), ".");
    Check(got > 0, path_.string(), " ends at byte ", offset + filled, ", before byte ",
          offset + count, "; it was cut short.");
    filled += static_cast<size_t>(got);
  }
  return bytes;
}

ShardReader::ShardReader(const std::filesystem::path& folder, const SideCar& side_car)
    : file_(folder / ShardName(side_car.shard)) {
  const std::string path = file_.path().string();
  Check(file_.size() == side_car.bytes, path, " has ", file_.size(), " bytes instead of ",
        side_car.bytes, "; it was cut short or altered. `swapbench verify` says more.");
  const std::string bytes = file_.Read(0, side_car.bytes);
  if (Hex(Xxh3(bytes)) != side_car.xxh3)
    Fail(path, " was altered: ", FindAlteredBytes(side_car, bytes),
         ". Copy the file again, or delete it and repeat the command that made the corpus.");
  try {
    Parse(bytes, side_car.records);
  } catch (const Error& error) {
    Fail(path, ": ", error.what());
  }
}

void ShardReader::Parse(std::string_view bytes, size_t records) {
  const h5::Session session;
  const h5::Id file = h5::OpenBytes(bytes, file_.path().string());
  for (size_t column = 0; column < blobs_.size(); ++column) {
    const std::string group = Concat('/', schema::kBlobColumns[column].name);
    Blob& blob = blobs_[column];
    blob.begin = h5::DataOffset(file, group + "/bytes");
    blob.offset = h5::Read<uint64_t>(file, group + "/offset");
    blob.hash = h5::Read<uint64_t>(file, group + "/xxh64");
    Check(blob.offset.size() == records + 1 && blob.hash.size() == records &&
              std::ranges::is_sorted(blob.offset) &&
              blob.begin + blob.offset.back() <= bytes.size(),
          "the offsets in ", group, " make no sense.");
  }
  landmarks_ = h5::Read<float>(file, "/landmarks");
  landmarks_3d_ = h5::Read<float>(file, "/landmarks_3d");
  Check(landmarks_.size() == records * 136 && landmarks_3d_.size() == records * 204,
        "the landmarks have the wrong shape.");
  infos_.resize(records);
  for (const std::string& name : h5::NamesIn(file, "/info"))
    SetColumn(infos_, name, ReadColumn(file, name, records));
}

std::string ShardReader::ReadBlob(size_t column, size_t i) const {
  const Blob& blob = blobs_[column];
  const size_t count = blob.offset[i + 1] - blob.offset[i];
  std::string bytes = file_.Read(blob.begin + blob.offset[i], count);
  Check(Xxh64(bytes) == blob.hash[i], file_.path().string(), ": the ",
        schema::kBlobColumns[column].name, " of record ", infos_[i].id,
        " was altered since the corpus was opened.");
  return bytes;
}

std::optional<Landmarks> ShardReader::ReadLandmarks(size_t i) const {
  const float* values = &landmarks_[i * 136];
  if (std::isnan(values[0])) return {};
  Landmarks points;
  for (size_t k = 0; k < 68; ++k) points[k] = {values[2 * k], values[2 * k + 1]};
  return points;
}

Record ShardReader::Read(size_t i) const {
  Record record;
  record.info = infos_[i];
  for (size_t column = 0; column < blobs_.size(); ++column)
    record.*schema::kBlobColumns[column].field = ReadBlob(column, i);
  record.landmarks = ReadLandmarks(i);
  const float* values = &landmarks_3d_[i * 204];
  if (!std::isnan(values[0])) {
    Landmarks3d points;
    for (size_t k = 0; k < 68; ++k)
      points[k] = {values[3 * k], values[3 * k + 1], values[3 * k + 2]};
    record.landmarks_3d = points;
  }
  return record;
}

}  // namespace swapbench
