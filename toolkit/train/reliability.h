// SPDX-License-Identifier: Apache-2.0
/// What the validation split says of a finished network: how often it errs at its threshold, how
/// far its probabilities hold, and what the pictures were like. Internal to train.
#pragma once

#include "data/dataset.h"
#include "nets/model.h"
#include "nets/reliability.h"
#include "train/calibration.h"
#include "train/rows.h"

namespace swapbench {

/// `answers`: of rows.validation in order (of each a real and the fake made of it, where fakes are
/// made). `info` holds threshold and temperature. Epoch, threshold and temperature were chosen on
/// the same records: the rates are a little too good. Frames of one person, or of one clip where no
/// person is named, count as one in every interval.
Reliability MeasureReliability(const Dataset& dataset, const TrainingRows& rows,
                               const Answers& answers, const ModelInfo& info);

/// Looks at most at 200 of the records, evenly.
TestedOn DescribeTested(const Dataset& dataset, const std::vector<size_t>& records);

}  // namespace swapbench
