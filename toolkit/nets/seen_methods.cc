// SPDX-License-Identifier: Apache-2.0
#include "nets/seen_methods.h"

#include <nlohmann/json.hpp>

#include "core/error.h"

namespace swapbench {

std::vector<std::string> ReadSeenMethods(const std::string& ledger) {
  try {
    return nlohmann::json::parse(ledger).value(kSeenMethodsKey, std::vector<std::string>());
  } catch (const std::exception& error) {
    Fail("The ledger of the model cannot be read (", error.what(),
         "): train it again, or import its weights anew.");
  }
}

}  // namespace swapbench
