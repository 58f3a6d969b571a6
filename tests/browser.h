// SPDX-License-Identifier: Apache-2.0
/// A page in headless Chromium: its document once the scripts have run, its console, its requests.
#pragma once

#include <sys/wait.h>

#include <cstdlib>

#include "core/file.h"
#include "support.h"

namespace swapbench {

inline constexpr const char* kChromium = "/usr/bin/chromium";

struct BrowserRun {
  std::string dom, log, requests;
};

inline bool HasBrowser() { return std::filesystem::exists(kChromium); }

inline BrowserRun Open(const TemporaryFolder& folder, const std::filesystem::path& page) {
  const std::string at = folder.path().string();
  const std::string command =
      "timeout 60 " + std::string(kChromium) +
      " --headless --no-sandbox --disable-gpu --disable-quic --no-first-run "
      "--disable-background-networking --disable-component-update --disable-sync "
      "--enable-logging=stderr --v=0 --virtual-time-budget=8000 --user-data-dir=" +
      at + "/profile --log-net-log=" + at + "/net.json --dump-dom file://" + page.string() + " > " +
      at + "/dom.html 2> " + at + "/log.txt";
  const int status = std::system(command.c_str());
  EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << ReadFile(folder / "log.txt");
  return {ReadFile(folder / "dom.html"), ReadFile(folder / "log.txt"),
          ReadFile(folder / "net.json")};
}

inline size_t CountOf(const std::string& text, const std::string& part) {
  size_t count = 0;
  for (size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

/// What a reader sees.
inline std::string WithoutScripts(std::string html) {
  for (const std::string tag : {"script", "style"})
    for (size_t begin = html.find("<" + tag); begin != std::string::npos;
         begin = html.find("<" + tag, begin)) {
      const size_t end = html.find("</" + tag + ">", begin);
      html.erase(begin, end - begin + tag.size() + 3);
    }
  return html;
}

/// In the net log a page from a file has the origin "null"; the browser's own requests have none.
inline size_t RequestsOfThePage(const BrowserRun& run) {
  EXPECT_GT(CountOf(run.requests, "\"events\""), 0u) << "there is no net log";
  return CountOf(run.requests, "\"initiator\":\"null\"");
}

}  // namespace swapbench
