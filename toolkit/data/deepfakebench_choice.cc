// SPDX-License-Identifier: Apache-2.0
#include "data/deepfakebench_choice.h"

#include <algorithm>
#include <set>

#include "core/error.h"
#include "core/text.h"

namespace swapbench {
namespace {

bool Takes(const std::vector<std::string>& chosen, const std::string& name) {
  return chosen.empty() || std::ranges::find(chosen, name) != chosen.end();
}

void CheckNames(const std::string& files, const char* option,
                const std::vector<std::string>& wanted, const std::set<std::string>& found) {
  for (const std::string& name : wanted)
    Check(found.contains(name), files, " knows no ", option, "=", name,
          Suggestion(name, std::vector<std::string>(found.begin(), found.end())), ".");
}

/// Leaves one level of compression where there are several.
void KeepLevel(std::vector<BenchClip>& clips, const std::string& files, std::string wanted) {
  std::set<std::string> levels;
  for (const BenchClip& clip : clips) levels.insert(clip.level);
  levels.erase("");
  if (levels.empty()) return;
  const std::vector<std::string> names(levels.begin(), levels.end());
  if (wanted.empty() && names.size() == 1) wanted = names.front();
  Check(levels.contains(wanted), files, " has the levels ", Join(names, ", "),
        "; choose one with compression=", names.front(), ".");
  std::erase_if(clips,
                [&](const BenchClip& clip) { return !clip.level.empty() && clip.level != wanted; });
}

}  // namespace

std::vector<BenchClip> ChooseClips(const BenchChoice& choice, const std::filesystem::path& root) {
  Check(!choice.json.empty(), "The dataset deepfakebench needs json=FILE, a file below --root.");
  const std::string files = Join(choice.json, ", ");
  std::vector<BenchClip> chosen;
  std::set<std::string> datasets, labels;
  for (const std::string& json : choice.json)
    for (BenchClip& clip : ReadBenchFile(root / json)) {
      datasets.insert(clip.dataset);
      labels.insert(clip.label);
      if (Takes(choice.datasets, clip.dataset) && Takes(choice.labels, clip.label) &&
          Takes(choice.splits, clip.split)) {
        clip.json = json;
        chosen.push_back(std::move(clip));
      }
    }
  CheckNames(files, "datasets", choice.datasets, datasets);
  CheckNames(files, "labels", choice.labels, labels);
  Check(!chosen.empty(), "Nothing in ", files, " is of the chosen datasets, labels and splits.");
  KeepLevel(chosen, files, choice.compression);
  return chosen;
}

}  // namespace swapbench
