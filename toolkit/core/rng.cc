// SPDX-License-Identifier: Apache-2.0
#include "core/rng.h"

#include <Random123/philox.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/error.h"
#include "core/hash.h"
#include "core/stable_math.h"

namespace swapbench {
namespace {

using Philox = r123::Philox4x64;

double Unit(uint64_t bits) { return static_cast<double>(bits >> 11) * 0x1p-53; }

double Within(double low, double high, uint64_t bits) {
  const double value = low + (high - low) * Unit(bits);
  return value < high ? value : std::nextafter(high, low);  // 1 + (1 - 2^-53) rounds to 2
}

}  // namespace

Rng::Rng(uint64_t seed, std::string_view purpose, uint64_t index)
    : key_{seed, Xxh3(purpose)}, index_(index) {}

Rng Rng::Substream(std::string_view purpose, uint64_t index) const {
  const std::array<uint64_t, 3> name = {key_[1], index_, Xxh3(purpose)};
  return Rng({key_[0], Xxh3({reinterpret_cast<const char*>(name.data()), sizeof(name)})}, index);
}

uint64_t Rng::Bits() {
  if (used_ == 4) {
    const Philox::ctr_type counter = {{block_++, index_, 0, 0}};
    const Philox::key_type key = {{key_[0], key_[1]}};
    const auto block = Philox()(counter, key);
    for (size_t i = 0; i < 4; ++i) words_[i] = block[i];
    used_ = 0;
  }
  return words_[static_cast<size_t>(used_++)];
}

double Rng::Uniform() { return Unit(Bits()); }

double Rng::Uniform(double low, double high) { return Within(low, high, Bits()); }

void Rng::Fill(std::span<uint64_t> words) {
  size_t i = 0;
  while (i < words.size() && used_ < 4) words[i++] = Bits();
  const Philox::key_type key = {{key_[0], key_[1]}};
  for (; i + 4 <= words.size(); ++block_)
    for (const uint64_t bits : Philox()({{block_, index_, 0, 0}}, key)) words[i++] = bits;
  while (i < words.size()) words[i++] = Bits();
}

void Rng::Fill(std::span<float> values, double low, double high) {
  std::array<uint64_t, 64> words;
  while (!values.empty()) {
    const size_t count = std::min(words.size(), values.size());
    Fill(std::span(words).first(count));
    for (size_t i = 0; i < count; ++i) values[i] = static_cast<float>(Within(low, high, words[i]));
    values = values.subspan(count);
  }
}

int64_t Rng::Integer(int64_t low, int64_t high) {
  Check(low <= high, "Rng::Integer was asked for a number between ", low, " and ", high, ".");
  const uint64_t range = static_cast<uint64_t>(high) - static_cast<uint64_t>(low) + 1;
  if (range == 0) return static_cast<int64_t>(Bits());
  const uint64_t threshold = -range % range;  // rejects the incomplete last cycle
  uint64_t bits = Bits();
  while (bits < threshold) bits = Bits();
  return static_cast<int64_t>(static_cast<uint64_t>(low) + bits % range);
}

bool Rng::Chance(double probability) { return Uniform() < probability; }

double Rng::Normal() {
  if (has_spare_) {
    has_spare_ = false;
    return spare_normal_;
  }
  const double radius = std::sqrt(-2 * stable::Log(1 - Uniform()));
  const double angle = 2 * std::numbers::pi * Uniform();
  spare_normal_ = radius * stable::Sin(angle);
  has_spare_ = true;
  return radius * stable::Cos(angle);
}

double Rng::Normal(double mean, double sd) { return mean + sd * Normal(); }

size_t Rng::Weighted(std::span<const double> weights) {
  double sum = 0;
  for (const double weight : weights) sum += weight;
  Check(sum > 0, "Rng::Weighted was given weights without a positive sum.");
  double rest = Uniform() * sum;
  for (size_t i = 0; i < weights.size(); ++i) {
    if (rest < weights[i]) return i;
    rest -= weights[i];
  }
  size_t last = weights.size() - 1;
  while (weights[last] == 0) --last;
  return last;
}

}  // namespace swapbench
