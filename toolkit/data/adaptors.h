// SPDX-License-Identifier: Apache-2.0
/// Datasets made of other datasets. Views copy no pixels; what they look at must outlive them.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "data/dataset.h"

namespace swapbench {

/// The records at `indices`, in that order; one may occur again and again.
std::unique_ptr<Dataset> Subset(const Dataset& dataset, const std::vector<size_t>& indices);

/// The records that `keep` accepts, in their order.
std::unique_ptr<Dataset> Filter(const Dataset& dataset,
                                const std::function<bool(const SampleInfo&)>& keep);

/// All records of the first, then all of the second ... Throws Error where two records share an id.
std::unique_ptr<Dataset> Concatenate(const std::vector<const Dataset*>& datasets);

/// `dataset` itself, with these faults and, before its own, these refusals.
std::unique_ptr<Dataset> WithFaults(std::unique_ptr<Dataset> dataset,
                                    std::vector<std::string> faults, std::vector<Refusal> refusals);

/// Every record's info, in order.
std::vector<SampleInfo> Infos(const Dataset& dataset);

}  // namespace swapbench
