// SPDX-License-Identifier: Apache-2.0
#include "report/evidence_drawings.h"

#include <algorithm>
#include <cmath>

#include "core/error.h"
#include "report/format.h"
#include "report/html.h"

namespace swapbench::report {
namespace {

std::string At(double value) { return Fixed(value, 1); }

std::string Line(double x1, double y1, double x2, double y2, const char* style) {
  return Concat("<line x1=\"", At(x1), "\" y1=\"", At(y1), "\" x2=\"", At(x2), "\" y2=\"", At(y2),
                "\" style=\"", style, "\"/>\n");
}

std::string Label(double x, double y, const char* anchor, const std::string& text) {
  return Concat("<text x=\"", At(x), "\" y=\"", At(y), "\" text-anchor=\"", anchor, "\">",
                EscapeHtml(text), "</text>\n");
}

std::string Dot(double x, double y, double radius) {
  return Concat("<circle cx=\"", At(x), "\" cy=\"", At(y), "\" r=\"", At(radius),
                "\" style=\"fill: var(--c2)\"/>\n");
}

std::string Svg(int width, int height, const std::string& label, const std::string& content) {
  return Concat("<svg class=\"scale\" viewBox=\"0 0 ", width, " ", height,
                "\" role=\"img\" aria-label=\"", EscapeHtml(label), "\">\n", content, "</svg>\n");
}

constexpr const char* kAxis = "stroke: var(--ink-soft); stroke-width: 1";
constexpr const char* kGrid = "stroke: var(--line); stroke-width: 1";
constexpr const char* kThreshold = "stroke: var(--ink); stroke-width: 1.5; stroke-dasharray: 4 3";
constexpr const char* kBand = "stroke: var(--faint); stroke-width: 12; stroke-linecap: round";
constexpr const char* kCurve = "fill: none; stroke: var(--c2); stroke-width: 1.5";

/// What is drawn of a sight: NaN where it has no score.
double HeightOf(const Claims& claims, const Sight& sight) {
  if (sight.verdict.outcome != Outcome::kScored) return std::nan("");
  const double score = sight.verdict.score;
  return claims.temperature ? ProbabilityOf(claims, score) : score;
}

/// The plot's frame in the drawing, and the values at its edges.
struct Frame {
  double left = 46, right = 630, top = 10, bottom = 128;
  double from = 0, to = 1, begin = 0, end = 1;

  double X(double seconds) const {
    return left + (right - left) * (end > begin ? (seconds - begin) / (end - begin) : .5);
  }
  double Y(double value) const {
    return bottom - (bottom - top) * (to > from ? (value - from) / (to - from) : .5);
  }
};

Frame FrameOf(const Claims& claims, const FaceEvidence& face) {
  Frame frame;
  frame.begin = face.sights.front().seconds;
  frame.end = face.sights.back().seconds;
  if (claims.temperature) return frame;
  frame.from = std::isnan(claims.threshold) ? face.score : std::min(face.score, claims.threshold);
  frame.to = std::isnan(claims.threshold) ? face.score : std::max(face.score, claims.threshold);
  for (const Sight& sight : face.sights) {
    const double height = HeightOf(claims, sight);
    if (std::isnan(height)) continue;
    frame.from = std::min(frame.from, height);
    frame.to = std::max(frame.to, height);
  }
  return frame;
}

std::string AxesOf(const Frame& frame, int decimals) {
  std::string svg;
  for (const double share : {0., .5, 1.}) {
    const double value = frame.from + share * (frame.to - frame.from);
    svg += Line(frame.left, frame.Y(value), frame.right, frame.Y(value), share > 0 ? kGrid : kAxis);
    svg += Label(frame.left - 8, frame.Y(value) + 4, "end", Fixed(value, decimals));
  }
  svg += Label(frame.left, frame.bottom + 18, "start", Fixed(frame.begin, 1) + " s");
  return svg + Label(frame.right, frame.bottom + 18, "end", Fixed(frame.end, 1) + " s");
}

std::string CurveOf(const Claims& claims, const FaceEvidence& face, const Frame& frame) {
  std::string path, dots;
  bool drawing = false;
  for (const Sight& sight : face.sights) {
    const double height = HeightOf(claims, sight);
    if (std::isnan(height)) {
      drawing = false;
      continue;
    }
    const double x = frame.X(sight.seconds), y = frame.Y(height);
    path += Concat(drawing ? "L" : "M", At(x), " ", At(y), " ");
    dots += Dot(x, y, 2.5);
    drawing = true;
  }
  return Concat("<path d=\"", path, "\" style=\"", kCurve, "\"/>\n", dots);
}

}  // namespace

std::string ScaleSvg(const Claims& claims, double probability) {
  constexpr double kLeft = 10, kWidth = 620, kMiddle = 26;
  const auto x = [](double value) { return kLeft + kWidth * value; };
  std::string svg;
  if (claims.reliability) {
    const ReliabilityBin& bin = claims.reliability->bins[BinOf(probability)];
    if (bin.reals + bin.fakes > 0) svg += Line(x(bin.low), kMiddle, x(bin.high), kMiddle, kBand);
  }
  svg += Line(x(0), kMiddle, x(1), kMiddle, kAxis);
  for (const double tick : {0., .25, .5, .75, 1.})
    svg += Line(x(tick), kMiddle - 3, x(tick), kMiddle + 3, kAxis);
  if (!std::isnan(claims.threshold)) {
    const double threshold = x(ProbabilityOf(claims, claims.threshold));
    svg += Line(threshold, kMiddle - 14, threshold, kMiddle + 14, kThreshold);
  }
  svg += Dot(x(probability), kMiddle, 6) + Label(x(0), 52, "start", "0 real") +
         Label(x(.5), 52, "middle", "0.5") + Label(x(1), 52, "end", "fake 1");
  return Svg(640, 58, "Probability " + Fixed(probability, 2), svg);
}

std::string TimelineSvg(const Claims& claims, const FaceEvidence& face) {
  const Frame frame = FrameOf(claims, face);
  std::string svg = AxesOf(frame, claims.temperature ? 1 : 2);
  if (!std::isnan(claims.threshold)) {
    const double threshold =
        claims.temperature ? ProbabilityOf(claims, claims.threshold) : claims.threshold;
    svg += Line(frame.left, frame.Y(threshold), frame.right, frame.Y(threshold), kThreshold);
  }
  return Svg(640, 152, "The frames' scores over time", svg + CurveOf(claims, face, frame));
}

}  // namespace swapbench::report
