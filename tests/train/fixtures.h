// SPDX-License-Identifier: Apache-2.0
/// LibTorch behind plain functions, so that one file of these tests pays for its headers.
#pragma once

#include <string>
#include <vector>

namespace swapbench {

/// The parameters after `steps` steps of 0.05 on the regression of optimiser_steps.py; with
/// `resumed`, saved and loaded into a new optimiser half-way.
std::vector<double> StepAlong(const std::string& optimiser, int steps, bool resumed);

/// The moving average, of this decay, of a weight that is 1, 2, 3 ... after each step; the same
/// once more after it stood in the network's place.
std::vector<double> AverageOf(double decay, int steps);

}  // namespace swapbench
