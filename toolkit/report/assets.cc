// SPDX-License-Identifier: Apache-2.0
#include "report/assets.h"

#define SWAPBENCH_ASSET(name) extern "C" const char swapbench_##name[], swapbench_##name##_end[]
SWAPBENCH_ASSET(page_css);
SWAPBENCH_ASSET(page_js);
SWAPBENCH_ASSET(vega);
SWAPBENCH_ASSET(vega_lite);
SWAPBENCH_ASSET(vega_embed);
SWAPBENCH_ASSET(vega_licence);
SWAPBENCH_ASSET(vega_lite_licence);
SWAPBENCH_ASSET(vega_embed_licence);
#undef SWAPBENCH_ASSET

namespace swapbench::report {
namespace {

std::string_view Between(const char* begin, const char* end) {
  return {begin, static_cast<size_t>(end - begin)};
}

std::string Library(const std::string& name, std::string_view licence, std::string_view code) {
  const size_t source_map = code.rfind("//# sourceMappingURL=");
  return "/* " + name + "\n" + std::string(licence) + "*/\n" +
         std::string(code.substr(0, source_map)) + "\n";
}

}  // namespace

std::string_view PageCss() { return Between(swapbench_page_css, swapbench_page_css_end); }
std::string_view PageJs() { return Between(swapbench_page_js, swapbench_page_js_end); }

std::string ChartLibraries() {
  return Library("vega", Between(swapbench_vega_licence, swapbench_vega_licence_end),
                 Between(swapbench_vega, swapbench_vega_end)) +
         Library("vega-lite", Between(swapbench_vega_lite_licence, swapbench_vega_lite_licence_end),
                 Between(swapbench_vega_lite, swapbench_vega_lite_end)) +
         Library("vega-embed",
                 Between(swapbench_vega_embed_licence, swapbench_vega_embed_licence_end),
                 Between(swapbench_vega_embed, swapbench_vega_embed_end));
}

}  // namespace swapbench::report
