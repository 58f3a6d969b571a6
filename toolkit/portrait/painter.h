// SPDX-License-Identifier: Apache-2.0
/// Brings the organs together: what each visible point is, and its colour.
#pragma once

#include "portrait/beard.h"
#include "portrait/brow.h"
#include "portrait/eye.h"
#include "portrait/mouth.h"
#include "portrait/scalp.h"
#include "portrait/skin.h"

namespace swapbench::portrait {

class Painter {
 public:
  /// `image` decides what does not belong to the person: the shirt.
  Painter(const Identity& identity, const Expression& expression, const Deformation& deformation,
          const Noise& noise, const Rotation& head, const Rng& person, Rng image);

  FourSurfaces Paint(const FourFragments& fragments) const;

  const Eyes& eyes() const { return eyes_; }
  const Brows& brows() const { return brows_; }
  const Mouth& mouth() const { return mouth_; }

 private:
  void PaintSkin(const FourFragments& fragments, FourInts lanes, FourSurfaces& surfaces) const;
  void PaintFace(const FourFragments& fragments, FourInts lanes, Four lip,
                 FourSurfaces& surfaces) const;
  void PaintLips(const FourVecs& at, FourInts lanes, Four lip, FourSurfaces& surfaces) const;
  void PaintBrows(const FourVecs& at, FourInts lanes, FourSurfaces& surfaces) const;
  void PaintNeck(const FourFragments& fragments, FourInts lanes, FourSurfaces& surfaces) const;
  void PaintFrame(FourInts lanes, FourSurfaces& surfaces) const;
  void PaintCloth(const FourFragments& fragments, FourInts lanes, FourSurfaces& surfaces) const;

  Identity identity_;
  const Noise& noise_;
  Rotation head_;
  Eyes eyes_;
  Brows brows_;
  Mouth mouth_;
  Skin skin_;
  Whiskers whiskers_;
  Scalp scalp_;
  Colour cloth_;
};

}  // namespace swapbench::portrait
