// SPDX-License-Identifier: Apache-2.0
/// Reads little-endian values out of bytes that nobody vouches for. Internal to nets.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "core/error.h"

namespace swapbench {

class ByteCursor {
 public:
  /// `bytes` must outlive the cursor; `where` begins every message.
  ByteCursor(std::string_view bytes, std::string where) : bytes_(bytes), where_(std::move(where)) {}

  const std::string& where() const { return where_; }
  size_t position() const { return position_; }
  size_t left() const { return bytes_.size() - position_; }

  void Seek(uint64_t position) {
    CheckInside(position <= bytes_.size());
    position_ = position;
  }
  std::string_view Take(uint64_t count) {
    CheckInside(count <= left());
    const std::string_view taken = bytes_.substr(position_, count);
    position_ += count;
    return taken;
  }
  template <class T>
  T Take() {
    static_assert(std::endian::native == std::endian::little);
    T value;
    std::memcpy(&value, Take(sizeof(T)).data(), sizeof(T));
    return value;
  }
  /// Up to a line's end, which is read, too, and not returned.
  std::string_view TakeLine() {
    const size_t end = bytes_.find('\n', position_);
    CheckInside(end != std::string_view::npos);
    const std::string_view line = Take(end - position_);
    ++position_;
    return line;
  }

 private:
  void CheckInside(bool inside) const {
    Check(inside, where_, ": damaged or truncated: it says that there is more than it holds.");
  }

  std::string_view bytes_;
  std::string where_;
  size_t position_ = 0;
};

}  // namespace swapbench
