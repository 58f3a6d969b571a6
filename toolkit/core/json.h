// SPDX-License-Identifier: Apache-2.0
/// Writing small JSON objects without the cost of a JSON header. Reading is done by nlohmann-json
/// in .cc files.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace swapbench {

/// Keys appear in the order of the calls; numbers as the shortest text that reads back the same,
/// NaN and infinities as null. The text depends on nothing but the values.
class JsonObject {
 public:
  JsonObject& Set(std::string_view key, std::string_view text);
  JsonObject& Set(std::string_view key, const char* text) {
    return Set(key, std::string_view(text));
  }
  JsonObject& Set(std::string_view key, double number);
  JsonObject& Set(std::string_view key, long long number);
  JsonObject& Set(std::string_view key, int number) {
    return Set(key, static_cast<long long>(number));
  }
  JsonObject& Set(std::string_view key, size_t number) {
    return Set(key, static_cast<long long>(number));
  }
  JsonObject& Set(std::string_view key, bool value);
  JsonObject& Set(std::string_view key, const JsonObject& object);
  JsonObject& Set(std::string_view key, const std::vector<double>& numbers);
  JsonObject& Set(std::string_view key, const std::vector<std::string>& texts);
  JsonObject& SetRaw(std::string_view key, std::string_view json);  // `json` is already JSON

  bool empty() const { return body_.empty(); }
  std::string ToString() const { return "{" + body_ + "}"; }

 private:
  std::string body_;
};

/// The text as a JSON string, quotes included; bytes that are not UTF-8 become U+FFFD.
std::string JsonQuoted(std::string_view text);

}  // namespace swapbench
