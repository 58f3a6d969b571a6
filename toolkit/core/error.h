// SPDX-License-Identifier: Apache-2.0
/// The one exception of the toolkit, and the guard that raises it.
#pragma once

#include <sstream>
#include <stdexcept>
#include <string>

namespace swapbench {

/// Bad input, a bad environment or a broken invariant. The message is one sentence for a person:
/// what is wrong, where (file, record, key) and what to do. `cli/main.cc` prints it and exits
/// with 2.
class Error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Raised where work noticed SIGTERM or Ctrl-C; what was published stays. `cli/main.cc` exits
/// with 75.
class Interrupted : public Error {
 public:
  using Error::Error;
};

/// The arguments, streamed one after the other into a string.
template <class... Parts>
std::string Concat(const Parts&... parts) {
  std::ostringstream text;
  (text << ... << parts);
  return text.str();
}

template <class... Parts>
[[noreturn]] void Fail(const Parts&... parts) {
  throw Error(Concat(parts...));
}

/// Throws Error with the concatenated parts unless `ok`.
template <class... Parts>
void Check(bool ok, const Parts&... parts) {
  if (!ok) Fail(parts...);
}

}  // namespace swapbench
