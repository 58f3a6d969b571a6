// SPDX-License-Identifier: Apache-2.0
#include "portrait/sensor.h"

#include <opencv2/imgproc.hpp>
#include <vector>

#include "core/stable_math.h"
#include "image/shrink.h"
#include "portrait/noise.h"

namespace swapbench::portrait {
namespace {

constexpr int kToneSteps = 4096;  // 12 bits, as the converter

/// Separable Gaussian that reaches `kReach` photosites, borders repeated.
template <int kReach>
cv::Mat Blurred(const cv::Mat& image, float sigma) {
  std::array<float, kReach + 1> w{};
  float sum = 0;
  for (int i = 0; i <= kReach; ++i) {
    w[static_cast<size_t>(i)] = Bell(static_cast<float>(i), 0, sigma);
    sum += (i == 0 ? 1.f : 2.f) * w[static_cast<size_t>(i)];
  }
  for (float& weight : w) weight /= sum;

  cv::Mat padded, across(image.rows + 2 * kReach, image.cols, CV_32FC3),
      out(image.rows, image.cols, CV_32FC3);
  cv::copyMakeBorder(image, padded, kReach, kReach, kReach, kReach, cv::BORDER_REPLICATE);
  const int count = 3 * image.cols;
  const auto combine = [&w, count](const float* in, ptrdiff_t step, float* to) {
    for (int i = 0; i < count; ++i) {
      float value = w[0] * in[i];
      for (int k = 1; k <= kReach; ++k)
        value += w[static_cast<size_t>(k)] * (in[i - k * step] + in[i + k * step]);
      to[i] = value;
    }
  };
  for (int y = 0; y < padded.rows; ++y)
    combine(padded.ptr<float>(y) + 3 * kReach, 3, across.ptr<float>(y));
  for (int y = 0; y < out.rows; ++y)
    combine(across.ptr<float>(y + kReach), static_cast<ptrdiff_t>(across.step1()),
            out.ptr<float>(y));
  return out;
}

/// To 2.6 deviations at least.
cv::Mat LensBlur(const cv::Mat& image, float sigma) {
  return sigma < .77f    ? Blurred<2>(image, sigma)
         : sigma < 1.15f ? Blurred<3>(image, sigma)
                         : Blurred<4>(image, sigma);
}

/// Four 16-bit uniform numbers of one Philox word: normal up to 3.4 deviations, which is all a
/// photosite shows.
float ShotNoise(uint64_t bits) {
  const auto part = [bits](int shift) { return static_cast<int>((bits >> shift) & 0xffff); };
  const int sum = part(0) + part(16) + part(32) + part(48);
  return static_cast<float>(sum - 131070) * (1.7320508f / 65535);
}

/// One colour's image, grown about the centre by the lens.
class Grown {
 public:
  Grown(int side, float growth) {
    const float centre = .5f * static_cast<float>(side);
    for (int i = 0; i < side; ++i) {
      const float at = static_cast<float>(i) + .5f - centre;
      const float from =
          std::clamp(centre + at * (1 - growth) - .5f, 0.f, static_cast<float>(side) - 1.001f);
      first_.push_back(static_cast<int>(from));
      share_.push_back(from - static_cast<float>(first_.back()));
    }
  }
  /// Bilinear.
  float operator()(const cv::Mat& light, int x, int y, int channel) const {
    const auto column = static_cast<size_t>(x), row = static_cast<size_t>(y);
    const float* upper = light.ptr<float>(first_[row]) + 3 * first_[column] + channel;
    const float* lower = light.ptr<float>(first_[row] + 1) + 3 * first_[column] + channel;
    const float u = share_[column];
    return Mix(Mix(upper[0], upper[3], u), Mix(lower[0], lower[3], u), share_[row]);
  }

 private:
  std::vector<int> first_;
  std::vector<float> share_;
};

/// Sensitivities of the photosites of a row against their mean: the same in every picture.
std::vector<float> Unevenness(const Sensor& sensor, int row, int count) {
  Rng rng(sensor.pattern, "portrait/pattern", static_cast<uint64_t>(row));
  std::vector<float> factors(static_cast<size_t>(count));
  FillUneven(rng, factors);
  const float scale = 1.7320508f * sensor.unevenness;  // uniform, of this deviation
  for (float& factor : factors) factor = 1 + scale * factor;
  return factors;
}

/// Of each photosite of a row.
struct Site {
  std::vector<float> gain,
      balance;  // before the converter, and from its steps to white-balanced 16 bits
};

/// Two kinds of rows, R G and G B.
std::array<Site, 2> Sites(const Sensor& sensor, int count) {
  const std::array<float, 3> gains = {sensor.red_gain, 1, sensor.blue_gain};
  std::array<Site, 2> sites;
  for (size_t row = 0; row < 2; ++row)
    for (int x = 0; x < count; ++x) {
      const float gain = gains[row + static_cast<size_t>(x & 1)];
      sites[row].gain.push_back(gain);
      sites[row].balance.push_back(65535 / (4095 * gain));
    }
  return sites;
}

/// What the photosites count: CV_16UC1, RGGB, 12 bits spread over 16, white-balanced.
cv::Mat Mosaic(const cv::Mat& light, const Sensor& sensor, float exposure) {
  Rng noise(sensor.noise_seed, "portrait/photosites");
  const std::array<Site, 2> sites = Sites(sensor, light.cols);
  const Grown red(light.cols, sensor.red_shift), blue(light.cols, sensor.blue_shift);
  const float read = 6 * sensor.gain * sensor.gain + 1e-7f, per_electron = sensor.gain;
  const float centre = .5f * static_cast<float>(light.cols), scale = 1 / (2 * centre * centre);
  const float vignetting = sensor.vignetting;
  const auto count = static_cast<size_t>(light.cols);
  std::vector<float> arrived(count), shot(count);
  std::vector<uint64_t> words(count);
  cv::Mat mosaic(light.rows, light.cols, CV_16UC1);
  for (int y = 0; y < light.rows; ++y) {
    const float* row = light.ptr<float>(y);
    for (int x = y & 1; x < light.cols; x += 2)
      arrived[static_cast<size_t>(x)] = (y & 1) != 0 ? blue(light, x, y, 2) : red(light, x, y, 0);
    for (size_t x = 1 - (y & 1); x < count; x += 2) arrived[x] = row[3 * x + 1];
    noise.Fill(words);
    for (size_t x = 0; x < count; ++x) shot[x] = ShotNoise(words[x]);

    const std::vector<float> sensitivity = Unevenness(sensor, y, light.cols);
    const Site& site = sites[static_cast<size_t>(y & 1)];
    const float *factor = sensitivity.data(), *gain = site.gain.data(),
                *balance = site.balance.data(), *came = arrived.data(), *error = shot.data();
    uint16_t* out = mosaic.ptr<uint16_t>(y);
    const float dy = static_cast<float>(y) - centre;
    for (int x = 0; x < light.cols; ++x) {  // element by element: the compiler takes four at once
      const float dx = static_cast<float>(x) - centre;
      const float shade = 1 - vignetting * (dx * dx + dy * dy) * scale;
      const float signal = std::min(came[x] * exposure * shade * gain[x] * factor[x], 1.f);
      const float sd = std::sqrt(per_electron * signal + read);
      const float counted = Clamp01(signal + sd * error[x]);
      const auto quantised = static_cast<float>(static_cast<int>(counted * 4095 + .5f));
      out[x] = static_cast<uint16_t>(static_cast<int>(std::min(quantised * balance[x], 65535.f)));
    }
  }
  return mosaic;
}

/// sRGB's curve, 0..1.
std::vector<double> EncodedSteps() {
  std::vector<double> encoded;
  for (int i = 0; i < kToneSteps; ++i) {
    const double linear = static_cast<double>(i) / (kToneSteps - 1);
    encoded.push_back(linear <= .0031308 ? 12.92 * linear
                                         : 1.055 * stable::Pow(linear, 1 / 2.4) - .055);
  }
  return encoded;
}

/// The same, bent into an S by `contrast`.
std::vector<uint8_t> ToneCurve(float contrast) {
  static const std::vector<double> kEncoded = EncodedSteps();
  std::vector<uint8_t> curve;
  for (const double encoded : kEncoded) {
    const double s = encoded * encoded * (3 - 2 * encoded);
    curve.push_back(static_cast<uint8_t>(255 * (encoded + contrast * (s - encoded)) + .5));
  }
  return curve;
}

int ToneStep(float linear) { return static_cast<int>(Clamp01(linear) * (kToneSteps - 1) + .5f); }

/// Demosaiced linear BGR of 16 bits to the tone-mapped 8 bits.
cv::Mat Develop(const cv::Mat& bgr, const Sensor& sensor) {
  constexpr float kUnit = 1 / 65535.f;
  const std::vector<uint8_t> curve = ToneCurve(sensor.contrast);
  cv::Mat out(bgr.rows, bgr.cols, CV_8UC3);
  const float saturation = sensor.saturation;
  for (int y = 0; y < bgr.rows; ++y) {
    const uint16_t* in = bgr.ptr<uint16_t>(y);
    uint8_t* to = out.ptr<uint8_t>(y);
    for (int x = 0; x < 3 * bgr.cols; x += 3) {
      const Four light = Four{static_cast<float>(in[x]), static_cast<float>(in[x + 1]),
                              static_cast<float>(in[x + 2]), 0} *
                         kUnit;
      const float grey = Luminance({light[2], light[1], light[0]});
      const FourInts step =
          Truncated(Clamp01(Mix(All(grey), light, All(saturation))) * (kToneSteps - 1) + .5f);
      for (int c = 0; c < 3; ++c) to[x + c] = curve[static_cast<size_t>(step[c])];
    }
  }
  return out;
}

/// Unsharp masking in fixed point.
cv::Mat Sharpened(const cv::Mat& image, float amount) {
  if (amount <= 0) return image;
  cv::Mat soft, out(image.rows, image.cols, CV_8UC3);
  cv::boxFilter(image, soft, -1, {3, 3});
  const int weight = static_cast<int>(amount * 256), count = 3 * image.cols;
  for (int y = 0; y < image.rows; ++y) {
    const uint8_t *in = image.ptr<uint8_t>(y), *mean = soft.ptr<uint8_t>(y);
    uint8_t* to = out.ptr<uint8_t>(y);
    for (int i = 0; i < count; ++i)
      to[i] = static_cast<uint8_t>(
          std::clamp(in[i] + ((in[i] - mean[i]) * weight + 128) / 256, 0, 255));
  }
  return out;
}

}  // namespace

Sensor DrawSensor(uint64_t seed, Rng rng) {
  Sensor s{};
  s.camera = static_cast<int>(rng.Integer(0, kCameras - 1));
  Rng maker(seed, "portrait/camera", static_cast<uint64_t>(s.camera));
  const auto made = [&maker](double low, double high) {
    return static_cast<float>(maker.Uniform(low, high));
  };
  s.pattern = maker.Bits();
  s.unevenness = made(.003, .012);
  s.red_shift = made(-.0016, .0016);
  s.blue_shift = made(-.0016, .0016);
  s.red_gain = made(.45, .65);
  s.blue_gain = made(.5, .75);
  s.edge_aware = maker.Chance(.7);
  s.saturation = made(.95, 1.3);
  s.contrast = made(0, .35);
  s.sharpening = maker.Chance(.7) ? made(.2, .9) : 0;
  const auto set = [&rng](double low, double high) {
    return static_cast<float>(rng.Uniform(low, high));
  };
  s.scale = set(1.1, 1.5);
  s.blur = set(.55, .95) * s.scale;
  s.vignetting = set(0, .25);
  s.gain = static_cast<float>(stable::Pow(10, rng.Uniform(-4.4, -3.1)));
  s.exposure_bias = static_cast<float>(stable::Exp(rng.Normal(0, .16)));
  s.noise_seed = rng.Bits();
  return s;
}

JsonObject ToJson(const Sensor& s) {
  return JsonObject()
      .Set("camera", s.camera)
      .Set("unevenness", s.unevenness)
      .Set("red_shift", s.red_shift)
      .Set("blue_shift", s.blue_shift)
      .Set("scale", s.scale)
      .Set("blur", s.blur)
      .Set("vignetting", s.vignetting)
      .Set("red_gain", s.red_gain)
      .Set("blue_gain", s.blue_gain)
      .Set("noise_gain", s.gain)
      .Set("edge_aware", s.edge_aware)
      .Set("saturation", s.saturation)
      .Set("contrast", s.contrast)
      .Set("sharpening", s.sharpening)
      .Set("exposure_bias", s.exposure_bias);
}

float Exposure(const Sensor& sensor, float light, float face, float scene) {
  const float typical_face = .22f, typical_scene = .2f, for_light = .80f / std::max(light, .05f);
  const float face_part = Pow(typical_face / std::max(face * for_light, .01f), .42f);
  const float scene_part = Pow(typical_scene / std::max(scene * for_light, .01f), .12f);
  return sensor.exposure_bias * for_light * face_part * scene_part;
}

cv::Mat TakePicture(const cv::Mat& linear, const Sensor& sensor, float exposure, int size) {
  cv::Mat bgr;
  // OpenCV names a mosaic by its second row and column: "BG" begins with red.
  const int method = sensor.edge_aware ? cv::COLOR_BayerBG2BGR_EA : cv::COLOR_BayerBG2BGR;
  cv::demosaicing(Mosaic(LensBlur(linear, sensor.blur), sensor, exposure), bgr, method);
  return Shrink(Sharpened(Develop(bgr, sensor), sensor.sharpening), {size, size});
}

cv::Mat Ideal(const cv::Mat& linear, float exposure, int size) {
  const std::vector<uint8_t> curve = ToneCurve(0);
  cv::Mat light, out(size, size, CV_8UC3);
  cv::resize(linear, light, out.size(), 0, 0, cv::INTER_AREA);
  for (int y = 0; y < size; ++y)
    for (int x = 0; x < size; ++x)
      for (int c = 0; c < 3; ++c)
        out.at<cv::Vec3b>(y, x)[c] =
            curve[static_cast<size_t>(ToneStep(light.at<cv::Vec3f>(y, x)[2 - c] * exposure))];
  return out;
}

}  // namespace swapbench::portrait
