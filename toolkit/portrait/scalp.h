// SPDX-License-Identifier: Apache-2.0
/// The colour of hair, and the roots that shine through: cropped and shaved hair are nothing else.
#pragma once

#include "portrait/identity.h"
#include "portrait/material.h"

namespace swapbench::portrait {

class Scalp {
 public:
  Scalp(const Identity& identity, const Noise& noise) : identity_(identity), noise_(noise) {}

  /// Share of the skin that hair covers, 0..1.
  float Coverage(const Fragment& fragment) const;

  /// Lays hair over what is painted already.
  void Paint(const Fragment& fragment, const Rotation& head, float coverage,
             Material& material) const;

 private:
  float Shaved(float edge, float y) const;
  Colour Strands(float pattern, float lump, float fine) const;

  Identity identity_;
  const Noise& noise_;
};

}  // namespace swapbench::portrait
