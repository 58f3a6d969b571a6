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

/// What an objective says of a batch of two answers, or of D pairs of class scores a row
/// (`classes`, N x 2 x D), or of N x F features, or of a drawn seam of one row and its mask; of
/// N x D x P pictures drawn of N x P input, of N x F means at each depth, of N x M scores of the
/// swap methods (`of_method` is the true one) and the N x F features these see.
struct ShownNumbers {
  std::vector<float> answers = {}, classes = {}, features = {}, seam = {}, masks = {}, labels = {};
  int rows = 2;
  double scale = 0;
  std::vector<float> input = {}, drawn = {};
  std::vector<std::vector<float>> depths = {};
  std::vector<float> methods = {}, specific = {}, of_method = {};
};
double LossOf(const std::string& objective, ShownNumbers numbers);

}  // namespace swapbench
