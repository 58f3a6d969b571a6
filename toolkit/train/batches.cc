// SPDX-License-Identifier: Apache-2.0
#include "train/batches.h"

#include <algorithm>
#include <bit>
#include <span>
#include <utility>

namespace swapbench {

uint64_t Permuted(uint64_t i, uint64_t n, const Rng& key) {
  const int half = std::max(1, (static_cast<int>(std::bit_width(n - 1)) + 1) / 2);
  const uint64_t mask = (uint64_t{1} << half) - 1;
  do {
    uint64_t left = i >> half, right = i & mask;
    for (uint64_t round = 0; round < 6; ++round) {
      const uint64_t mixed = key.Substream("feistel", round << 32 | right).Bits() & mask;
      left = std::exchange(right, left ^ mixed);
    }
    i = left << half | right;
  } while (i >= n);
  return i;
}

std::vector<BatchRow> ValidationRows(const Dataset& dataset, const TrainingRows& rows) {
  std::vector<BatchRow> validation;
  for (const size_t record : rows.validation) {
    validation.push_back({record, dataset.info(record).label == Label::kFake, 0});
    if (rows.MakesFakes()) validation.push_back({record, true, 0});
  }
  return validation;
}

BatchOrder::BatchOrder(const TrainingRows& rows, uint64_t seed, int batch)
    : rows_(rows), seed_(seed), reals_(static_cast<size_t>(rows.HasFakes() ? batch / 2 : batch)) {}

size_t BatchOrder::Partner(size_t real, uint64_t position, uint64_t epoch) const {
  if (rows_.MakesFakes()) return rows_.reals[real];
  const std::vector<size_t>& twins = rows_.twins[real];
  if (!twins.empty())
    return Rng(seed_, "train/twin", epoch).Substream("real", real).Pick(std::span(twins));
  const uint64_t count = rows_.fakes.size();
  return rows_
      .fakes[Permuted(position % count, count, Rng(seed_, "train/fakes", position / count))];
}

std::vector<BatchRow> BatchOrder::Batch(size_t step) const {
  const uint64_t count = rows_.reals.size();
  std::vector<BatchRow> batch;
  for (uint64_t position = step * reals_; position < (step + 1) * reals_; ++position) {
    const uint64_t epoch = position / count;
    const size_t real = Permuted(position % count, count, Rng(seed_, "train/reals", epoch));
    batch.push_back({rows_.reals[real], false, epoch});
    if (!rows_.HasFakes()) continue;
    const size_t fake = Partner(real, position, epoch);
    batch.push_back({fake, true, epoch, rows_.MakesFakes() ? 1 : rows_.method.at(fake)});
  }
  return batch;
}

}  // namespace swapbench
