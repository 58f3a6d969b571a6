// SPDX-License-Identifier: Apache-2.0
/// SHA-256 for identity, XXH3 for speed. Digests are lower-case hexadecimal.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace swapbench {

std::string Sha256(std::string_view bytes);
std::string Sha256File(const std::filesystem::path& path);  // throws Error where it cannot be read

/// Streaming form. Append() frames each part with its length, so ("ab","c") differs from
/// ("a","bc").
class Sha256Stream {
 public:
  Sha256Stream();
  ~Sha256Stream();
  Sha256Stream(Sha256Stream&&) noexcept;
  Sha256Stream& operator=(Sha256Stream&&) noexcept;

  void Raw(std::string_view bytes);
  void Append(std::string_view part);
  std::string Finish();  // once

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// XXH3, 64 bits, seed 0: the same on every machine.
uint64_t Xxh3(std::string_view bytes);

/// The older XXH64, seed 0, which every language has at hand: the hash stored beside each record.
uint64_t Xxh64(std::string_view bytes);

std::string Hex(uint64_t value);  // 16 digits

}  // namespace swapbench
