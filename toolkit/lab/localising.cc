// SPDX-License-Identifier: Apache-2.0
#include "lab/localising.h"

#include <algorithm>
#include <iostream>

#include "core/build_info.h"
#include "core/file.h"
#include "core/json.h"
#include "core/text.h"
#include "detect/localise.h"
#include "lab/inspection.h"
#include "nets/untrained.h"
#include "report/format.h"
#include "store/corpus.h"

namespace swapbench {
namespace {

constexpr const char* kUntrained = "untrained";

/// Everything that was found, and of what.
struct Findings {
  std::string model, network, weights_sha256, corpus, fingerprint;
  BootstrapOptions bootstrap;
  Localisation localisation;
  std::vector<Estimate> estimates;
};

/// "3 fakes of the control", where there are any.
void Tell(size_t count, const std::string& what, std::vector<std::string>& sentences) {
  if (count > 0) sentences.push_back(Counted(count, "fake") + " " + what);
}

std::string LeftOut(const Localisation& localisation) {
  std::vector<std::string> parts;
  Tell(localisation.controls, "in which nothing was swapped", parts);
  Tell(localisation.without_mask, "without a mask", parts);
  Tell(localisation.without_seam, "whose mask is too faint to have a seam", parts);
  return parts.empty() ? "" : "left out: " + Join(parts, ", ") + "\n";
}

constexpr int kColumn = 20;

/// setw counts bytes, an interval has a dash of three.
std::string Cell(const std::string& text) {
  const auto shown = static_cast<size_t>(std::ranges::count_if(
      text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
  return text + std::string(shown < kColumn ? kColumn - shown : 1, ' ');
}

std::string Cell(const Estimate& row) {
  return Cell(report::WithInterval(row.value, row.low, row.high));
}

bool IsDifference(const Estimate& row) { return Spec::Parse(row.metric).args.contains("minus"); }

/// A line for the fakes of each slice and each measure, those who are compared side by side.
std::string TableText(const Findings& findings) {
  const std::vector<Drawing>& drawings = findings.localisation.drawings;
  std::string text = Cell("fakes") + Cell("measure") + Cell("model");
  for (size_t i = 1; i < drawings.size(); ++i) text += Cell(drawings[i].who);
  for (const Estimate& row : findings.estimates) {
    if (IsDifference(row)) continue;
    if (row.detector == drawings.front().who) text += "\n" + Cell(row.slice) + Cell(row.metric);
    text += Cell(row);
  }
  return text + "\n";
}

/// How far the model is above what it is compared with, over all fakes.
std::string DifferencesText(const Findings& findings) {
  std::string text;
  for (const Estimate& row : findings.estimates) {
    if (row.slice != "all" || !IsDifference(row)) continue;
    const Spec metric = Spec::Parse(row.metric);
    text += Concat(metric.name, ": model minus ", Unbracketed(metric.args.at("minus")), " ",
                   report::WithInterval(row.value, row.low, row.high), "\n");
  }
  return text;
}

std::string AsText(const Findings& findings) {
  const Localisation& found = findings.localisation;
  std::string text = Concat(
      findings.model, " (", findings.network, ") on ", findings.corpus, ", split ", found.split,
      ": ", Counted(found.fakes.rows.size(), "fake"), ", ", findings.estimates.front().clusters,
      " people or clips drawn again ", findings.bootstrap.replicates, " times, seed ",
      findings.bootstrap.seed, "\n", LeftOut(found), "thresholds chosen on ",
      Counted(found.chosen_on, "fake"), " of split val\n");
  if (found.known_people > 0)
    text +=
        Concat(found.known_people,
               " of the people are also shown in other splits: they are not people never seen\n");
  return text + "\n" + TableText(findings) + "\n" + DifferencesText(findings) +
         "seam_iou: overlap (intersection over union) of the places marked as seam with the true "
         "seam;\nregion_iou: of what they enclose with the swapped region; in brackets 95 % "
         "intervals\n";
}

JsonObject ToJson(const Drawing& drawing) {
  return JsonObject()
      .Set("who", drawing.who)
      .Set("seam_threshold", drawing.seam_level)
      .Set("region_threshold", drawing.region_level);
}

JsonObject ToJson(const Estimate& row) {
  return JsonObject()
      .Set("who", row.detector)
      .Set("fakes", row.slice)
      .Set("metric", row.metric)
      .Set("value", row.value)
      .Set("low", row.low)
      .Set("high", row.high)
      .Set("n", row.n)
      .Set("clusters", row.clusters)
      .Set("note", row.note);
}

template <class Items>
std::string ListOf(const Items& items) {
  std::vector<std::string> parts;
  for (const auto& item : items) parts.push_back(ToJson(item).ToString());
  return "[" + Join(parts, ",") + "]";
}

std::string AsJson(const Findings& findings) {
  const Localisation& found = findings.localisation;
  JsonObject json;
  json.Set("toolkit", GetBuildInfo().version)
      .Set("model", findings.model)
      .Set("network", findings.network)
      .Set("weights_sha256", findings.weights_sha256)
      .Set("corpus", findings.corpus)
      .Set("fingerprint", findings.fingerprint)
      .Set("split", found.split)
      .Set("judged", found.fakes.rows.size())
      .Set("chosen_on", found.chosen_on)
      .Set("left_out_controls", found.controls)
      .Set("left_out_without_mask", found.without_mask)
      .Set("left_out_without_seam", found.without_seam)
      .Set("known_people", found.known_people)
      .Set("seed", static_cast<long long>(findings.bootstrap.seed))
      .Set("replicates", findings.bootstrap.replicates)
      .Set("level", findings.bootstrap.level)
      .SetRaw("thresholds", ListOf(found.drawings))
      .SetRaw("estimates", ListOf(findings.estimates));
  return json.ToString() + "\n";
}

std::vector<NewFile> FilesIn(const std::filesystem::path& out) {
  if (out.empty()) return {};
  std::vector<NewFile> files = {{out / "localisation.json", {}}, {out / "localisation.csv", {}}};
  for (const NewFile& file : files) CheckPlace(file.path);
  return files;
}

#if SWAPBENCH_WITH_TORCH

std::unique_ptr<Detector> NetworkIn(const std::filesystem::path& folder) {
  return Detectors().Make({"network", {{"model", folder.string()}}});
}

Localisation LocaliseBesideUntrained(const Dataset& corpus, const Model& model,
                                     const LocaliseRequest& request) {
  const auto detector = NetworkIn(model.folder);
  const UntrainedFolder folder(model.info.network, request.seed);
  const auto untrained = NetworkIn(folder.path());
  const std::vector<SeamDetector> detectors = {
      {Spec{"network", {{"model", model.folder.string()}}}.ToString(), *detector},
      {kUntrained, *untrained}};
  LocaliseOptions options;
  options.split = request.split;
  options.threads = request.threads;
  return Localise(corpus, detectors, options);
}

#else

Localisation LocaliseBesideUntrained(const Dataset&, const Model&, const LocaliseRequest&) {
  Fail("This build has no LibTorch and cannot see what a network draws: use the preset `release`.");
}

#endif

}  // namespace

void LocaliseModel(const LocaliseRequest& request) {
  std::vector<NewFile> files = FilesIn(request.out);
  const Model model = ReadModel(request.model, Answer::kLogit);
  const auto corpus = OpenCorpus(request.corpus);
  Findings findings{request.model.string(),
                    model.info.network.ToString(),
                    model.weights_sha256,
                    corpus->corpus_info().name,
                    corpus->corpus_info().fingerprint,
                    {},
                    LocaliseBesideUntrained(*corpus, model, request),
                    {}};
  findings.bootstrap.seed = request.seed;
  findings.bootstrap.threads = request.threads;
  findings.localisation.fakes.corpus = findings.corpus;
  findings.estimates = EstimateOverlaps(findings.localisation, findings.bootstrap);
  std::cout << AsText(findings);
  if (files.empty()) return;
  files[0].bytes = AsJson(findings);
  files[1].bytes = OverlapsCsv(findings.localisation);
  PublishFiles(files);
  std::cout << "wrote " << files[0].path.string() << " and " << files[1].path.string() << '\n';
}

}  // namespace swapbench
