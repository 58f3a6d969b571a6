// SPDX-License-Identifier: Apache-2.0
// People who do not exist, drawn on demand. Whole people are split first.
#include <algorithm>
#include <list>
#include <mutex>

#include "core/error.h"
#include "core/json.h"
#include "data/dataset.h"
#include "data/provenance.h"
#include "data/split.h"
#include "image/codec.h"
#include "portrait/portrait.h"

namespace swapbench {
namespace {

struct ProceduralOptions {
  size_t images = 5, extra = 0;
  PortraitOptions portrait{.size = 128, .yaw = 15, .pitch = 8, .roll = 8, .camera = true};
  SplitShares shares;

  template <class V>
  void Describe(V& v) {
    v("images", images, "real images of each person", Between{1, 1000});
    v("extra", extra, "further images of each person behind those, for controls to set aside",
      Between{0, 1000});
    portrait.Describe(v);
    shares.Describe(v);
  }
};

constexpr size_t kDefaultCount = 1500;
constexpr size_t kCachedPortraits = 64;

/// The portraits drawn last: a fake reads its target again soon after the real was stored.
class PortraitCache {
 public:
  template <class Draw>
  std::shared_ptr<const Portrait> Get(size_t key, Draw draw) {
    if (auto found = Find(key)) return found;
    auto portrait = std::make_shared<const Portrait>(draw());
    const std::lock_guard lock(mutex_);
    entries_.push_front({key, portrait});
    if (entries_.size() > kCachedPortraits) entries_.pop_back();
    return portrait;
  }

 private:
  struct Entry {
    size_t key;
    std::shared_ptr<const Portrait> portrait;
  };

  std::shared_ptr<const Portrait> Find(size_t key) {
    const std::lock_guard lock(mutex_);
    const auto found = std::ranges::find(entries_, key, &Entry::key);
    if (found == entries_.end()) return nullptr;
    entries_.splice(entries_.begin(), entries_, found);
    return entries_.front().portrait;
  }

  std::mutex mutex_;
  std::list<Entry> entries_;  // newest first
};

std::string PersonName(size_t person) {
  const std::string number = std::to_string(person);
  return "p" + std::string(number.size() < 5 ? 5 - number.size() : 0, '0') + number;
}

class ProceduralDataset : public Dataset {
 public:
  ProceduralDataset(const ProceduralOptions& options, const DatasetContext& context)
      : options_(options), seed_(context.seed) {
    Check(!context.faces,
          "People who are drawn come with landmarks: take the section [faces] out of the recipe.");
    const size_t count = context.count > 0 ? context.count : kDefaultCount;
    const size_t people = (count + options.images - 1) / options.images;
    const std::vector<std::string> splits = SplitIdentities(people, options.shares, seed_);
    for (size_t person = 0; person < people; ++person) {
      const size_t stored = std::min(options.images, count - person * options.images);
      for (size_t image = 0; image < stored; ++image)
        Add(context.name, person, image, splits[person]);
      for (size_t image = options.images; image < options.images + options.extra; ++image)
        Add(context.name, person, image, splits[person]);
    }
  }

  size_t size() const override { return infos_.size(); }
  const SampleInfo& info(size_t i) const override { return infos_[i]; }

  Sample Get(size_t i) const override {
    const auto portrait = Draw(i);
    return {Info(i, *portrait), {portrait->image.clone(), portrait->landmarks}, {}};
  }

  std::optional<Landmarks> GetLandmarks(size_t i) const override { return Draw(i)->landmarks; }

  Record GetRecord(size_t i) const override {
    const auto portrait = Draw(i);
    Record record;
    record.info = Info(i, *portrait);
    record.image = EncodePng(portrait->image);
    record.classes = EncodePng(portrait->classes);
    record.landmarks = portrait->landmarks;
    record.landmarks_3d = portrait->landmarks_3d;
    JsonObject provenance;
    provenance.Set("digital_source_type", kAlgorithmicMedia);
    provenance.SetRaw("portrait", portrait->parameters);
    record.provenance = provenance.ToString();
    return record;
  }

 private:
  struct Place {
    size_t person, image;
  };

  void Add(const std::string& dataset, size_t person, size_t image, const std::string& split) {
    SampleInfo info;
    info.dataset = dataset;
    info.target = PersonName(person);
    info.clip = Concat(info.target, '/', image);
    info.id = dataset + "/" + info.clip;
    info.split = split;
    infos_.push_back(std::move(info));
    places_.push_back({person, image});
  }

  /// With what only a drawn portrait tells.
  SampleInfo Info(size_t i, const Portrait& portrait) const {
    SampleInfo info = infos_[i];
    info.attributes = portrait.attributes;
    return info;
  }

  std::shared_ptr<const Portrait> Draw(size_t i) const {
    const Place place = places_[i];
    return cache_.Get(
        i, [&] { return DrawPortrait(seed_, place.person, place.image, options_.portrait); });
  }

  ProceduralOptions options_;
  uint64_t seed_;
  std::vector<SampleInfo> infos_;
  std::vector<Place> places_;
  mutable PortraitCache cache_;
};

}  // namespace

void Register_procedural(DatasetRegistry& registry) {
  registry.Add<ProceduralOptions>("procedural", "People who do not exist, drawn from the seed",
                                  [](const ProceduralOptions& options,
                                     const DatasetContext& context) -> std::unique_ptr<Dataset> {
                                    return std::make_unique<ProceduralDataset>(options, context);
                                  });
}

}  // namespace swapbench
