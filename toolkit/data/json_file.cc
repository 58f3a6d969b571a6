// SPDX-License-Identifier: Apache-2.0
#include "data/json_file.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/error.h"
#include "core/file.h"

namespace swapbench {

nlohmann::json ReadJsonFile(const std::filesystem::path& path) {
  const std::string text = ReadFile(path);
  try {
    return nlohmann::json::parse(text);
  } catch (const nlohmann::json::parse_error& error) {
    const auto end = text.begin() + static_cast<ptrdiff_t>(std::min(error.byte, text.size()));
    Fail(path.string(), ":", 1 + std::count(text.begin(), end, '\n'),
         ": this is no JSON: the file is damaged or cut off here; fetch it again.");
  } catch (const nlohmann::json::exception&) {
    Fail(path.string(), " holds a number that is too large for any use; repair it.");
  }
}

}  // namespace swapbench
