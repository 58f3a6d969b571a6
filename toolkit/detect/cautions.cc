// SPDX-License-Identifier: Apache-2.0
#include "detect/cautions.h"

#include <algorithm>
#include <cmath>

#include "core/error.h"

namespace swapbench {
namespace {

constexpr double kMuchLarger = 2;    // than the largest that was tested: most pixels are lost
constexpr double kMostOutside = .1;  // of the crop's area
constexpr double kSameQuality = 3;   // programs do not agree on it to the last number

std::string Rounded(double value) { return std::to_string(std::lround(value)); }

std::string RangeText(const Span& span) {
  const std::string low = Rounded(span.low), high = Rounded(span.high);
  return low == high ? low : low + " to " + high;
}

double MedianOf(const FaceEvidence& face, double Sight::*value) {
  std::vector<double> values;
  for (const Sight& sight : face.sights) values.push_back(sight.*value);
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::ranges::nth_element(values, middle);
  return *middle;
}

}  // namespace

std::vector<std::string> FileCautions(const FileEvidence& file, const TestedOn& tested,
                                      bool searched) {
  std::vector<std::string> cautions;
  if (file.jpeg_quality && tested.quality) {
    const int quality = *file.jpeg_quality;
    const bool harder = quality < tested.quality->low - kSameQuality;
    if (harder || quality > tested.quality->high + kSameQuality)
      cautions.push_back(Concat("This JPEG is compressed ", harder ? "harder" : "less",
                                " (quality about ", quality,
                                ") than the pictures that the model was tested on (",
                                RangeText(*tested.quality), "): its error rates need not hold."));
  }
  const int side = std::min(file.size.width, file.size.height);
  if (!searched && tested.side && side < tested.side->low)
    cautions.push_back(Concat("This picture is small: ", side,
                              " pixels on its shorter side, where the model was tested on ",
                              RangeText(*tested.side), "."));
  return cautions;
}

std::vector<std::string> FaceCautions(const FaceEvidence& face, const TestedOn& tested) {
  std::vector<std::string> cautions;
  const double eyes = MedianOf(face, &Sight::eyes), outside = MedianOf(face, &Sight::outside);
  if (tested.eyes && eyes < tested.eyes->low)
    cautions.push_back(Concat("The face is small: ", Rounded(eyes),
                              " pixels from eye to eye, where the model was tested on ",
                              RangeText(*tested.eyes), "."));
  if (tested.eyes && eyes > kMuchLarger * tested.eyes->high)
    cautions.push_back(Concat("The face is large and was shrunk: ", Rounded(eyes),
                              " pixels from eye to eye, where the model was tested on ",
                              RangeText(*tested.eyes), "."));
  if (outside > kMostOutside)
    cautions.push_back(Concat("Of what the detector saw, ", Rounded(100 * outside),
                              " % lies beyond the picture and was black."));
  return cautions;
}

}  // namespace swapbench
