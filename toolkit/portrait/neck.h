// SPDX-License-Identifier: Apache-2.0
/// Neck, shoulders and the shirt's collar.
#pragma once

#include "portrait/mesh.h"

namespace swapbench::portrait {

/// Adds posed vertices: the neck follows the head, the shoulders hardly do.
void AddNeck(Mesh& mesh, const Identity& identity, const Pose& pose);

/// How much of the head's turn a height takes part in.
float ShareOfTurn(float y);

/// Height of the collar at four places of the neck, head coordinates; cloth lies below.
Four CollarHeight(const FourVecs& canonical);

}  // namespace swapbench::portrait
