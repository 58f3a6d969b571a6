// SPDX-License-Identifier: Apache-2.0
#include "core/json.h"

#include <cmath>
#include <nlohmann/json.hpp>

#include "core/text.h"

namespace swapbench {
namespace {

std::string JsonNumber(double number) { return std::isfinite(number) ? ToText(number) : "null"; }

}  // namespace

std::string JsonQuoted(std::string_view text) {
  return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

JsonObject& JsonObject::SetRaw(std::string_view key, std::string_view json) {
  if (!body_.empty()) body_ += ",";
  body_ += JsonQuoted(key) + ":";
  body_ += json;
  return *this;
}

JsonObject& JsonObject::Set(std::string_view key, std::string_view text) {
  return SetRaw(key, JsonQuoted(text));
}
JsonObject& JsonObject::Set(std::string_view key, double number) {
  return SetRaw(key, JsonNumber(number));
}
JsonObject& JsonObject::Set(std::string_view key, long long number) {
  return SetRaw(key, std::to_string(number));
}
JsonObject& JsonObject::Set(std::string_view key, bool value) {
  return SetRaw(key, value ? "true" : "false");
}
JsonObject& JsonObject::Set(std::string_view key, const JsonObject& object) {
  return SetRaw(key, object.ToString());
}

JsonObject& JsonObject::Set(std::string_view key, const std::vector<double>& numbers) {
  std::vector<std::string> items;
  for (const double number : numbers) items.push_back(JsonNumber(number));
  return SetRaw(key, "[" + Join(items, ",") + "]");
}

JsonObject& JsonObject::Set(std::string_view key, const std::vector<std::string>& texts) {
  std::vector<std::string> items;
  for (const std::string& text : texts) items.push_back(JsonQuoted(text));
  return SetRaw(key, "[" + Join(items, ",") + "]");
}

}  // namespace swapbench
