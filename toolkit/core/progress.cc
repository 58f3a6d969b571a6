// SPDX-License-Identifier: Apache-2.0
#include "core/progress.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>

#include "core/log.h"

namespace swapbench {
namespace {

using Clock = std::chrono::steady_clock;

double Seconds(Clock::duration time) { return std::chrono::duration<double>(time).count(); }

std::string Duration(double seconds) {
  const auto whole = static_cast<long>(seconds + .5);
  if (whole < 60) return fmt::format("{} s", whole);
  if (whole < 3600) return fmt::format("{} min {:02} s", whole / 60, whole % 60);
  return fmt::format("{} h {:02} min", whole / 3600, whole / 60 % 60);
}

}  // namespace

Progress::Progress(std::string what, std::string unit, size_t total)
    : what_(std::move(what)),
      unit_(std::move(unit)),
      total_(total),
      terminal_(isatty(STDERR_FILENO) != 0),
      start_(Clock::now()),
      shown_(start_) {}

Progress::~Progress() {
  const std::lock_guard lock(mutex_);
  Show(true);
}

void Progress::Advance(size_t count) {
  done_ += count;
  const std::unique_lock lock(mutex_, std::try_to_lock);
  if (!lock || Seconds(Clock::now() - shown_) < (terminal_ ? .1 : 10)) return;
  Show(false);
}

void Progress::SetNote(std::string note) {
  const std::lock_guard lock(mutex_);
  note_ = std::move(note);
}

void Progress::Show(bool last) {
  shown_ = Clock::now();
  if (log::IsQuiet()) return;
  const double elapsed = Seconds(shown_ - start_);
  const size_t done = done_;
  const double rate = elapsed > 0 ? static_cast<double>(done) / elapsed : 0;
  std::string line = fmt::format("{} {}/{} {}, {:.1f}/s", what_, done, total_, unit_, rate);
  if (last) line += fmt::format(", took {}", Duration(elapsed));
  else if (rate > 0 && done < total_)
    line += fmt::format(", {} left", Duration(static_cast<double>(total_ - done) / rate));
  if (!note_.empty()) line += ", " + note_;
  if (terminal_) fmt::print(stderr, "\r\033[K{}{}", line, last ? "\n" : "");
  else fmt::print(stderr, "{}\n", line);
  std::fflush(stderr);
}

}  // namespace swapbench
