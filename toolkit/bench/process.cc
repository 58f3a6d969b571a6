// SPDX-License-Identifier: Apache-2.0
#include "bench/process.h"

#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstring>
#include <thread>

#include "core/error.h"
#include "core/interrupt.h"
#include "core/text.h"

namespace swapbench {
namespace {

/// Everything that exec needs, made before fork: after it no memory may be allocated.
class Prepared {
 public:
  Prepared(const std::filesystem::path& program, const ProcessOptions& options)
      : texts_{program.string()}, variables_(Environment(options)) {
    texts_.insert(texts_.end(), options.arguments.begin(), options.arguments.end());
    for (std::string& text : texts_) arguments.push_back(text.data());
    for (std::string& text : variables_) environment.push_back(text.data());
    arguments.push_back(nullptr);
    environment.push_back(nullptr);
    cpus = Cpus(options.cpus);
  }
  Prepared(const Prepared&) = delete;
  Prepared& operator=(const Prepared&) = delete;

  std::vector<char*> arguments, environment;
  ::cpu_set_t cpus;

 private:
  static std::vector<std::string> Environment(const ProcessOptions& options) {
    std::vector<std::string> variables;
    for (char** entry = environ; *entry != nullptr; ++entry) {
      const std::string text = *entry;
      if (!options.environment.contains(text.substr(0, text.find('=')))) variables.push_back(text);
    }
    for (const auto& [name, value] : options.environment) variables.push_back(name + "=" + value);
    return variables;
  }
  /// The last ones: interrupts tend to land on the first.
  static ::cpu_set_t Cpus(int wanted) {
    ::cpu_set_t usable, chosen;
    CPU_ZERO(&usable);
    CPU_ZERO(&chosen);
    ::sched_getaffinity(0, sizeof usable, &usable);
    for (int cpu = CPU_SETSIZE - 1; cpu >= 0 && CPU_COUNT(&chosen) < wanted; --cpu)
      if (CPU_ISSET(cpu, &usable)) CPU_SET(cpu, &chosen);
    return wanted > 0 ? chosen : usable;
  }

  std::vector<std::string> texts_, variables_;
};

[[noreturn]] void BecomeProgram(const Prepared& prepared, int output) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  ::sched_setaffinity(0, sizeof prepared.cpus, &prepared.cpus);
  ::dup2(output, STDOUT_FILENO);
  ::dup2(output, STDERR_FILENO);
  ::execve(prepared.arguments[0], prepared.arguments.data(), prepared.environment.data());
  ::_exit(127);
}

std::string Clause(int status) {
  if (WIFSIGNALED(status))
    return Concat("killed by signal ", WTERMSIG(status), " (", ::strsignal(WTERMSIG(status)), ")");
  if (WEXITSTATUS(status) == 0) return "";
  return Concat("exited with ", WEXITSTATUS(status));
}

int Kill(::pid_t process) {
  int status = 0;
  ::kill(process, SIGKILL);
  ::waitpid(process, &status, 0);
  return status;
}

std::string Await(::pid_t process, double timeout) {
  using Clock = std::chrono::steady_clock;
  const auto end = Clock::now() + std::chrono::duration<double>(timeout);
  int status = 0;
  while (::waitpid(process, &status, WNOHANG) == 0) {
    if (StopRequested()) {
      Kill(process);
      ThrowIfStopped();
    }
    if (Clock::now() > end) {
      Kill(process);
      return Concat("gave no answer in ", ToText(timeout), " s");
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return Clause(status);
}

}  // namespace

std::string RunProcess(const std::filesystem::path& program, const ProcessOptions& options) {
  const Prepared prepared(program, options);
  const int output =
      ::open(options.error_file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  Check(output >= 0, "Cannot write ", options.error_file.string(), ": ", std::strerror(errno), ".");
  const ::pid_t process = ::fork();
  if (process == 0) BecomeProgram(prepared, output);
  ::close(output);
  Check(process > 0, "Cannot start a process: ", std::strerror(errno), ".");
  return Await(process, options.timeout);
}

}  // namespace swapbench
