// SPDX-License-Identifier: Apache-2.0
/// Files that the build puts into the binary: the chart libraries, the page's style and script.
#pragma once

#include <string>
#include <string_view>

namespace swapbench::report {

std::string_view PageCss();
std::string_view PageJs();

/// vega, vega-lite and vega-embed in the order in which they must be loaded, each with its version
/// and licence above it and without its reference to a source map.
std::string ChartLibraries();

}  // namespace swapbench::report
