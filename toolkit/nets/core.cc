// SPDX-License-Identifier: Apache-2.0
/// CORE (Ni et al. 2022, Consistent Representation Learning for Face Forgery Detection): Xception,
/// trained so that two changed views of a picture are described alike.
#include "nets/xception.h"

namespace swapbench {
namespace {

class Core : public XceptionNetwork {
 public:
  explicit Core(const XceptionOptions& options)
      : XceptionNetwork(options),
        backbone_(
            register_module("backbone", XceptionBackbone(3, options.classes, options.scale))) {}

  Outputs Show(const torch::Tensor& x) override { return Answered(*backbone_, backbone_->Maps(x)); }
  Spec objective() const override { return {"consistency", {}}; }

 private:
  XceptionBackbone backbone_;
};

}  // namespace

void Register_core(NetworkRegistry& registry) {
  registry.Add<XceptionOptions>(
      "core", "Xception that describes two views of a picture alike, Ni et al. 2022",
      [](const XceptionOptions& options) { return std::make_unique<Core>(options); });
}

}  // namespace swapbench
