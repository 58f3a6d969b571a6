// SPDX-License-Identifier: Apache-2.0
// Each cue changes what it says and leaves the rest.
#include <algorithm>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <opencv2/imgproc.hpp>
#include <set>

#include "image/pictures.h"
#include "support.h"
#include "synth/drawn_people.h"
#include "synth/swap.h"

namespace swapbench {
namespace {

constexpr int kSide = 128;

struct Made {
  cv::Mat real, fake, full;  // full: 255 where the region is replaced outright
  nlohmann::json drawn;
};

Made Make(const std::string& kind, uint64_t draw = 0, int side = kSide) {
  const Face face = DrawnFace(1, 100, side);
  const auto swapped =
      SwapMethods().Make(Spec::Parse("cue:kind=" + kind))->Swap(face, face, Rng(5, "test", draw));
  return {face.image, swapped->image, swapped->mask == 255,
          nlohmann::json::parse(swapped->parameters.ToString())};
}

double MeanShift(const Made& made) {
  const cv::Scalar fake = cv::mean(made.fake, made.full), real = cv::mean(made.real, made.full);
  double largest = 0;
  for (int c = 0; c < 3; ++c) largest = std::max(largest, std::abs(fake[c] - real[c]));
  return largest;
}

/// Mean size of the Laplacian, fake over real: how much fine detail there is.
double Detail(const Made& made) {
  const auto detail = [&](const cv::Mat& image) {
    cv::Mat laplacian, size;
    cv::Laplacian(image, laplacian, CV_32F);
    cv::absdiff(laplacian, cv::Scalar::all(0), size);
    return cv::mean(size, made.full)[0];
  };
  return detail(made.fake) / detail(made.real);
}

TEST(Cue, ColorMovesTheMeanAndKeepsTheDetail) {
  for (uint64_t draw = 0; draw < 5; ++draw) {
    const Made made = Make("color", draw);
    EXPECT_GE(MeanShift(made), 9.5);
    EXPECT_NEAR(Detail(made), 1, .1);  // but for clamped pixels
  }
}

TEST(Cue, ResamplingTakesDetailAndKeepsTheMean) {
  for (uint64_t draw = 0; draw < 5; ++draw) {
    const Made made = Make("resampling", draw);
    EXPECT_LT(MeanShift(made), 1);
    EXPECT_LT(Detail(made), .7);
  }
}

TEST(Cue, NoiseAddsDetailAndKeepsTheMean) {
  for (uint64_t draw = 0; draw < 5; ++draw) {
    const Made made = Make("noise", draw);
    EXPECT_LT(MeanShift(made), 1);
    EXPECT_GT(Detail(made), 1.01);
    cv::Mat difference;
    cv::subtract(made.fake, made.real, difference, made.full, CV_32F);
    cv::Scalar mean, deviation;
    cv::meanStdDev(difference, mean, deviation, made.full);
    EXPECT_NEAR(deviation[0], made.drawn.at("noise_deviation").get<double>(), .35);
  }
}

TEST(Cue, JpegGridBeginsWhereItSays) {
  const Made made = Make("jpeg_grid");
  EXPECT_GE(made.drawn.at("grid_x"), 1);
  EXPECT_LE(made.drawn.at("grid_x"), 7);
  EXPECT_LT(MeanShift(made), 2);
  EXPECT_FALSE(SamePixels(made.fake, made.real));
}

TEST(Cue, GeometryMovesWholePixels) {
  const Made made = Make("geometry");
  const int dx = made.drawn.at("shift_x"), dy = made.drawn.at("shift_y");
  int compared = 0;
  for (int y = 4; y < kSide - 4; ++y)
    for (int x = 4; x < kSide - 4; ++x)
      if (made.full.at<uchar>(y, x) != 0) {
        ASSERT_EQ(made.fake.at<cv::Vec3b>(y, x), made.real.at<cv::Vec3b>(y - dy, x - dx));
        ++compared;
      }
  EXPECT_GT(compared, 200);
}

/// Amplitude of the highest frequency across, of what a 3x3 mean takes away within the region.
double HighestFrequency(const cv::Mat& image, const cv::Mat& full) {
  cv::Mat smooth, residual;
  cv::blur(image, smooth, {3, 3});
  cv::subtract(image, smooth, residual, {}, CV_32F);
  double sum = 0;
  for (int y = 0; y < image.rows; ++y)
    for (int x = 0; x < image.cols; ++x)
      if (full.at<uchar>(y, x) != 0) sum += (x % 2 == 0 ? 1 : -1) * residual.at<cv::Vec3f>(y, x)[1];
  return std::abs(sum) / cv::countNonZero(full);
}

TEST(Cue, DecoderAloneRepeatsTheSpectrumAtItsEnd) {
  constexpr int kDraws = 10;
  std::map<std::string, double> amplitude;  // mean over the draws
  for (const std::string kind :
       {"decoder", "color", "resampling", "noise", "jpeg_grid", "geometry"})
    for (uint64_t draw = 0; draw < kDraws; ++draw) {
      const Made made = Make(kind, draw, 256);
      amplitude[kind] += HighestFrequency(made.fake, made.full) / kDraws;
      amplitude["real"] += HighestFrequency(made.real, made.full) / kDraws / 6;
    }
  // At least .01 / 3^.5, at stride 4, of a green of 143, and 4/3 of it where the mean is taken
  // away.
  EXPECT_GT(amplitude.at("decoder"), 1.1);
  for (const auto& [kind, size] : amplitude)
    if (kind != "decoder") {
      EXPECT_LT(size, .25 * amplitude.at("decoder")) << kind;
    }
}

TEST(Cue, DecoderKeepsTheMeanOfEveryCellOfItsGrid) {
  std::set<int> strides;
  for (uint64_t draw = 0; draw < 10; ++draw) {
    const Made made = Make("decoder", draw);
    EXPECT_LT(MeanShift(made), .3);
    const int stride = made.drawn.at("stride");
    strides.insert(stride);
    int cells = 0;
    for (int y = made.drawn.at("grid_y"); y + stride <= kSide; y += stride)
      for (int x = made.drawn.at("grid_x"); x + stride <= kSide; x += stride) {
        const cv::Rect cell(x, y, stride, stride);
        if (cv::countNonZero(made.full(cell)) < stride * stride) continue;
        ++cells;
        const cv::Scalar fake = cv::mean(made.fake(cell)), real = cv::mean(made.real(cell));
        // Half a grey value of rounding, and what the face itself changes within a cell.
        for (int c = 0; c < 3; ++c) EXPECT_NEAR(fake[c], real[c], 2) << draw;
      }
    EXPECT_GT(cells, 20);
  }
  EXPECT_EQ(strides, (std::set<int>{2, 4}));
}

TEST(Cue, BoundaryLeavesInsideAndOutsideAlone) {
  const Face face = DrawnFace(1, 100, kSide);
  const auto plain =
      SwapMethods().Make(Spec::Parse("cue:kind=noise"))->Swap(face, face, Rng(5, "test"));
  const auto rim =
      SwapMethods().Make(Spec::Parse("cue:kind=boundary"))->Swap(face, face, Rng(5, "test"));
  ASSERT_TRUE(plain && rim);
  EXPECT_GT(cv::countNonZero(rim->mask), 100);
  EXPECT_EQ(cv::countNonZero((plain->mask == 255) & (rim->mask != 0)), 0);
  EXPECT_EQ(cv::countNonZero((plain->mask == 0) & (rim->mask != 0)), 0);
}

TEST(Cue, KindsShareTheirRegion) {
  const Made one = Make("color"), other = Make("noise");
  EXPECT_EQ(one.drawn.at("soften"), other.drawn.at("soften"));
  EXPECT_TRUE(SamePixels(one.full, other.full));
}

}  // namespace
}  // namespace swapbench
