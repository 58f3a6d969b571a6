// SPDX-License-Identifier: Apache-2.0
// A folder of images or videos, described by an index or by path templates.
#include "data/listing.h"

namespace swapbench {

void Register_layout(DatasetRegistry& registry) {
  registry.Add<LayoutOptions>(
      "layout", "A folder of images or videos, described by an index or by path templates",
      [](const LayoutOptions& options, const DatasetContext& context) {
        return OpenListing(ListFolder(options, context), options.listing, context);
      });
}

}  // namespace swapbench
