// SPDX-License-Identifier: Apache-2.0
#include "train/rows.h"

#include <algorithm>
#include <map>
#include <unordered_map>

#include "core/error.h"
#include "train/fakes.h"

namespace swapbench {
namespace {

void CheckReals(size_t reals, const std::string& split) {
  Check(reals > 0, "The corpus has no real record in split ", split, "; training needs some.");
}

void CheckClasses(size_t reals, size_t fakes, const std::string& split, const std::string& method) {
  const std::string kind = method.empty() ? "" : "'" + method + "' ";
  CheckReals(reals, split);
  Check(fakes > 0, "The corpus has no fake ", kind, "record in split ", split,
        "; training needs some.");
}

std::unordered_map<size_t, int64_t> NumberMethods(const Dataset& dataset,
                                                  const std::vector<size_t>& fakes) {
  std::map<std::string, int64_t> numbers;
  for (const size_t fake : fakes) numbers[dataset.info(fake).method] = 0;
  int64_t count = 0;
  for (auto& [method, number] : numbers) number = ++count;
  std::unordered_map<size_t, int64_t> numbered;
  for (const size_t fake : fakes) numbered[fake] = numbers[dataset.info(fake).method];
  return numbered;
}

}  // namespace

int64_t TrainingRows::CountMethods() const {
  int64_t count = MakesFakes() ? 1 : 0;
  for (const auto& [fake, number] : method) count = std::max(count, number);
  return count;
}

std::set<std::string> TrainingRows::Methods(const Dataset& dataset) const {
  std::set<std::string> names;
  if (MakesFakes()) names.insert(made_by);
  for (const size_t fake : fakes)
    if (!dataset.info(fake).method.empty()) names.insert(dataset.info(fake).method);
  return names;
}

TrainingRows ChooseRows(const Dataset& dataset, const TrainOptions& options) {
  if (options.fakes.name == kFakesOfCorpus) return ChooseRows(dataset, options.method);
  Check(options.method.empty(),
        "'method' chooses among the corpus's fakes, but 'fakes' = ", options.fakes.ToString(),
        " makes its own: give one of the two.");
  TrainingRows rows = ChooseReals(dataset);
  rows.made_by = options.fakes.name;
  return rows;
}

TrainingRows ChooseRows(const Dataset& dataset, const std::string& method) {
  TrainingRows rows;
  size_t validation_fakes = 0;
  for (size_t i = 0; i < dataset.size(); ++i) {
    const SampleInfo& info = dataset.info(i);
    const bool fake = info.label == Label::kFake;
    if (fake && !method.empty() && info.method != method) continue;
    if (info.split == "train") (fake ? rows.fakes : rows.reals).push_back(i);
    if (info.split != "val") continue;
    rows.validation.push_back(i);
    validation_fakes += fake;
  }
  CheckClasses(rows.reals.size(), rows.fakes.size(), "train", method);
  CheckClasses(rows.validation.size() - validation_fakes, validation_fakes, "val", method);

  rows.method = NumberMethods(dataset, rows.fakes);
  std::unordered_map<std::string, size_t> position;
  for (size_t i = 0; i < rows.reals.size(); ++i) position[dataset.info(rows.reals[i]).id] = i;
  rows.twins.resize(rows.reals.size());
  for (const size_t fake : rows.fakes) {
    const auto real = position.find(dataset.info(fake).twin);
    if (real != position.end()) rows.twins[real->second].push_back(fake);
  }
  return rows;
}

TrainingRows ChooseReals(const Dataset& dataset) {
  TrainingRows rows;
  for (size_t i = 0; i < dataset.size(); ++i) {
    const SampleInfo& info = dataset.info(i);
    if (info.label == Label::kFake) continue;
    if (info.split == "train") rows.reals.push_back(i);
    if (info.split == "val") rows.validation.push_back(i);
  }
  CheckReals(rows.reals.size(), "train");
  CheckReals(rows.validation.size(), "val");
  return rows;
}

}  // namespace swapbench
