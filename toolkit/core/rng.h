// SPDX-License-Identifier: Apache-2.0
/// Counter-based random numbers (Philox4x64-10; Salmon et al. 2011, through Random123).
/// A stream is named by what it is for, so the order of work and the number of threads cannot
/// matter.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>

namespace swapbench {

/// Key = (seed, hash of purpose), counter = (draw, index). Copying one copies its position.
class Rng {
 public:
  /// Example: Rng rng(seed, "synth/mask", record_index);
  Rng(uint64_t seed, std::string_view purpose, uint64_t index = 0);

  /// An independent stream that depends on this stream's name, not on its position.
  Rng Substream(std::string_view purpose, uint64_t index = 0) const;

  uint64_t Bits();
  void Fill(std::span<uint64_t> words);                         // each as by Bits()
  double Uniform();                                             // [0, 1), 53 bits
  double Uniform(double low, double high);                      // [low, high)
  void Fill(std::span<float> values, double low, double high);  // each as by Uniform(low, high)
  int64_t Integer(int64_t low, int64_t high);  // closed interval, without modulo bias; low <= high
  bool Chance(double probability);
  double Normal();  // mean 0, sd 1 (Box-Muller on stable::Log, Sin and Cos)
  double Normal(double mean, double sd);

  /// One of the items, equally likely; `items` must not be empty.
  template <class T>
  const T& Pick(std::span<const T> items) {
    return items[static_cast<size_t>(Integer(0, static_cast<int64_t>(items.size()) - 1))];
  }

  /// Index drawn in proportion to non-negative weights with a positive sum.
  size_t Weighted(std::span<const double> weights);

  /// Fisher-Yates.
  template <class T>
  void Shuffle(std::span<T> items) {
    for (size_t i = items.size(); i > 1; --i)
      std::swap(items[i - 1], items[static_cast<size_t>(Integer(0, static_cast<int64_t>(i) - 1))]);
  }

 private:
  Rng(std::array<uint64_t, 2> key, uint64_t index) : key_(key), index_(index) {}

  std::array<uint64_t, 2> key_;
  uint64_t index_;
  uint64_t block_ = 0;
  std::array<uint64_t, 4> words_{};
  int used_ = 4;
  double spare_normal_ = 0;
  bool has_spare_ = false;
};

}  // namespace swapbench
