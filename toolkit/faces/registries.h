// SPDX-License-Identifier: Apache-2.0
/// The two kinds of plug-ins of this folder; each word of its PLUGINS adds itself to one of them.
#pragma once

#include "faces/alignment.h"
#include "faces/locate.h"

namespace swapbench {

struct FaceRegistries {
  LocatorRegistry locators{"locator"};
  AlignmentRegistry alignments{"alignment"};
};

}  // namespace swapbench
