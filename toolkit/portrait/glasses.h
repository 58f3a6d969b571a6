// SPDX-License-Identifier: Apache-2.0
/// Spectacles: two rims, a bridge and two temples.
#pragma once

#include "portrait/mesh.h"

namespace swapbench::portrait {

void AddGlasses(Mesh& mesh, const HeadSurface& surface, const Rotation& head);

}  // namespace swapbench::portrait
