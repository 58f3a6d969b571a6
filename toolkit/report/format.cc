// SPDX-License-Identifier: Apache-2.0
#include "report/format.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "core/text.h"

namespace swapbench::report {

std::string Fixed(double value, int decimals) {
  if (std::isnan(value)) return kDash;
  std::array<char, 400> buffer;
  const auto result = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                    std::chars_format::fixed, decimals);
  std::string text(buffer.data(), result.ptr);
  const bool is_zero = text.find_first_of("123456789in") == std::string::npos;
  return is_zero && text.front() == '-' ? text.substr(1) : text;
}

int DecimalsFor(double low, double high) {
  const double half = (high - low) / 2;
  if (!(half > 0)) return std::isnan(half) ? 2 : 3;
  return std::clamp(static_cast<int>(std::ceil(-std::log10(half))), 2, 6);
}

int DecimalsOf(double value, int digits) {
  if (!(std::abs(value) > 0) || std::isinf(value)) return 0;
  const int magnitude = static_cast<int>(std::floor(std::log10(std::abs(value))));
  return std::clamp(digits - 1 - magnitude, 0, 4);
}

std::string Grouped(long long count) {
  std::string text = std::to_string(count);
  const long long first = count < 0 ? 1 : 0;
  for (long long at = static_cast<long long>(text.size()) - 3; at > first; at -= 3)
    text.insert(static_cast<size_t>(at), ",");
  return text;
}

std::string WithInterval(double value, double low, double high) {
  const int decimals = DecimalsFor(low, high);
  std::string text = Fixed(value, decimals);
  if (std::isnan(value) || std::isnan(low) || std::isnan(high)) return text;
  return text + " (" + Fixed(low, decimals) + kDash + Fixed(high, decimals) + ")";
}

std::string List(const std::vector<std::string>& items) {
  if (items.size() < 2) return items.empty() ? "none" : items.front();
  const std::vector<std::string> head(items.begin(), items.end() - 1);
  return Join(head, ", ") + " and " + items.back();
}

}  // namespace swapbench::report
