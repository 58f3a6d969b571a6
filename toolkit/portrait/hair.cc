// SPDX-License-Identifier: Apache-2.0
#include "portrait/hair.h"

#include "portrait/neck.h"

namespace swapbench::portrait {
namespace {

constexpr float kNape = -64;
constexpr float kHanging = -4;  // height below which long hair no longer follows the skull
constexpr float kMargin = kLongestFray + 1;

bool IsLong(const Hair& hair) {
  return hair.style == HairStyle::kBob || hair.style == HairStyle::kLong;
}

/// The form of somebody's hair, as heights and distances over the skull.
class Shell {
 public:
  Shell(const Hair& hair, const Noise& noise) : noise_(noise), hair_(hair) {}

  /// Height of the ends; `hairline` is that of the azimuth.
  float Edge(float degrees, float hairline, float y) const {
    const float angle = std::abs(degrees);
    float edge = hairline;
    if (hair_.fringe < edge) {
      const float sweep = .008f * hair_.parting * degrees + 5 * noise_(.06f * degrees, 11);
      edge = Mix(edge, std::min(edge, hair_.fringe + sweep), SmoothStep(58, 46, angle));
    }
    if (hair_.style == HairStyle::kSwept) edge -= 14 * SmoothStep(120, 150, angle);
    if (!IsLong(hair_)) return edge;
    const float curtain = hair_.curtain + 3 * noise_(.035f * y, 71);
    const float ends = hair_.ends + 7 * noise_(.035f * degrees, 23);
    return Mix(edge, ends, SmoothStep(curtain - 2.5f, curtain + 2.5f, angle));
  }

  /// Distance from the skull, `above` the ends.
  float Rise(Vec3 skull, float degrees, float hairline, float y, float above) const {
    const float angle = std::abs(degrees);
    const float root = y - hairline;
    float rise = hair_.length * (1 + .25f * SmoothStep(50, 105, y));
    if (!IsLong(hair_)) {
      const float sides = SmoothStep(50, 78, angle) * SmoothStep(62, 22, y);
      const float nape = SmoothStep(120, 150, angle) * SmoothStep(0, kNape, y);
      rise *= 1 - .55f * std::max(sides, nape);
    }
    const bool fringe = angle < 58 && hair_.fringe < hairline;
    rise *=
        fringe ? Mix(.45f, 1, SmoothStep(0, 40, above)) : Mix(.12f, 1, SmoothStep(-2, 20, root));
    if (IsLong(hair_) && angle > 40) rise = Mix(rise, hair_.length, SmoothStep(50, 80, angle));
    rise += hair_.quiff * Bell(degrees, .3f * hair_.parting, 26) * Bell(root, 10, 13);
    if (hair_.parted) {
      const float line = skull.x - hair_.parting - .1f * (skull.z - 60);
      rise -= .6f * rise * Exp(-.12f * line * line) * SmoothStep(30, 55, y) *
              SmoothStep(-50, -20, skull.z);
    }
    return rise + 1;
  }

  /// Unevenness of the surface, millimetres.
  float Lumps(float across, float along) const {
    const Four value =
        Four{1, .5f, 1, .7f} * noise_(Four{.16f, .42f, .11f, .21f} * across + Four{0, 0, 0, 5},
                                      Four{.018f, .03f, .11f, .19f} * along + Four{3, 9, 0, 40});
    const float strands = value[0] + value[1], curls = value[2] + value[3];
    return hair_.length * (.16f * strands * (1 - hair_.curl) + .28f * hair_.curl * curls);
  }

  /// Where the hair over or below a point of the skull lies; `hanging` is the height, at or below
  /// the point's own.
  Vec3 Place(Vec3 skull, float degrees, float hanging, float rise) const {
    const Vec3 out = Normalised({skull.x, .8f * std::max(0.f, skull.y - 15), skull.z});
    Vec3 at = skull + out * rise;
    if (hanging >= skull.y) return at;
    const float fall = skull.y - hanging;
    const float back = SmoothStep(110, 150, std::abs(degrees));
    float spread = 1 + .0007f * hair_.drape * fall - .10f * back * SmoothStep(0, 70, fall);
    spread += .20f * SmoothStep(-128, -185, hanging);  // over the shoulders
    if (hair_.style == HairStyle::kBob)
      spread -= (.08f - .05f * hair_.drape) * SmoothStep(28, 0, hanging - hair_.ends);
    const float curve = .04f * noise_(.02f * hanging, .03f * degrees + 20);
    at.x *= spread + curve;
    at.z *= spread + curve;
    at.y = hanging + .8f * (rise - hair_.length);
    return at;
  }

 private:
  const Noise& noise_;
  Hair hair_;
};

std::vector<float> Columns() {
  std::vector<float> degrees;
  for (float a = 0; a < 178; a += a < 110 ? 2.5f : 5.f) degrees.push_back(a);
  degrees.push_back(180);
  return degrees;
}

/// From the lowest ends to the crown.
std::vector<float> Rows(const Identity& p) {
  constexpr int kDomeRows = 14;
  const float dome = p.top() - 30;
  std::vector<float> heights;
  for (float y = p.hair.ends - 14 - kMargin; y < kHanging; y += 7) heights.push_back(y);
  for (float y = kHanging; y < dome; y += 3.5f) heights.push_back(y);
  for (int i = 0; i < kDomeRows; ++i) {
    const float t = static_cast<float>(i + 1) / kDomeRows;
    heights.push_back(dome + 29.999f * (1 - (1 - t) * (1 - t)));
  }
  return heights;
}

/// The place across the strands, in degrees of azimuth or what equals them sideways.
float Across(const Hair& hair, Vec3 canonical, float degrees) {
  if (!hair.parted) return degrees;
  const float side = canonical.x < hair.parting ? -300.f : 300.f;
  const float behind = std::max(0.f, std::abs(degrees) - 106);
  return side + (behind > 0 ? -17 - behind : canonical.z / 1.2f);
}

/// Turns with the head, and below the chin ever less.
class Turn {
 public:
  explicit Turn(const Pose& pose) {
    for (size_t i = 0; i < turns_.size(); ++i)
      turns_[i] = HeadRotation(pose, ShareOfTurn(kLowest + kStep * static_cast<float>(i)));
  }
  Vec3 operator()(Vec3 canonical) const {
    constexpr float kLast = static_cast<float>(kSteps) - 1.001f;
    const float at = std::clamp((canonical.y - kLowest) / kStep, 0.f, kLast);
    const auto i = static_cast<size_t>(at);
    return Mix(turns_[i](canonical), turns_[i + 1](canonical), at - static_cast<float>(i));
  }

 private:
  static constexpr size_t kSteps = 25;
  static constexpr float kLowest = -195, kStep = 5;  // to above the chin, where the head's begins
  std::array<Rotation, kSteps> turns_;
};

void AddShell(Mesh& mesh, const HeadSurface& surface, const Shell& shell, const Turn& turn) {
  const Identity& p = surface.identity();
  const std::vector<float> half = Columns(), rows = Rows(p);
  const size_t width = 2 * half.size() - 1;
  std::vector<float> degrees(width), hairlines(width);
  std::vector<Azimuth> azimuths;
  for (size_t i = 0; i < width; ++i) {
    const bool right = i + 1 >= half.size();
    degrees[i] = right ? half[i + 1 - half.size()] : -half[half.size() - 1 - i];
    azimuths.emplace_back(degrees[i]);
    hairlines[i] = surface.hairline(degrees[i]);
  }
  for (const float y : rows) {
    const HeadSurface::Row row = surface.RowAt(std::max(y, IsLong(p.hair) ? kHanging : kNape - 20));
    for (size_t i = 0; i < width; ++i) {
      const Vec3 skull = surface.At(row, azimuths[i]);
      Vertex v{};
      v.across = Across(p.hair, skull, degrees[i]);
      v.along = y;
      v.cut = y - shell.Edge(degrees[i], hairlines[i], y);
      const float rise =
          shell.Rise(skull, degrees[i], hairlines[i], y, v.cut) + shell.Lumps(v.across, y);
      v.canonical = shell.Place(skull, degrees[i], std::min(y, skull.y), std::max(rise, .6f));
      v.position = turn(v.canonical);
      v.above_hairline = 50;
      mesh.vertices.push_back(v);
    }
  }
  mesh.CloseGrid(rows.size(), width, Part::kHair);
}

/// Thin ribbons that start on the shell and leave it: without them its outline is a helmet's.
void AddLocks(Mesh& mesh, size_t first_shell_vertex, size_t columns, const Hair& hair,
              const Turn& turn, Rng rng) {
  constexpr int kLocks = 420, kNodes = 5;
  const auto uniform = [&rng](double low, double high) {
    return static_cast<float>(rng.Uniform(low, high));
  };
  const size_t end = mesh.vertices.size();
  for (int lock = 0; lock < kLocks; ++lock) {
    const auto index = static_cast<size_t>(rng.Integer(
        static_cast<int64_t>(first_shell_vertex + 3 * columns), static_cast<int64_t>(end - 1)));
    const Vertex root = mesh.vertices[index], below = mesh.vertices[index - 3 * columns];
    const float length = uniform(9, 26), stray = uniform(-.05, .34) * (1 + hair.curl);
    const float width = uniform(.35, .8), lean = uniform(-.35, .35), twist = uniform(-1, 1);
    if (root.cut < 2) continue;
    const float lift = stray * Mix(.3f, 1, SmoothStep(-20, 60, root.canonical.y));
    const Vec3 out = Normalised({root.canonical.x, root.canonical.y - 10, root.canonical.z});
    Vec3 down = below.canonical - root.canonical;
    if (CombedSideways(hair, root.canonical) > .5f)
      down = {root.canonical.x < hair.parting ? -1.f : 1.f, -.5f, 0};
    const Vec3 fall = Normalised(down - out * Dot(down, out));
    const Vec3 aside = Cross(out, fall);
    const Vec3 flat = Normalised(aside + out * twist);
    const float step = length / (kNodes - 1);
    for (int i = 0; i < kNodes; ++i) {
      const float t = static_cast<float>(i) / (kNodes - 1), s = step * static_cast<float>(i);
      const float wave = hair.curl * 2.5f * (t > 0 ? ((i & 1) != 0 ? 1.f : -1.f) : 0.f);
      const Vec3 centre = root.canonical + fall * s + out * (s * lift * (1 - .45f * t) - .4f) +
                          aside * (s * lean * t + wave);
      for (const float side : {-1.f, 1.f}) {
        Vertex v{};
        v.canonical = centre + flat * (side * width * (1.05f - t));
        v.position = turn(v.canonical);
        v.across = root.across + 4 * lean;
        v.along = root.along - s;
        v.cut = 50;
        v.above_hairline = 50;
        mesh.vertices.push_back(v);
      }
    }
    mesh.CloseGrid(kNodes, 2, Part::kHair);
  }
}

void AddKnot(Mesh& mesh, const HeadSurface& surface, const Noise& noise, const Turn& turn) {
  constexpr int kRows = 13, kColumns = 21;
  const Hair& hair = surface.identity().hair;
  const float radius = 26 + 2 * hair.length;
  const Vec3 skull = surface.At(180, std::min(hair.knot, surface.identity().top() - 14));
  const Vec3 centre = skull + Normalised({0, .9f * (skull.y - 15), skull.z}) * (.55f * radius);
  for (int j = 0; j < kRows; ++j) {
    const Azimuth lift(static_cast<float>(j) / (kRows - 1) * 178 - 89);
    for (int i = 0; i < kColumns; ++i) {
      const float degrees = static_cast<float>(i) / (kColumns - 1) * 360 - 180;
      const Azimuth a(degrees);
      Vertex v{};
      v.across = degrees + 60 * lift.sin;
      v.along = radius * lift.sin;
      const float r = radius * (1 + .10f * noise(.05f * v.across, .05f * v.along) +
                                .05f * noise(.2f * v.across, .03f * v.along));
      v.canonical = centre + Vec3{a.sin * lift.cos, .8f * lift.sin, a.cos * lift.cos} * r;
      v.position = turn(v.canonical);
      v.cut = 50;
      v.above_hairline = 50;
      mesh.vertices.push_back(v);
    }
  }
  mesh.CloseGrid(kRows, kColumns, Part::kHair);
}

}  // namespace

bool HasShell(const Hair& hair) {
  return hair.style != HairStyle::kBald && hair.style != HairStyle::kCropped;
}

bool HidesEars(const Hair& hair) { return IsLong(hair) && hair.curtain < 90; }

float Fray(const Noise& noise, float curl, float across, float along) {
  const Four value = Four{3.4f, 2.4f, 5, 2} * noise(Four{.9f, 2.6f, .3f, 1.1f} * across,
                                                    Four{.035f, .2f, .26f, .9f} * along);
  return Mix(value[0] + value[1], value[2] + value[3], curl);
}

Four CombedSideways(const Hair& hair, const FourVecs& canonical) {
  if (!hair.parted) return All(0);
  return SmoothStep(25, 55, canonical.y) * SmoothStep(-40, -15, canonical.z);
}

void AddHair(Mesh& mesh, const HeadSurface& surface, const Noise& noise, const Pose& pose,
             Rng rng) {
  const Hair& hair = surface.identity().hair;
  if (!HasShell(hair)) return;
  mesh.curl = hair.curl;
  const Shell shell(hair, noise);
  const Turn turn(pose);
  const size_t first = mesh.vertices.size();
  AddShell(mesh, surface, shell, turn);
  AddLocks(mesh, first, 2 * Columns().size() - 1, hair, turn, rng);
  if (hair.style == HairStyle::kTied) AddKnot(mesh, surface, noise, turn);
}

}  // namespace swapbench::portrait
