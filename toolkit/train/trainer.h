// SPDX-License-Identifier: Apache-2.0
/// Training: a dataset and a network spec become a model folder.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/options.h"
#include "core/spec.h"
#include "data/dataset.h"

namespace swapbench {

/// What the network's publication minimises.
inline constexpr std::string_view kUsualObjective = "usual";

/// Where a ledger says which weights a training began with: their sha256, network, trained_on, and
/// the names of the tensors that began anew.
inline constexpr char kInitialWeightsKey[] = "initial_weights";

struct TrainOptions {
  uint64_t seed = 1;
  int epochs = 10;
  int batch = 32;        // rows; half of them real, each beside its own fake where twins are known
  int rows_at_once = 0;  // 0: the whole batch; fewer need less memory, and their gradients add up
  std::string precision = "fp32";  // of convolutions and products while training
  Spec objective{std::string(kUsualObjective), {}};
  Spec optimiser{"adamw", {}};
  double learning_rate = 1e-3;
  double warm_up = 1;  // epochs of linear warm-up before the schedule
  Spec schedule{"cosine", {}};
  double ema = 0;      // decay of the weights' moving average, which is then validated and kept
  int patience = 0;    // epochs without a better one before the training ends; 0: all epochs
  std::string method;  // train on fakes of this method only; empty: all
  Spec fakes{"corpus", {}};          // or a swap method that makes them anew from the reals
  std::vector<std::string> augment;  // degradations of training pictures, "SPEC@PROBABILITY"
  std::string init;  // folder of the model whose weights are begun with; empty: from seed
  std::vector<std::string> frozen;  // parts of the network that stay as they are
  bool flip = true;                 // augmentations, drawn per image
  double crop = .1;          // up to this share of the side is cut away and the rest enlarged
  double brightness = .1;    // +- this share of full scale
  int threads = 0;           // of the loader and LibTorch together; 0: all
  bool distributed = false;  // with the other processes of torchrun, mpirun or srun
  int checkpoint_steps = 200;
  double cache = 4;  // GiB of decoded pictures kept in memory

  template <class V>
  void Describe(V& v) {
    v("seed", seed, "of initialisation, order and augmentation (separate streams)");
    v("epochs", epochs, "passes over the training reals", Between{1, 10000});
    v("batch", batch, "rows a step, real and fake together", Between{2, 4096});
    v("rows_at_once", rows_at_once,
      "rows that go through the network together, their gradients added up to those of the batch; "
      "0: all",
      Between{0, 4096});
    v("precision", precision,
      "of convolutions and products of matrices in training: fp32, or bf16, which is faster only "
      "where the processor multiplies bfloat16 (AVX-512 BF16, AMX); weights and validation are "
      "fp32",
      OneOf{{"fp32", "bf16"}});
    v("objective", objective,
      "what is minimised: cross_entropy, am_softmax, boundary, consistency, reconstruction, "
      "reconstruction_classification, disentangling; usual: what the network's publication does");
    v("optimiser", optimiser, "how gradients become steps: adamw, sgd, sam");
    v("learning_rate", learning_rate, "step size at its peak", Between{0, 10});
    v("warm_up", warm_up, "epochs of linear warm-up", Between{0, 100});
    v("schedule", schedule, "the step size after the warm-up: cosine, linear, constant");
    v("ema", ema, "decay of a moving average of the weights, which is validated and kept; 0: none",
      Between{0, .99999});
    v("patience", patience, "epochs without a better one before training ends; 0: never",
      Between{0, 10000});
    v("method", method, "only fakes of this swap method; empty for all");
    v("fakes", fakes,
      "corpus, or a swap method that makes each real's fake anew in every epoch, such as "
      "self_blend; no fake of the corpus is seen then");
    v("init", init,
      "folder of a model whose weights the training begins with; its last layer may have another "
      "number of classes and begins anew then");
    v("frozen", frozen,
      "parts of the network that stay as they are, normalisation's statistics included: beginnings "
      "of tensors' names up to a dot, as `model info` on the weight file lists them");
    v("augment", augment,
      "a degradation that a training picture meets with a probability, as "
      "jpeg:quality=50-95@.5; in the order given, on the whole picture before it is mirrored and "
      "cut; validation stays as it is",
      Whole{});
    v("flip", flip, "mirror half of the images");
    v("crop", crop, "largest share of the side that is cut away", Between{0, .5});
    v("brightness", brightness, "largest shift of brightness, share of full scale", Between{0, .5});
    v("distributed", distributed,
      "train together with the other ranks of torchrun --no_python, mpirun or srun, each with a "
      "part "
      "of every batch; MASTER_ADDR and MASTER_PORT say where rank 0 is");
    v("threads", threads, "threads of this process, 0 for every CPU", Between{0, 1024});
    v("cache", cache, "GiB of decoded pictures kept in memory; what does not fit is decoded anew",
      Between{0, 1024});
    v("checkpoint_steps", checkpoint_steps, "steps between checkpoints", Between{1, 1e9});
  }
};

/// Throws Error where TrainModel would for reasons that no record decides: a plug-in that does not
/// exist or an option that it lacks, weights that do not fit, parts that cannot be frozen, an
/// objective that the network cannot serve. `other`: the network that will have the weights that
/// `init` means, where they do not exist yet.
void CheckTrainOptions(const Spec& network, const TrainOptions& options,
                       const std::optional<Spec>& other = {});

/// Trains on split train, selects the epoch and the threshold on split val, never looks at test.
/// With `init` the pictures are scaled as that model's were; its weights' hash, not its folder,
/// decides whether a training is the same.
/// Publishes weights, then model.ini. Continues from a checkpoint in the folder left by a stopped
/// run of the same options; does nothing where the finished model is there. Throws Error (a split
/// lacks a class; other options in the folder), Interrupted.
void TrainModel(const Dataset& dataset, const std::string& corpus_fingerprint, const Spec& network,
                const TrainOptions& options, const std::filesystem::path& folder);

}  // namespace swapbench
