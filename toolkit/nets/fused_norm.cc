// SPDX-License-Identifier: Apache-2.0
#include "nets/fused_norm.h"
// Torch first.
#include <ATen/Parallel.h>
#include <xmmintrin.h>

#include "nets/team.h"

namespace swapbench {
namespace {

using torch::autograd::AutogradContext, torch::autograd::variable_list;

constexpr int64_t kStrip = 16;  // channels: a line of the cache
constexpr int64_t kParts = 64;  // of the rows; fixed, so that sums do not depend on threads

struct Strip {
  static constexpr size_t size() { return kStrip / 4; }
  __m128& operator[](size_t i) { return four[i]; }
  const __m128& operator[](size_t i) const { return four[i]; }
  __m128 four[kStrip / 4];
};

Strip Load(const float* values) {
  return {_mm_loadu_ps(values), _mm_loadu_ps(values + 4), _mm_loadu_ps(values + 8),
          _mm_loadu_ps(values + 12)};
}
void Store(float* values, const Strip& strip) {
  for (size_t i = 0; i < strip.size(); ++i) _mm_storeu_ps(values + 4 * i, strip[i]);
}

/// Maps as rows of channels: N x C x H x W, stored with the channels last.
struct Rows {
  explicit Rows(const torch::Tensor& x) : channels(x.size(1)), count(x.numel() / channels) {}
  int64_t channels, count;
};

/// body(part, first row, last row, first channel) for every strip of every part.
template <class Body>
void ForStrips(const Rows& rows, const Body& body) {
  InTeam(kParts, at::get_num_threads(), [&](int64_t part) {
    for (int64_t channel = 0; channel < rows.channels; channel += kStrip)
      body(part, part * rows.count / kParts, (part + 1) * rows.count / kParts, channel);
  });
}

/// Two sums over all rows for each channel, 2 x C doubles. term(offset, i, first, second) adds to
/// them what four values at `offset` give, the i-th of a strip.
template <class Term>
torch::Tensor TwoSums(const Rows& rows, const Term& term) {
  const torch::Tensor parts = torch::empty({kParts, 2, rows.channels});
  float* const sums = parts.data_ptr<float>();
  ForStrips(rows, [&](int64_t part, int64_t begin, int64_t end, int64_t channel) {
    Strip first{}, second{};
    for (int64_t row = begin; row < end; ++row)
      for (size_t i = 0; i < first.size(); ++i)
        term(row * rows.channels + channel + 4 * static_cast<int64_t>(i), channel, i, first[i],
             second[i]);
    Store(sums + 2 * part * rows.channels + channel, first);
    Store(sums + (2 * part + 1) * rows.channels + channel, second);
  });
  return parts.sum(0, false, torch::kFloat64);
}

torch::Tensor Floats(const torch::Tensor& values) { return values.to(torch::kFloat32); }

class FusedNormFunction : public torch::autograd::Function<FusedNormFunction> {
 public:
  static torch::Tensor forward(AutogradContext* context, const torch::Tensor& x,
                               const c10::optional<torch::Tensor>& added,
                               const torch::Tensor& weight, const torch::Tensor& bias,
                               const NormParameters& norm, bool rectify);
  static variable_list backward(AutogradContext* context, variable_list gradients);
};

torch::Tensor FusedNormFunction::forward(AutogradContext* context, const torch::Tensor& x,
                                         const c10::optional<torch::Tensor>& added,
                                         const torch::Tensor& weight, const torch::Tensor& bias,
                                         const NormParameters& norm, bool rectify) {
  const Rows rows(x);
  const float* const values = x.data_ptr<float>();
  // Differences from the first row: the sums of squares then lose no digits to a large mean.
  const torch::Tensor first_row = torch::from_blob(const_cast<float*>(values), {rows.channels});
  const torch::Tensor sums =
      TwoSums(rows, [&](int64_t offset, int64_t channel, size_t i, __m128& first, __m128& second) {
        const __m128 origin = _mm_loadu_ps(values + channel + 4 * i);
        const __m128 difference = _mm_loadu_ps(values + offset) - origin;
        first += difference;
        second += difference * difference;
      });
  const auto count = static_cast<double>(rows.count);
  const torch::Tensor mean_difference = sums[0] / count;
  const torch::Tensor mean = first_row.to(torch::kFloat64) + mean_difference;
  const torch::Tensor variance = (sums[1] / count - mean_difference.square()).clamp_min(0);
  norm.running_mean.mul_(1 - norm.momentum).add_(mean, norm.momentum);
  norm.running_variance.mul_(1 - norm.momentum)
      .add_(variance * (count / (count - 1)), norm.momentum);

  const torch::Tensor deviation = torch::rsqrt(variance + norm.epsilon);
  const torch::Tensor scale = weight.detach().to(torch::kFloat64) * deviation;
  const torch::Tensor scales = Floats(scale), shifts = Floats(bias.detach() - mean * scale);
  const torch::Tensor y = torch::empty_like(x);
  float* const out = y.data_ptr<float>();
  const float* const more = added ? added->data_ptr<float>() : nullptr;
  ForStrips(rows, [&](int64_t, int64_t begin, int64_t end, int64_t channel) {
    const Strip by = Load(scales.data_ptr<float>() + channel);
    const Strip plus = Load(shifts.data_ptr<float>() + channel);
    for (int64_t row = begin; row < end; ++row) {
      const int64_t offset = row * rows.channels + channel;
      Strip strip = Load(values + offset);
      for (size_t i = 0; i < strip.size(); ++i) {
        strip[i] = strip[i] * by[i] + plus[i];
        if (more != nullptr) strip[i] += _mm_loadu_ps(more + offset + 4 * i);
        // The second where it is not a number.
        if (rectify) strip[i] = _mm_max_ps(_mm_setzero_ps(), strip[i]);
      }
      Store(out + offset, strip);
    }
  });
  context->save_for_backward({x, rectify ? y : torch::Tensor(), mean, deviation, scale});
  context->saved_data["added"] = added.has_value();
  return y;
}

variable_list FusedNormFunction::backward(AutogradContext* context, variable_list gradients) {
  const variable_list saved = context->get_saved_variables();
  const torch::Tensor &x = saved[0], &y = saved[1], &mean = saved[2], &deviation = saved[3],
                      &scale = saved[4];
  const torch::Tensor gradient = gradients[0].contiguous(torch::MemoryFormat::ChannelsLast);
  const Rows rows(x);
  const float *const values = x.data_ptr<float>(), *const from = gradient.data_ptr<float>();
  const float* const answers = y.defined() ? y.data_ptr<float>() : nullptr;
  const bool has_added = context->saved_data["added"].toBool();
  const torch::Tensor of_sum = has_added ? torch::empty_like(x) : torch::Tensor();
  float* const passed = has_added ? of_sum.data_ptr<float>() : nullptr;
  const auto open = [&](int64_t offset) {  // the gradient where a rectifier lets it through
    const __m128 all = _mm_loadu_ps(from + offset);
    if (answers == nullptr) return all;
    return _mm_and_ps(all, _mm_cmpgt_ps(_mm_loadu_ps(answers + offset), _mm_setzero_ps()));
  };
  const torch::Tensor means = Floats(mean);
  const float* const centre = means.data_ptr<float>();
  const torch::Tensor sums =
      TwoSums(rows, [&](int64_t offset, int64_t channel, size_t i, __m128& first, __m128& second) {
        const __m128 g = open(offset);
        if (passed != nullptr) _mm_storeu_ps(passed + offset, g);
        first += g;
        second += g * (_mm_loadu_ps(values + offset) - _mm_loadu_ps(centre + channel + 4 * i));
      });
  // Ioffe & Szegedy 2015, section 3: dx = scale (g - mean g - (x - mean) mean(g (x - mean)) / var).
  const auto count = static_cast<double>(rows.count);
  const torch::Tensor slope = -scale * deviation.square() * sums[1] / count;
  const torch::Tensor scales = Floats(scale), slopes = Floats(slope);
  const torch::Tensor shifts = Floats(-scale * sums[0] / count);
  const torch::Tensor of_x = torch::empty_like(x);
  float* const out = of_x.data_ptr<float>();
  ForStrips(rows, [&](int64_t, int64_t begin, int64_t end, int64_t channel) {
    const Strip by = Load(scales.data_ptr<float>() + channel);
    const Strip along = Load(slopes.data_ptr<float>() + channel);
    const Strip plus = Load(shifts.data_ptr<float>() + channel);
    const Strip middle = Load(centre + channel);
    for (int64_t row = begin; row < end; ++row) {
      const int64_t offset = row * rows.channels + channel;
      Strip strip = Load(values + offset);
      for (size_t i = 0; i < strip.size(); ++i) {
        const int64_t at = offset + 4 * static_cast<int64_t>(i);
        const __m128 g = passed != nullptr ? _mm_loadu_ps(passed + at) : open(at);
        strip[i] = g * by[i] + (strip[i] - middle[i]) * along[i] + plus[i];
      }
      Store(out + offset, strip);
    }
  });
  return {of_x, of_sum, Floats(sums[1] * deviation), Floats(sums[0]), {}, {}};
}

torch::Tensor Fused(const NormParameters& norm, const torch::Tensor& x, const torch::Tensor& added,
                    bool rectify) {
  constexpr auto kLast = torch::MemoryFormat::ChannelsLast;
  c10::optional<torch::Tensor> more;
  if (added.defined()) more = added.contiguous(kLast);
  return FusedNormFunction::apply(x.contiguous(kLast), more, norm.weight, norm.bias, norm, rectify);
}

}  // namespace

bool HasFusedNorm(const torch::Tensor& x) {
  return x.dim() == 4 && x.size(1) % kStrip == 0 && x.scalar_type() == torch::kFloat32 &&
         x.device().is_cpu();
}

torch::Tensor PlainNorm(const NormParameters& norm, const torch::Tensor& x) {
  return Fused(norm, x, {}, /*rectify=*/false);
}

torch::Tensor RectifiedNorm(const NormParameters& norm, const torch::Tensor& x,
                            const torch::Tensor& added) {
  return Fused(norm, x, added, /*rectify=*/true);
}

}  // namespace swapbench
