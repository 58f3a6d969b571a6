// SPDX-License-Identifier: Apache-2.0
/// A runtime that carries out a network. It knows tensors, nothing of faces, labels or corpora.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/registry.h"
#include "nets/input.h"
#include "nets/model.h"

namespace swapbench {

struct BackendTraits {
  std::string runtime;    // what really runs, with its version: "LibTorch 1.13.1, CPU, OpenBLAS"
  std::string precision;  // "fp32", "bf16" ...; decides the parity tolerance
  int threads = 1;        // read back from the runtime
  bool control = false;   // true for `null`: no parity is expected of it
};

/// Which places of a picture an answer comes from.
struct Attribution {
  enum class Kind {
    /// On a network's last feature maps, at each place: activation times the slope of the logit,
    /// summed over the channels (HiResCAM, Draelos and Carin 2020). Above 0 the place speaks for
    /// "fake", below for "real". Where the mean over the places and one linear layer follow the
    /// maps, the places and that layer's bias sum to the logit. A place sees more of the picture
    /// than its own share of it.
    kHiResCam,
    /// What the network itself draws and answers by: how likely two pictures meet at the place, as
    /// logits, which do not saturate.
    kSeam
  };
  int rows = 0, cols = 0;
  std::vector<float> values;  // N x rows x cols
  Kind kind = Kind::kHiResCam;
};

class Backend {
 public:
  virtual ~Backend() = default;
  virtual BackendTraits traits() const = 0;

  /// One logit a row of the batch, higher = fake; of a model that answers with pictures as many
  /// values as it was handed, in the same order. Not thread-safe: one caller at a time.
  virtual std::vector<float> Run(const TensorView& nchw) = 0;

  /// Of a model that answers with logits, where the runtime can tell: the seam of a network that
  /// draws one, else HiResCAM, for which the runtime must differentiate.
  virtual std::optional<Attribution> Attribute(const TensorView& /*nchw*/) { return {}; }
};

/// How many numbers a model that answers so gives for a batch.
inline size_t CountNumbers(Answer answer, const TensorView& nchw) {
  return answer == Answer::kLogit ? static_cast<size_t>(nchw.shape[0]) : nchw.size();
}

/// What runs a model where nobody asks for more: the reference, or OpenCV in a build without
/// LibTorch.
Spec UsualBackend();

/// A factory loads the model; it throws Error where this machine or this model does not allow it.
using BackendRegistry = Registry<Backend, const Model&>;
const BackendRegistry& Backends();

}  // namespace swapbench
