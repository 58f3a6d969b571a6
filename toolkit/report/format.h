// SPDX-License-Identifier: Apache-2.0
/// How a number is printed: with the decimals its interval deserves, no more.
#pragma once

#include <string>
#include <vector>

namespace swapbench::report {

/// Fixed notation in the C locale; "-0.00" is printed as "0.00". NaN gives a dash.
std::string Fixed(double value, int decimals);

/// Decimals that show the half width of the interval to one digit: 2 to 6. Without an interval 2.
int DecimalsFor(double low, double high);

/// Decimals that show `digits` significant digits of the value: 0 to 4.
int DecimalsOf(double value, int digits);

/// "12,345".
std::string Grouped(long long count);

/// "0.87 (0.82–0.91)"; "0.87" where an end is NaN; "–" where the value is.
std::string WithInterval(double value, double low, double high);

/// "a, b and c"; "none" where there are none.
std::string List(const std::vector<std::string>& items);

/// The printed NaN and the printed "to" of an interval.
inline constexpr const char* kDash = "–";

}  // namespace swapbench::report
