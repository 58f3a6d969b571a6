// SPDX-License-Identifier: Apache-2.0
#include "data/adaptors.h"

#include <algorithm>
#include <iterator>
#include <unordered_set>

#include "core/error.h"

namespace swapbench {
namespace {

/// Record i of the view is record `index` of `dataset`.
struct Place {
  const Dataset* dataset;
  size_t index;
};

class View : public Dataset {
 public:
  explicit View(std::vector<Place> places) : places_(std::move(places)) {}

  size_t size() const override { return places_.size(); }
  const SampleInfo& info(size_t i) const override {
    return places_[i].dataset->info(places_[i].index);
  }
  Sample Get(size_t i) const override { return places_[i].dataset->Get(places_[i].index); }
  Record GetRecord(size_t i) const override {
    return places_[i].dataset->GetRecord(places_[i].index);
  }
  std::optional<Landmarks> GetLandmarks(size_t i) const override {
    return places_[i].dataset->GetLandmarks(places_[i].index);
  }

 private:
  std::vector<Place> places_;
};

class Faulty : public Dataset {
 public:
  Faulty(std::unique_ptr<Dataset> dataset, std::vector<std::string> faults,
         std::vector<Refusal> refusals)
      : dataset_(std::move(dataset)), faults_(std::move(faults)), refusals_(std::move(refusals)) {
    census_ = dataset_->census();
    census_.files += refusals_.size();
    std::ranges::copy(dataset_->refusals(), std::back_inserter(refusals_));
  }

  size_t size() const override { return dataset_->size(); }
  const SampleInfo& info(size_t i) const override { return dataset_->info(i); }
  Sample Get(size_t i) const override { return dataset_->Get(i); }
  Record GetRecord(size_t i) const override { return dataset_->GetRecord(i); }
  std::optional<Landmarks> GetLandmarks(size_t i) const override {
    return dataset_->GetLandmarks(i);
  }
  std::span<const Refusal> refusals() const override { return refusals_; }
  Census census() const override { return census_; }
  std::span<const std::string> faults() const override { return faults_; }

 private:
  std::unique_ptr<Dataset> dataset_;
  std::vector<std::string> faults_;
  std::vector<Refusal> refusals_;
  Census census_;
};

}  // namespace

std::unique_ptr<Dataset> Subset(const Dataset& dataset, const std::vector<size_t>& indices) {
  std::vector<Place> places;
  for (const size_t i : indices) {
    Check(i < dataset.size(), "There is no record ", i, " in a dataset of ", dataset.size(), ".");
    places.push_back({&dataset, i});
  }
  return std::make_unique<View>(std::move(places));
}

std::unique_ptr<Dataset> Filter(const Dataset& dataset,
                                const std::function<bool(const SampleInfo&)>& keep) {
  std::vector<Place> places;
  for (size_t i = 0; i < dataset.size(); ++i)
    if (keep(dataset.info(i))) places.push_back({&dataset, i});
  return std::make_unique<View>(std::move(places));
}

std::unique_ptr<Dataset> Concatenate(const std::vector<const Dataset*>& datasets) {
  std::vector<Place> places;
  std::unordered_set<std::string_view> ids;
  for (const Dataset* dataset : datasets)
    for (size_t i = 0; i < dataset->size(); ++i) {
      const std::string& id = dataset->info(i).id;
      Check(ids.insert(id).second, "Two of the datasets hold a record called ", id, ".");
      places.push_back({dataset, i});
    }
  return std::make_unique<View>(std::move(places));
}

std::unique_ptr<Dataset> WithFaults(std::unique_ptr<Dataset> dataset,
                                    std::vector<std::string> faults,
                                    std::vector<Refusal> refusals) {
  return std::make_unique<Faulty>(std::move(dataset), std::move(faults), std::move(refusals));
}

std::vector<SampleInfo> Infos(const Dataset& dataset) {
  std::vector<SampleInfo> infos;
  for (size_t i = 0; i < dataset.size(); ++i) infos.push_back(dataset.info(i));
  return infos;
}

}  // namespace swapbench
