// SPDX-License-Identifier: Apache-2.0
#include "data/sample.h"

#include "core/error.h"

namespace swapbench {

std::string_view ToString(Label label) { return label == Label::kFake ? "fake" : "real"; }

Label ParseLabel(std::string_view text) {
  if (text == "real") return Label::kReal;
  if (text == "fake") return Label::kFake;
  Fail("'", text, "' is no label; write real or fake.");
}

}  // namespace swapbench
