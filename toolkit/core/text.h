// SPDX-License-Identifier: Apache-2.0
/// Small text helpers that every module may use.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace swapbench {

std::string_view Trim(std::string_view text);

/// Splits at `separator` where no bracket is open: "a,[b,c]" gives "a" and "[b,c]". Empty text
/// gives no parts.
std::vector<std::string> SplitTopLevel(std::string_view text, char separator);

std::string Join(std::span<const std::string> parts, std::string_view separator);

/// The shortest decimal text that reads back as the same double; "nan", "inf", "-inf" for the rest.
std::string ToText(double value);

/// The whole text as a number in the C locale ("nan" and "inf" included), or nothing.
std::optional<double> ParseDouble(std::string_view text);
std::optional<long long> ParseInteger(std::string_view text);
std::optional<unsigned long long> ParseUnsigned(std::string_view text);

/// The candidate that takes the fewest single-character edits and swaps of neighbours, if that is
/// close enough to be a typing error.
std::optional<std::string> NearestName(std::string_view name,
                                       std::span<const std::string> candidates);

/// " (did you mean 'x'?)" where a near name exists, else " (known: a, b, c)".
std::string Suggestion(std::string_view name, std::span<const std::string> candidates);

}  // namespace swapbench
