// SPDX-License-Identifier: Apache-2.0
#include "lab/corpora.h"

#include <iostream>
#include <map>

#include "core/file.h"
#include "core/hash.h"
#include "core/log.h"
#include "data/adaptors.h"
#include "data/import.h"
#include "data/recipe.h"
#include "data/split.h"
#include "lab/experiment.h"
#include "lab/inspection.h"
#include "lab/modelling.h"
#include "store/corpus.h"
#include "store/manifest.h"
#include "synth/builder.h"
#include "synth/recipe.h"

namespace swapbench {
namespace fs = std::filesystem;
namespace {

constexpr double kToleratedRefusals = .01;

struct ShardRange {
  size_t first = 0, last = SIZE_MAX, count = 0;
};

/// "A-B/N" counted from 0.
ShardRange ParseShards(const std::string& text) {
  if (text.empty()) return {};
  const size_t dash = text.find('-'), slash = text.find('/');
  const bool shaped = dash != std::string::npos && slash != std::string::npos && dash < slash;
  const auto number = [&](size_t begin, size_t end) {
    return shaped ? ParseInteger(std::string_view(text).substr(begin, end - begin)) : std::nullopt;
  };
  const auto first = number(0, dash), last = number(dash + 1, slash),
             count = number(slash + 1, text.size());
  Check(first && last && count && *first >= 0 && *first <= *last && *last < *count, "--shards '",
        text, "' is not A-B/N with 0 <= A <= B < N, for example 0-1/8.");
  return {static_cast<size_t>(*first), static_cast<size_t>(*last), static_cast<size_t>(*count)};
}

bool IsComplete(const std::string& out) { return fs::exists(fs::path(out) / kManifestName); }

/// `before`: it was complete before anything was done.
void PrintWritten(const std::string& out, bool before) {
  const std::string text = WrittenText(out, OpenCorpus(out)->corpus_info());
  std::cout << (before ? "nothing to do, an earlier run " : "") << text;
}

/// A file next to the corpus: OUT.refusals.txt. OUT may be written with a slash at its end.
std::string Beside(const std::string& out, const std::string& ending) {
  const fs::path path = fs::path(out).lexically_normal();
  return (path.has_filename() ? path : path.parent_path()).string() + ending;
}

/// What a derived corpus is made from, besides its own recipe.
struct People {
  std::unique_ptr<Dataset> owner;
  std::unique_ptr<Dataset> reals;  // a view of owner, or empty
  Card card;
  std::string origin;  // appended to the recipe's text

  const Dataset& dataset() const { return reals ? *reals : *owner; }
};

People PeopleOfCorpus(const std::string& folder, const DatasetRecipe& recipe, size_t count) {
  auto corpus = OpenCorpus(folder);
  People people;
  people.card = ParseCard(corpus->corpus_info().card);
  CheckConsent(people.card, folder);
  people.card.name = recipe.card.name;
  people.origin = "[from]\nfingerprint = " + corpus->corpus_info().fingerprint + "\n";
  size_t kept = 0;
  people.reals = Filter(*corpus, [&](const SampleInfo& info) {
    return info.label == Label::kReal && (count == 0 || kept++ < count);
  });
  people.owner = std::move(corpus);
  return people;
}

void CheckFaces(const Dataset& dataset, const DatasetRecipe& recipe, const std::string& advice) {
  const size_t pictures = dataset.census().pictures;
  if (dataset.size() > 0 || pictures == 0) return;
  Fail("Of ", Counted(pictures, "picture"), " none shows a face that ", recipe.faces->locator.name,
       " finds: try its other options, or another locator", advice, ".");
}

People PeopleOfSource(const DatasetRecipe& recipe, int threads) {
  People people;
  people.card = recipe.card;
  people.owner = OpenSource(recipe, {}, threads);
  CheckFaces(*people.owner, recipe, "");
  return people;
}

/// Trains what the recipe's [train.NAME] sections describe in MODELS/NAME, on the real people of
/// the splits train and val, and appends to `header` which weights that gave.
TrainedModels TrainNetworks(const DatasetRecipe& recipe, const People& people, int threads,
                            const fs::path& models, CorpusHeader& header) {
  TrainedModels trained;
  for (auto& [name, network, options] : ReadTrainSections(recipe.config, header.seed)) {
    options.threads = threads;
    if (const auto initial = InitialSection(options)) options.init = trained.at(*initial);
    const std::string weights =
        TrainOnDataset(people.dataset(), Sha256(header.recipe + std::to_string(header.seed)),
                       network, options, models / name);
    trained[name] = models / name;
    header.recipe += Concat(trained.size() == 1 ? "[models]\n" : "", name, " = ", weights,
                            " (the bytes of its fakes depend on the processor)\n");
  }
  return trained;
}

/// What was left out, in short; the file `list` has the names.
void ReportRefusals(const Dataset& dataset, const DatasetRecipe& recipe, const std::string& list) {
  const size_t unreadable = CountRefusals(dataset, Refusal::Kind::kUnreadable);
  const size_t faceless = CountRefusals(dataset, Refusal::Kind::kNoFace);
  if (unreadable > 0)
    std::cout << Counted(unreadable, "file") << (unreadable == 1 ? " was" : " were") << " refused; "
              << list << (unreadable == 1 ? " names it\n" : " names them\n");
  if (faceless > 0)
    std::cout << faceless << " of " << dataset.census().pictures << " pictures show no face that "
              << recipe.faces->locator.name << " finds; " << list << " names them\n";
  if (const size_t faults = dataset.faults().size(); faults > 0)
    std::cout << "the folder is not as published; " << list << " names "
              << (faults == 1 ? "the one fault\n" : Concat("all ", faults, " faults\n"));
}

}  // namespace

void ImportCorpus(const ImportRequest& request) {
  CheckPlace(fs::path(request.out) / kManifestName);
  const DatasetRecipe recipe = LoadDatasetRecipe(request.recipe);
  const auto dataset =
      OpenSource(recipe, request.root, request.threads, Beside(request.out, ".located.jsonl"));
  const std::string list = Beside(request.out, ".refusals.txt");
  if (const std::string text = RefusalText(*dataset); !text.empty()) PublishFile(list, text);
  if (dataset->size() == 0) CheckRefusals(*dataset, 0, "nothing is left; " + list + " says why");
  CheckFaces(*dataset, recipe, "; " + list + " names them");
  const ImportPlan plan(*dataset);
  WriteOptions options;
  options.records_per_shard = recipe.corpus.records_per_shard;
  options.threads = request.threads;
  const std::string text =
      Concat(CanonicalRecipe(recipe), "[listing]\nsha256 = ", ListingSha256(*dataset), '\n');
  const bool before = IsComplete(request.out);
  WriteCorpus(plan, {recipe.card.name, text, recipe.corpus.seed, CardJson(recipe.card)},
              request.out, options);
  PrintWritten(request.out, before);
  std::cout << ToText(FindLeakage(Infos(*dataset)));
  ReportRefusals(*dataset, recipe, list);
  CheckRefusals(*dataset, request.strict ? 0 : kToleratedRefusals,
                Concat(request.out, " holds the rest, and ", list,
                       " says why; repair or remove them and import into a new folder"));
}

bool VerifyFolder(const std::string& recipe, const std::string& root, int threads) {
  const auto dataset = OpenSource(LoadDatasetRecipe(recipe), root, threads, /*journal=*/{},
                                  /*tolerate_faults=*/true);
  for (const std::string& fault : dataset->faults()) std::cout << fault << '\n';
  for (const Refusal& refusal : dataset->refusals())
    std::cout << refusal.file << " is unreadable: " << ReasonAlone(refusal) << '\n';
  const size_t faults = dataset->faults().size() + dataset->refusals().size();
  std::map<std::string, size_t> counts;
  for (size_t i = 0; i < dataset->size(); ++i) {
    const SampleInfo& info = dataset->info(i);
    ++counts[Concat(info.split, ' ', ToString(info.label))];
  }
  std::cout << root << ": ";
  for (const auto& [what, count] : counts) std::cout << count << ' ' << what << ", ";
  if (faults == 0) std::cout << "all that was looked for is there and readable\n";
  else std::cout << Counted(faults, "fault") << '\n';
  return faults == 0;
}

std::vector<std::string> WeightsOfSwaps(const Config& recipe) {
  std::vector<std::string> weights;
  for (const std::string& name : recipe.NamesBelow("swap"))
    if (auto found = WeightsOnDisk(recipe.Read<SwapOptions>("swap." + name).method))
      weights.push_back(std::move(*found));
  return weights;
}

bool SynthesizeCorpus(const SynthesizeRequest& request) {
  CheckPlace(fs::path(request.out) / kManifestName);
  const ShardRange range = ParseShards(request.shards);
  DatasetRecipe recipe = LoadDatasetRecipe(request.recipe);
  if (request.seed) recipe.corpus.seed = *request.seed;
  if (request.count > 0) recipe.corpus.count = request.count;
  if (!request.from.empty()) {  // nothing of the recipe's own source goes into this corpus
    recipe.corpus.count = request.count;
    recipe.source = {};
  }
  Check(!recipe.config.NamesBelow("swap").empty(), "There is no [swap.NAME] section in ",
        request.recipe,
        ", so nothing would be swapped: `swapbench import` reads a folder as it is.");
  CheckTrainSections(ReadTrainSections(recipe.config, recipe.corpus.seed), request.recipe);
  const People people = request.from.empty() ? PeopleOfSource(recipe, request.threads)
                                             : PeopleOfCorpus(request.from, recipe, request.count);
  CorpusHeader header = {people.card.name, CanonicalRecipe(recipe) + people.origin,
                         recipe.corpus.seed, CardJson(people.card)};
  for (const std::string& weights : WeightsOfSwaps(recipe.config))
    header.recipe += Concat("[weights]\nsha256 = ", weights, '\n');
  const TrainedModels models =
      TrainNetworks(recipe, people, request.threads, Beside(request.out, ".models"), header);
  const auto plan =
      PlanSwaps(recipe.config, people.card, people.dataset(), recipe.corpus.seed, models);
  const WriteOptions options = {recipe.corpus.records_per_shard, request.threads, range.first,
                                range.last, range.count};
  const bool before = IsComplete(request.out);
  const bool complete = WriteCorpus(*plan, header, request.out, options);
  if (complete) PrintWritten(request.out, before);
  else
    std::cout << "wrote shards " << request.shards << " of " << request.out
              << "; others are still missing\n";
  return complete;
}

}  // namespace swapbench
