// SPDX-License-Identifier: Apache-2.0
/// Reading a page back: as a list of tags, and cell by cell.
#pragma once

#include <regex>
#include <string>
#include <vector>

#include "browser.h"

namespace swapbench {

/// "" where every tag is closed in order, else the first that is not.
inline std::string FirstUnbalancedTag(const std::string& html) {
  static const std::regex kTag("<(/?)([a-zA-Z0-9]+)[^<>]*?(/?)>");
  std::vector<std::string> open;
  for (std::sregex_iterator at(html.begin(), html.end(), kTag), end; at != end; ++at) {
    const bool closes = (*at)[1].length() > 0, empty = (*at)[3].length() > 0;
    if (empty) continue;
    if (!closes) open.push_back((*at)[2]);
    else if (open.empty() || open.back() != (*at)[2]) return at->str();
    else open.pop_back();
  }
  return open.empty() ? "" : open.back();
}

struct PageCell {
  std::string value, interval;                  // as printed
  std::string data_value, data_low, data_high;  // as attributes
};

/// The numeric cells of the table with this id, row by row as on the page.
inline std::vector<PageCell> NumericCells(const std::string& html, const std::string& table) {
  const size_t begin = html.find("id=\"table_" + table + "\"");
  if (begin == std::string::npos) return {};
  const std::string text = html.substr(begin, html.find("</table>", begin) - begin);
  static const std::regex kCell(
      "<td class=\"number\" data-value=\"([^\"]*)\"(?: data-low=\"([^\"]*)\" "
      "data-high=\"([^\"]*)\")?><span class=\"value\">([^<]*)</span>(?: <span "
      "class=\"interval\">\\(([^)]*)\\)</span>)?");
  std::vector<PageCell> cells;
  for (std::sregex_iterator at(text.begin(), text.end(), kCell), end; at != end; ++at)
    cells.push_back({(*at)[4], (*at)[5], (*at)[1], (*at)[2], (*at)[3]});
  return cells;
}

}  // namespace swapbench
