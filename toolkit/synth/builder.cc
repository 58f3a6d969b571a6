// SPDX-License-Identifier: Apache-2.0
#include "synth/builder.h"

#include <set>
#include <string>
#include <utility>

#include "core/build_info.h"
#include "core/error.h"
#include "core/rng.h"
#include "data/provenance.h"
#include "image/codec.h"
#include "synth/arrangement.h"
#include "synth/donors.h"
#include "synth/originals.h"
#include "synth/recipe.h"

namespace swapbench {
namespace {

constexpr size_t kFewestIdentities = 20;
constexpr int kAttempts = 16;
/// "ffhq/a/b" -> "a/b".
std::string PathOf(const SampleInfo& info) {
  const size_t slash = info.id.find('/');
  return slash == std::string::npos ? info.id : info.id.substr(slash + 1);
}

class SwapPlan : public CorpusPlan {
 public:
  SwapPlan(const Config& recipe, const Card& card, const Dataset& people, uint64_t seed,
           const TrainedModels& models)
      : where_(recipe.where()),
        recipe_(ReadSwapRecipe(recipe, models)),
        card_(card),
        people_(people),
        seed_(seed),
        originals_(people),
        arrangement_(Arrange(people, recipe_, where_)),
        donors_(people, arrangement_.stored, seed) {
    CheckConduct();
    CheckLandmarks();
    CheckIds();
  }

  size_t size() const override { return arrangement_.steps.size(); }

  Record Make(size_t i) const override {
    const Step& step = arrangement_.steps.at(i);
    return step.swap == nullptr ? MakeReal(step.person) : MakeFake(step);
  }

 private:
  struct Made {
    Swapped swapped;
    size_t donor;
    int attempt;
  };

  void CheckConduct() const;
  void CheckLandmarks() const;
  void CheckIds() const;
  std::string IdOf(const Step& step) const;
  int Quality(size_t person) const;
  Record MakeReal(size_t person) const;
  Record MakeFake(const Step& step) const;
  Made Swap(const Step& step, const Original& target) const;
  JsonObject Provenance(const std::string& original, int quality) const;

  std::string where_;
  SwapRecipe recipe_;
  Card card_;
  const Dataset& people_;
  uint64_t seed_;
  Originals originals_;
  Arrangement arrangement_;
  Donors donors_;
};

void SwapPlan::CheckConduct() const {
  if (recipe_.swaps.empty()) return;
  Check(card_.consent == "given", "In ", where_, ": the card of '", card_.name,
        "' states consent = ", card_.consent.empty() ? "nothing" : card_.consent,
        "; faces are swapped only where it is 'given'.");
  for (const PlannedSwap& swap : recipe_.swaps)
    for (const std::string& split : swap.options.splits)
      Check(donors_.Identities(split) >= kFewestIdentities, "In ", where_, ", section [swap.",
            swap.name, "]: split '", split, "' has ", donors_.Identities(split),
            " identities, but swaps need at least ", kFewestIdentities,
            "; add people (drawn ones by a larger --count), or take the split out of 'splits'.");
}

void SwapPlan::CheckLandmarks() const {
  for (const Step& step : arrangement_.steps) {
    if (step.swap == nullptr || !step.swap->traits.needs_landmarks) continue;
    Check(originals_.Get(step.person)->face.landmarks.has_value(), "In ", where_,
          ", section [swap.", step.swap->name, "]: ", step.swap->spec,
          " needs landmarks, but the record ", people_.info(step.person).id, " has none.");
    return;  // a dataset has them or has not; an exception among them is named when it is made
  }
}

void SwapPlan::CheckIds() const {
  std::set<std::string> ids;
  for (const Step& step : arrangement_.steps)
    Check(ids.insert(IdOf(step)).second, "In ", where_, ": two records would be called '",
          IdOf(step), "'; rename a [swap.NAME] section.");
}

std::string SwapPlan::IdOf(const Step& step) const {
  std::string id = card_.name + "/" + PathOf(people_.info(step.person));
  if (step.swap != nullptr) id += "-" + step.swap->name;
  if (step.copy > 0) id += "-" + std::to_string(step.copy + 1);
  return id;
}

int SwapPlan::Quality(size_t person) const {
  Rng rng(seed_, "synth/encode", person);
  return static_cast<int>(rng.Integer(recipe_.encode.quality_low, recipe_.encode.quality_high));
}

JsonObject SwapPlan::Provenance(const std::string& original, int quality) const {
  JsonObject encode;
  encode.Set("codec", "jpeg").Set("quality", quality).Set("chroma", "4:2:0");
  JsonObject json;
  json.Set("toolkit_version", GetBuildInfo().version).Set("encode", encode);
  if (!original.empty()) json.SetRaw("original", original);
  return json;
}

Record SwapPlan::MakeReal(size_t person) const {
  const auto original = originals_.Get(person);
  const int quality = Quality(person);
  Record record = original->record;
  record.info.id = IdOf({person, nullptr, 0});
  record.info.dataset = card_.name;
  record.image = EncodeJpeg(original->face.image, quality);
  record.provenance = Provenance(original->record.provenance, quality).ToString();
  return record;
}

SwapPlan::Made SwapPlan::Swap(const Step& step, const Original& target) const {
  const PlannedSwap& swap = *step.swap;
  const Rng stream = Rng(seed_, "synth/swap/" + swap.name, step.person)
                         .Substream("copy", static_cast<uint64_t>(step.copy));
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    const Rng drawn = stream.Substream("attempt", static_cast<uint64_t>(attempt));
    const size_t donor =
        donors_.Draw(swap.traits.donor, step.person, attempt, drawn.Substream("donor"));
    const auto source = originals_.Get(donor);
    if (auto swapped = swap.method->Swap(target.face, source->face, drawn.Substream("method")))
      return {std::move(*swapped), donor, attempt};
  }
  Fail(target.record.info.id, ": ", swap.spec, " refused this face ", kAttempts,
       " times (are its landmarks missing, or is the face too small?).");
}

Record SwapPlan::MakeFake(const Step& step) const {
  const auto target = originals_.Get(step.person);
  const Made made = Swap(step, *target);
  const int quality = Quality(step.person);
  const SampleInfo& donor = people_.info(made.donor);

  Record record;
  record.info = target->record.info;
  record.info.id = IdOf(step);
  record.info.label = Label::kFake;
  record.info.dataset = card_.name;
  record.info.source = donor.target;
  record.info.method = step.swap->name;
  if (!step.swap->traits.needs_unused_real) record.info.twin = IdOf({step.person, nullptr, 0});
  record.image = EncodeJpeg(made.swapped.image, quality);
  record.mask = EncodePng(made.swapped.mask);
  record.landmarks = target->face.landmarks;

  JsonObject json = Provenance(target->record.provenance, quality);
  json.Set("digital_source_type", kCompositeSynthetic).Set("swap", step.swap->name);
  json.Set("method", step.swap->spec).Set("target", target->record.info.id);
  json.Set("source", donor.id).Set("attempt", made.attempt);
  std::vector<std::string> cues;
  for (const SwapCue cue : step.swap->traits.cues) cues.emplace_back(NameOf(cue));
  json.Set("cues", cues).Set("parameters", made.swapped.parameters);
  json.Set("consent", card_.consent).Set("licence", card_.licence);
  record.provenance = json.ToString();
  return record;
}

}  // namespace

std::unique_ptr<CorpusPlan> PlanSwaps(const Config& recipe, const Card& card, const Dataset& people,
                                      uint64_t seed, const TrainedModels& models) {
  return std::make_unique<SwapPlan>(recipe, card, people, seed, models);
}

}  // namespace swapbench
