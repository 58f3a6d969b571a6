// SPDX-License-Identifier: Apache-2.0
// A folder of images or videos, described by a CSV index or by path templates.
#include "data/listed.h"

namespace swapbench {

void Register_layout(DatasetRegistry& registry) {
  registry.Add<LayoutOptions>(
      "layout", "A folder of images or videos, described by a CSV index or by path templates",
      [](const LayoutOptions& options, const DatasetContext& context) {
        return OpenListed(ListImages(options, context), context, options.twins);
      });
}

}  // namespace swapbench
