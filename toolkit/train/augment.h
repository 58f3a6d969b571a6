// SPDX-License-Identifier: Apache-2.0
/// Small changes to a training picture that leave its label true. Internal to train.
#pragma once

#include "core/rng.h"
#include "train/image_cache.h"
#include "train/trainer.h"

namespace swapbench {

/// A mirrored, cut and brightened copy: each with its own draw, so switching one off leaves the
/// others as they were; the mask goes with it, without landmarks. The cut keeps the picture's
/// proportions and is not enlarged here.
Picture Augment(const Picture& picture, const TrainOptions& options, Rng rng);

}  // namespace swapbench
