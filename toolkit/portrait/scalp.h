// SPDX-License-Identifier: Apache-2.0
/// The colour of hair, and the roots that shine through: cropped and shaved hair are nothing else.
#pragma once

#include "portrait/identity.h"
#include "portrait/material.h"

namespace swapbench::portrait {

class Scalp {
 public:
  Scalp(const Identity& identity, const Noise& noise) : identity_(identity), noise_(noise) {}

  /// Share of the head that hair covers, 0..1.
  Four Coverage(const FourFragments& fragments) const;

  /// Lays hair over what is painted already, where it covers anything.
  void Paint(const FourFragments& fragments, const Rotation& head, Four coverage,
             FourSurfaces& surfaces) const;

 private:
  Four Roots(const FourFragments& fragments) const;
  Four Shaved(Four edge, Four y) const;
  FourVecs Strands(Four pattern, Four lump, Four fine) const;

  Identity identity_;
  const Noise& noise_;
};

}  // namespace swapbench::portrait
