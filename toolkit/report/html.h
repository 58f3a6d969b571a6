// SPDX-License-Identifier: Apache-2.0
/// The page: one file, no request. Without its scripts and styles it is well-formed XML.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "report/sections.h"
#include "report/verdict.h"

namespace swapbench::report {

/// For text and for attributes in double quotes; control characters become blanks, bytes that are
/// not UTF-8 U+FFFD.
std::string EscapeHtml(std::string_view text);

/// JSON that may stand inside a script element.
std::string ScriptSafe(std::string json);

/// What every page is wrapped in; `main` and `scripts` are HTML, either may be empty.
std::string DocumentHtml(const std::string& title, const std::string& main,
                         const std::string& scripts);

/// "<p>...</p>" with a line's end, the text escaped.
std::string Paragraph(const std::string& text, const std::string& of_class = "");

std::string PageHtml(const std::string& title, const Conclusions& conclusions,
                     const std::vector<Section>& sections);

}  // namespace swapbench::report
