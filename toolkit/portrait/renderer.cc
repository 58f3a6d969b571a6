// SPDX-License-Identifier: Apache-2.0
#include "portrait/renderer.h"

#include <limits>
#include <memory>

#include "core/error.h"
#include "core/text.h"
#include "portrait/background.h"
#include "portrait/landmarks.h"
#include "portrait/sensor.h"

namespace swapbench::portrait {
namespace {

constexpr int kSamples = 2;  // across and down a pixel

/// A pixel's fragments and its share of foreground.
struct Pixel {
  Colour light;
  float covered = 0;
  PixelClass kind = PixelClass::kBackground;
};

/// Everything that is fixed before the first pixel is shaded.
class Scene {
 public:
  Scene(uint64_t seed, uint64_t person, uint64_t image, const PortraitOptions& options)
      : options_(options),
        person_(seed, "portrait/person", person),
        image_(Rng(seed, "portrait/image", person).Substream("image", image)),
        identity_(DrawIdentity(seed, person)),
        noise_(person_.Substream("noise")),
        surface_(identity_),
        view_(DrawView(image_.Substream("view"), options)),
        expression_(
            DrawExpression(image_.Substream("expression"), view_.pose.yaw, view_.pose.pitch)),
        deform_(identity_, expression_),
        head_(HeadRotation(view_.pose)),
        lighting_(DrawLighting(image_.Substream("light"))),
        sensor_(DrawSensor(image_.Substream("sensor"))),
        painter_(identity_, expression_, deform_, noise_, head_, person_,
                 image_.Substream("shirt")),
        mesh_(BuildMesh(surface_, deform_, noise_, view_, options.size < 160 ? 1.5f : 1.f)),
        visibility_(mesh_, options.size, kSamples),
        shadows_(mesh_, lighting_),
        occlusion_(visibility_, view_.lens.focal / view_.lens.distance) {}

  Portrait Render() const;
  void AddGeometry(Drawing& drawing) const;

 private:
  bool Faces(Vec3 point) const;
  Pixel ShadePixel(int x, int y) const;
  Fragment At(int triangle, Vec2 pixel) const;
  Colour Light(const Fragment& fragment, const Material& material, Vec2 pixel) const;
  bool NeedsDetail(const Fragment& fragment) const;
  std::map<std::string, std::string> Attributes() const;
  std::string Parameters() const;

  PortraitOptions options_;
  Rng person_, image_;
  Identity identity_;
  Noise noise_;
  HeadSurface surface_;
  View view_;
  Expression expression_;
  Deformation deform_;
  Rotation head_;
  Lighting lighting_;
  Sensor sensor_;
  Painter painter_;
  Mesh mesh_;
  Visibility visibility_;
  ShadowMap shadows_;
  Occlusion occlusion_;
};

/// Where a sample lies, in pixels.
Vec2 SamplePlace(int x, int y, int per_pixel) {
  const float scale = 1 / static_cast<float>(per_pixel);
  return {(static_cast<float>(x) + .5f) * scale - .5f, (static_cast<float>(y) + .5f) * scale - .5f};
}

Fragment Scene::At(int index, Vec2 pixel) const {
  const Mesh::Triangle& triangle = mesh_.triangles[static_cast<size_t>(index)];
  const std::array<float, 3> weights = Barycentric(mesh_, triangle, pixel);
  Fragment f{};
  f.part = triangle.part;
  for (size_t k = 0; k < 3; ++k) {
    const Vertex& v = mesh_.vertices[static_cast<size_t>(triangle.corners[k])];
    const float w = weights[k];
    f.canonical = f.canonical + v.canonical * w;
    f.position = f.position + v.position * w;
    f.normal = f.normal + v.normal * w;
    f.azimuth += v.azimuth * w;
    f.above_hairline += v.above_hairline * w;
    f.pigment += v.pigment * w;
    f.beard += v.beard * w;
  }
  f.normal = Normalised(f.normal);
  if (f.part == Part::kEar && Dot(f.normal, view_.lens.Towards(f.position)) < 0)
    f.normal = f.normal * -1;
  return f;
}

/// Depth tells nothing of hollows where the surface is seen edge on.
Colour Scene::Light(const Fragment& fragment, const Material& material, Vec2 pixel) const {
  const Vec3 towards = view_.lens.Towards(fragment.position);
  const float facing = SmoothStep(.05f, .6f, Dot(fragment.normal, towards));
  const float open = Mix(.85f, occlusion_.Open(pixel), facing);
  return Shade(material, lighting_, towards, shadows_.Lit(fragment.position), open);
}

/// Lids, lashes and the mouth's line are finer than a pixel.
bool Scene::NeedsDetail(const Fragment& fragment) const {
  if (fragment.part != Part::kHead || fragment.canonical.z < 0) return false;
  const float x = std::abs(fragment.canonical.x), y = fragment.canonical.y;
  if (std::abs(y) < 9 && std::abs(x - identity_.eye_x) < identity_.eye_width * .6f) return true;
  return std::abs(y - identity_.stomion) < 2 && x < identity_.mouth_width + 2;
}

Pixel Scene::ShadePixel(int x, int y) const {
  constexpr float kStep = 6;  // millimetres of depth that part one surface from the next
  std::array<int, kSamples * kSamples> triangles;
  float nearest = 1e9f, farthest = 0;
  bool uniform = true;
  for (int k = 0; k < kSamples * kSamples; ++k) {
    const int sx = kSamples * x + k % kSamples, sy = kSamples * y + k / kSamples;
    const int triangle = visibility_.triangle(sx, sy);
    triangles[static_cast<size_t>(k)] = triangle;
    nearest = std::min(nearest, visibility_.depth(sx, sy));
    farthest = std::max(farthest, visibility_.depth(sx, sy));
    const auto part = [&](int t) { return mesh_.triangles[static_cast<size_t>(t)].part; };
    if (triangle == Visibility::kNothing || triangles[0] == Visibility::kNothing)
      uniform = uniform && triangle == triangles[0];
    else uniform = uniform && part(triangle) == part(triangles[0]);
  }
  Pixel pixel;
  if (uniform && triangles[0] == Visibility::kNothing) return pixel;

  const Vec2 centre{static_cast<float>(x), static_cast<float>(y)};
  if (uniform && farthest - nearest < kStep) {
    const Fragment fragment = At(triangles[0], centre);
    if (!NeedsDetail(fragment)) {
      const Material material = painter_.Paint(fragment);
      return {Light(fragment, material, centre), 1, material.kind};
    }
  }
  std::array<int, kPixelClassNames.size()> votes{};
  for (int k = 0; k < kSamples * kSamples; ++k) {
    const int triangle = triangles[static_cast<size_t>(k)];
    if (triangle == Visibility::kNothing) {
      ++votes[static_cast<size_t>(PixelClass::kBackground)];
      continue;
    }
    const Vec2 place =
        SamplePlace(kSamples * x + k % kSamples, kSamples * y + k / kSamples, kSamples);
    const Fragment fragment = At(triangle, place);
    const Material material = painter_.Paint(fragment);
    pixel.light = pixel.light + Light(fragment, material, place) * (1.f / (kSamples * kSamples));
    pixel.covered += 1.f / (kSamples * kSamples);
    ++votes[static_cast<size_t>(material.kind)];
  }
  pixel.kind =
      static_cast<PixelClass>(std::max_element(votes.begin(), votes.end()) - votes.begin());
  return pixel;
}

std::map<std::string, std::string> Scene::Attributes() const {
  return {{"age", std::to_string(static_cast<int>(identity_.age))},
          {"sex_axis", ToText(static_cast<int>(identity_.sex_axis * 100) / 100.)},
          {"tone", std::to_string(identity_.tone_level())}};
}

std::string Scene::Parameters() const {
  return JsonObject()
      .Set("identity", ToJson(identity_))
      .Set("view", ToJson(view_))
      .Set("expression", ToJson(expression_))
      .Set("light", ToJson(lighting_))
      .Set("sensor", ToJson(sensor_))
      .ToString();
}

Portrait Scene::Render() const {
  const int size = options_.size;
  cv::Mat linear = DrawBackground(image_.Substream("background"), lighting_, size);
  Portrait portrait;
  portrait.classes = cv::Mat(size, size, CV_8UC1);
  double face = 0, scene = 0;
  int face_pixels = 0;
  for (int y = 0; y < size; ++y) {
    for (int x = 0; x < size; ++x) {
      const Pixel pixel = ShadePixel(x, y);
      cv::Vec3f& out = linear.at<cv::Vec3f>(y, x);
      const Colour back{out[0], out[1], out[2]}, sum = pixel.light + back * (1 - pixel.covered);
      out = {sum.x, sum.y, sum.z};
      portrait.classes.at<uint8_t>(y, x) = static_cast<uint8_t>(pixel.kind);
      scene += Luminance(sum);
      if (pixel.kind != PixelClass::kSkin) continue;
      face += Luminance(sum);
      ++face_pixels;
    }
  }
  const float mean_face = static_cast<float>(face / std::max(face_pixels, 1));
  const float mean_scene = static_cast<float>(scene / (size * size));
  const float exposure = Exposure(sensor_, lighting_.strength(), mean_face, mean_scene);
  portrait.image =
      options_.camera ? TakePicture(linear, sensor_, exposure) : Ideal(linear, exposure);
  portrait.landmarks = ImageLandmarks(surface_, painter_, deform_, view_);
  portrait.landmarks_3d = HeadLandmarks(surface_, noise_);
  portrait.attributes = Attributes();
  portrait.parameters = Parameters();
  return portrait;
}

/// Whether the skin at a point of the face is turned to the camera.
bool Scene::Faces(Vec3 point) const {
  constexpr float kStep = .4f;  // millimetres
  const auto posed = [&](float dx, float dy) {
    return head_(deform_(surface_.OnFace({point.x + dx, point.y + dy})));
  };
  const Vec3 across = posed(kStep, 0) - posed(-kStep, 0), up = posed(0, kStep) - posed(0, -kStep);
  const Vec3 towards = view_.lens.Towards(posed(0, 0));
  return Dot(Normalised(Cross(across, up)), towards) > .15f;
}

void Scene::AddGeometry(Drawing& drawing) const {
  constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();
  const Visibility fine(mesh_, options_.size, Drawing::kDensity);
  const int side = fine.side();
  drawing.canonical = cv::Mat(side, side, CV_32FC2, cv::Scalar(kNaN, kNaN));
  drawing.depth = cv::Mat(side, side, CV_32FC1);
  for (int y = 0; y < side; ++y) {
    for (int x = 0; x < side; ++x) {
      drawing.depth.at<float>(y, x) = fine.depth(x, y);
      const int triangle = fine.triangle(x, y);
      if (triangle == Visibility::kNothing) continue;
      const Fragment f = At(triangle, SamplePlace(x, y, Drawing::kDensity));
      if (f.part == Part::kHead)
        drawing.canonical.at<cv::Vec2f>(y, x) = {f.canonical.x, f.canonical.y};
    }
  }
  const std::array<Vec3, 68> points = FacePoints(surface_, painter_);
  for (size_t i = 0; i < points.size(); ++i) {
    const Vec3 image = view_.lens.Project(head_(deform_(points[i])));
    drawing.points[i] = i < 17 ? cv::Point2f(kNaN, kNaN) : cv::Point2f(points[i].x, points[i].y);
    drawing.distances[i] = i < 17 || !Faces(points[i]) ? kNaN : image.z;
  }
}

}  // namespace

Drawing Draw(uint64_t seed, uint64_t person, uint64_t image, const PortraitOptions& options,
             bool with_geometry) {
  Check(options.size >= 32 && options.size <= 2048, "A portrait of ", options.size,
        " pixels was asked for; sizes are 32 to 2048.");
  const auto scene = std::make_unique<Scene>(seed, person, image, options);
  Drawing drawing{};
  drawing.portrait = scene->Render();
  if (with_geometry) scene->AddGeometry(drawing);
  return drawing;
}

}  // namespace swapbench::portrait

namespace swapbench {

Portrait DrawPortrait(uint64_t seed, uint64_t person, uint64_t image,
                      const PortraitOptions& options) {
  return portrait::Draw(seed, person, image, options, false).portrait;
}

}  // namespace swapbench
