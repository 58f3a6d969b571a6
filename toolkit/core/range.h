// SPDX-License-Identifier: Apache-2.0
/// An option that is one number or any between two: "75" or "50-95".
#pragma once

#include <concepts>
#include <optional>
#include <string>
#include <utility>

#include "core/options.h"
#include "core/rng.h"

namespace swapbench {

/// T is int or double; low <= high, both included.
template <class T>
struct Range {
  T low = 0, high = 0;

  bool operator==(const Range&) const = default;

  /// Evenly distributed.
  T Draw(Rng& rng) const {
    if constexpr (std::integral<T>) return static_cast<T>(rng.Integer(low, high));
    else return rng.Uniform(low, high);
  }
};

template <class T>
struct OptionType<Range<T>> {
  static std::string Name() {
    return std::integral<T> ? "integer or LOW-HIGH" : "number or LOW-HIGH";
  }

  static Range<T> Parse(const std::string& text) {
    if (const auto one = ParseEnd(text)) return {*one, *one};
    for (size_t dash = text.find('-', 1); dash != std::string::npos;
         dash = text.find('-', dash + 1)) {
      const auto low = ParseEnd(text.substr(0, dash)), high = ParseEnd(text.substr(dash + 1));
      if (!low || !high) continue;
      Check(*low <= *high, "'", text, "' runs backwards: write the lower end first");
      return {*low, *high};
    }
    Fail("'", text, "' is neither a ", std::integral<T> ? "whole number" : "number",
         " nor a range of two such as ", std::integral<T> ? "50-95" : ".5-2");
  }

  static std::string Print(const Range<T>& range) {
    const std::string low = OptionType<T>::Print(range.low);
    return range.low == range.high ? low : Concat(low, "-", OptionType<T>::Print(range.high));
  }

 private:
  static std::optional<T> ParseEnd(const std::string& text) {
    if constexpr (std::integral<T>) {
      const auto value = ParseInteger(text);
      if (!value || !std::in_range<T>(*value)) return {};
      return static_cast<T>(*value);
    } else {
      return ParseDouble(text);
    }
  }
};

}  // namespace swapbench
