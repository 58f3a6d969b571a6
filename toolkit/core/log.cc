// SPDX-License-Identifier: Apache-2.0
#include "core/log.h"

#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

namespace swapbench::log {
namespace {

spdlog::logger& Logger() {
  static const auto logger = [] {
    auto made = spdlog::stderr_color_mt("swapbench");
    made->set_pattern("%^%l%$: %v");
    return made;
  }();
  return *logger;
}

}  // namespace

void Info(std::string_view message) { Logger().info("{}", message); }
void Warn(std::string_view message) { Logger().warn("{}", message); }
void SetQuiet(bool quiet) { Logger().set_level(quiet ? spdlog::level::warn : spdlog::level::info); }
bool IsQuiet() { return Logger().level() > spdlog::level::info; }

}  // namespace swapbench::log
