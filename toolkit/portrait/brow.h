// SPDX-License-Identifier: Apache-2.0
/// Eyebrows: a curved band of slanting hairs.
#pragma once

#include "portrait/identity.h"
#include "portrait/noise.h"

namespace swapbench::portrait {

class Brows {
 public:
  Brows(const Identity& identity, const Noise& noise) : identity_(identity), noise_(noise) {}

  /// Middle of the band; t = 0 at the inner end, 1 at the outer. x >= 0.
  Vec2 Centre(float t) const;
  float Thickness(float t) const { return Thickness(All(t))[0]; }

  /// Share of the skin that hair covers, 0..1.
  Four Coverage(const FourVecs& canonical) const;

 private:
  Four Height(Four t) const;
  Four Thickness(Four t) const;

  Identity identity_;
  const Noise& noise_;
};

}  // namespace swapbench::portrait
