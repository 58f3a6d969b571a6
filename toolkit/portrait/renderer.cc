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

/// Samples of one row that await their paint and light, which are computed for four at once.
struct Waiting {
  std::array<int, 4> columns{};
  std::array<Fragment, 4> fragments{};
  size_t count = 0;
};

/// Samples across: the sensor's own photosites; without a camera, two a pixel.
int Side(const PortraitOptions& options, const Sensor& sensor) {
  const float density = options.camera ? sensor.scale : 2;
  return 2 * static_cast<int>(.5f * density * static_cast<float>(options.size) + .5f);
}

/// Everything that is fixed before the first pixel is shaded.
class Scene {
 public:
  Scene(uint64_t seed, uint64_t person, uint64_t image, const PortraitOptions& options)
      : options_(options),
        person_(seed, "portrait/person", person),
        image_(Rng(seed, "portrait/image", person).Substream("image", image)),
        identity_(DrawIdentity(seed, person, options.independent)),
        noise_(person_.Substream("noise")),
        surface_(identity_),
        view_(DrawView(image_.Substream("view"), options)),
        expression_(
            DrawExpression(image_.Substream("expression"), view_.pose.yaw, view_.pose.pitch)),
        deform_(identity_, expression_),
        head_(HeadRotation(view_.pose)),
        lighting_(DrawLighting(image_.Substream("light"))),
        sensor_(DrawSensor(seed, image_.Substream("sensor"))),
        painter_(identity_, expression_, deform_, noise_, head_, person_,
                 image_.Substream("shirt")),
        mesh_(BuildMesh(surface_, deform_, noise_, view_, options.size < 160 ? 1.5f : 1.2f,
                        person_.Substream("locks"))),
        visibility_(mesh_, noise_, options.size, Side(options, sensor_)),
        shadows_(mesh_, lighting_),
        occlusion_(visibility_, view_.lens.focal / view_.lens.distance) {}

  Portrait Render() const;
  void AddGeometry(Drawing& drawing) const;

 private:
  bool Faces(Vec3 point) const;
  void ShadeRow(int y, cv::Vec3f* light, uint8_t* kinds) const;
  cv::Mat Classes(const cv::Mat& samples) const;
  Fragment At(int triangle, Vec2 pixel) const;
  void Shade(int y, Waiting& waiting, cv::Vec3f* light, uint8_t* kinds) const;
  FourVecs Light(int y, const std::array<int, 4>& columns, const FourFragments& fragments,
                 const FourSurfaces& surfaces) const;
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

Fragment Scene::At(int index, Vec2 pixel) const {
  const Mesh::Triangle& triangle = mesh_.triangles[static_cast<size_t>(index)];
  const auto corner = [&](size_t k) -> const Vertex& {
    return mesh_.vertices[static_cast<size_t>(triangle.corners[k])];
  };
  const Vertex &a = corner(0), &b = corner(1), &c = corner(2);
  const auto on_image = [](const Vertex& v) { return Vec2{v.image.x, v.image.y}; };
  return {Interpolated(a, b, c, Barycentric(on_image(a), on_image(b), on_image(c), pixel)),
          triangle.part};
}

/// Depth tells nothing of hollows where the surface is seen edge on.
FourVecs Scene::Light(int y, const std::array<int, 4>& columns, const FourFragments& fragments,
                      const FourSurfaces& surfaces) const {
  Four x{}, down{};
  for (size_t lane = 0; lane < 4; ++lane) {
    const Vec2 place = visibility_.Place(columns[lane], y);
    x[lane] = place.x;
    down[lane] = place.y;
  }
  const Four facing = SmoothStep(.05f, .6f, Dot(fragments.normal, fragments.towards));
  const Four open = Mix(All(.85f), occlusion_.Open(x, down), facing);
  const Four lit = shadows_.Lit(fragments.position);
  return portrait::Shade(surfaces, lighting_, fragments.towards, lit, open);
}

void Scene::Shade(int y, Waiting& waiting, cv::Vec3f* light, uint8_t* kinds) const {
  for (size_t lane = waiting.count; lane < 4; ++lane) {
    waiting.columns[lane] = waiting.columns[0];
    waiting.fragments[lane] = waiting.fragments[0];
  }
  const FourFragments fragments(waiting.fragments, view_.lens);
  const FourSurfaces surfaces = painter_.Paint(fragments);
  const FourVecs four = Light(y, waiting.columns, fragments, surfaces);
  for (size_t lane = 0; lane < waiting.count; ++lane) {
    const int x = waiting.columns[lane];
    light[x] = {four.x[lane], four.y[lane], four.z[lane]};
    kinds[x] = static_cast<uint8_t>(surfaces.kind[lane]);
  }
  waiting.count = 0;
}

void Scene::ShadeRow(int y, cv::Vec3f* light, uint8_t* kinds) const {
  Waiting waiting;
  for (int x = 0; x < visibility_.side(); ++x) {
    const int triangle = visibility_.triangle(x, y);
    kinds[x] = static_cast<uint8_t>(PixelClass::kBackground);
    if (triangle == Visibility::kNothing) continue;
    waiting.columns[waiting.count] = x;
    waiting.fragments[waiting.count] = At(triangle, visibility_.Place(x, y));
    if (++waiting.count == 4) Shade(y, waiting, light, kinds);
  }
  if (waiting.count > 0) Shade(y, waiting, light, kinds);
}

std::map<std::string, std::string> Scene::Attributes() const {
  return {{"age", std::to_string(static_cast<int>(identity_.age))},
          {"beard", std::string(kBeardStyleNames[static_cast<size_t>(identity_.beard.style)])},
          {"camera", std::to_string(sensor_.camera)},
          {"glasses", identity_.glasses.worn ? "yes" : "no"},
          {"hair", std::string(kHairStyleNames[static_cast<size_t>(identity_.hair.style)])},
          {"hair_colour", std::string(identity_.hair.colour_name)},
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

/// Every final pixel shows what the sample at its centre shows.
cv::Mat Scene::Classes(const cv::Mat& samples) const {
  const int size = options_.size, side = samples.cols;
  cv::Mat classes(size, size, CV_8UC1);
  const auto nearest = [&](int pixel) { return (2 * pixel + 1) * side / (2 * size); };
  for (int y = 0; y < size; ++y)
    for (int x = 0; x < size; ++x)
      classes.at<uint8_t>(y, x) = samples.at<uint8_t>(nearest(y), nearest(x));
  return classes;
}

Portrait Scene::Render() const {
  const int side = visibility_.side();
  cv::Mat linear = DrawBackground(image_.Substream("background"), lighting_, side);
  cv::Mat kinds(side, side, CV_8UC1);
  double face = 0, scene = 0;
  int face_samples = 0;
  for (int y = 0; y < side; ++y) {
    cv::Vec3f* light = linear.ptr<cv::Vec3f>(y);
    uint8_t* kind = kinds.ptr<uint8_t>(y);
    ShadeRow(y, light, kind);
    for (int x = 0; x < side; ++x) {
      const float luminance = Luminance({light[x][0], light[x][1], light[x][2]});
      scene += luminance;
      if (kind[x] != static_cast<uint8_t>(PixelClass::kSkin)) continue;
      face += luminance;
      ++face_samples;
    }
  }
  const float mean_face = static_cast<float>(face / std::max(face_samples, 1));
  const float mean_scene = static_cast<float>(scene / (side * side));
  const float exposure = Exposure(sensor_, lighting_.strength(), mean_face, mean_scene);
  Portrait portrait;
  portrait.image = options_.camera ? TakePicture(linear, sensor_, exposure, options_.size)
                                   : Ideal(linear, exposure, options_.size);
  portrait.classes = Classes(kinds);
  const Cheeks cheeks(surface_);
  portrait.landmarks = ImageLandmarks(surface_, cheeks, painter_, deform_, view_, mesh_);
  portrait.landmarks_3d = HeadLandmarks(surface_, cheeks, noise_);
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
  const int side = Drawing::kDensity * options_.size;
  const Visibility fine(mesh_, noise_, options_.size, side);
  drawing.canonical = cv::Mat(side, side, CV_32FC2, cv::Scalar(kNaN, kNaN));
  drawing.depth = cv::Mat(side, side, CV_32FC1);
  for (int y = 0; y < side; ++y) {
    for (int x = 0; x < side; ++x) {
      drawing.depth.at<float>(y, x) = fine.depth(x, y);
      const int triangle = fine.triangle(x, y);
      if (triangle == Visibility::kNothing) continue;
      const Fragment f = At(triangle, fine.Place(x, y));
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
