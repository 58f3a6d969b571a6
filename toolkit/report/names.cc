// SPDX-License-Identifier: Apache-2.0
#include "report/names.h"

#include <cctype>
#include <filesystem>
#include <optional>
#include <set>

#include "core/error.h"
#include "core/spec.h"
#include "core/text.h"

namespace swapbench::report {
namespace {

std::optional<Spec> Parsed(const std::string& text) {
  try {
    return Spec::Parse(text);
  } catch (const Error&) {
    return {};  // a third party's table may be called anything
  }
}

std::string LastPart(std::string path) {
  while (path.size() > 1 && path.back() == '/') path.pop_back();
  const std::string name = std::filesystem::path(path).filename().string();
  return name.empty() ? path : name;
}

std::string BaseName(const std::string& text) {
  const std::optional<Spec> spec = Parsed(text);
  if (!spec) return text.find('/') == std::string::npos ? text : LastPart(text);
  const auto model = spec->args.find("model");
  return model == spec->args.end() ? spec->name : LastPart(Unbracketed(model->second));
}

// The options whose values are not the same in all of `group`.
std::string Difference(const std::string& text, const std::vector<std::string>& group) {
  const std::optional<Spec> own = Parsed(text);
  if (!own) return "";
  std::vector<std::string> parts;
  for (const auto& [key, value] : own->args)
    for (const std::string& other_text : group) {
      const std::optional<Spec> other = Parsed(other_text);
      if (other && other->args.contains(key) && other->args.at(key) == value) continue;
      parts.push_back(key + "=" + Unbracketed(value));
      break;
    }
  return Join(parts, ", ");
}

struct Words {
  const char *name, *title, *meaning;
};

constexpr Words kMetrics[] = {
    {"auc", "AUC",
     "the chance that a fake drawn at random gets a higher score than a genuine picture; .5 is a "
     "coin, 1 is perfect"},
    {"eer", "EER",
     "the error rate at the threshold where misses and false alarms are equally frequent"},
    {"ap", "AP", "average precision; its chance level is the share of fakes in the table"},
    {"tpr_at_fpr", "TPR", "the share of fakes caught at a fixed share of false alarms"},
    {"brier", "Brier", "the mean squared error of the stated probabilities; smaller is better"},
    {"accuracy", "Accuracy", "the share of right answers at the threshold fixed on validation"},
    {"miss_rate", "Misses",
     "the share of fakes called genuine at the threshold fixed on validation (ISO 30107-3: APCER)"},
    {"false_alarm_rate", "False alarms",
     "the share of genuine pictures called fake at the same threshold (BPCER)"},
    {"ppv", "PPV", "the share of flagged pictures that are fakes, at a stated prevalence"},
    {"ece", "ECE", "the expected calibration error over 15 equal-width bins"},
    {"partial_auc", "Partial AUC", "the area under a part of the ROC, with McClish's correction"},
};

const Words* Find(const std::string& name) {
  for (const Words& words : kMetrics)
    if (name == words.name) return &words;
  return nullptr;
}

}  // namespace

std::map<std::string, std::string> ShortNames(const std::vector<std::string>& specs,
                                              const std::map<std::string, std::string>& given) {
  std::map<std::string, std::string> names;
  std::map<std::string, std::vector<std::string>> groups;
  for (const std::string& spec : std::set<std::string>(specs.begin(), specs.end())) {
    const auto found = given.find(spec);
    groups[found == given.end() ? BaseName(spec) : found->second].push_back(spec);
  }
  for (const auto& [name, group] : groups)
    for (const std::string& spec : group) {
      const std::string difference = Difference(spec, group);
      if (group.size() == 1) names[spec] = name;
      else names[spec] = difference.empty() ? spec : name + " (" + difference + ")";
    }
  return names;
}

std::string MetricTitle(const std::string& text) {
  const std::optional<Spec> spec = Parsed(text);
  const Words* words = spec ? Find(spec->name) : nullptr;
  if (!words) return text;
  std::string title = words->title;
  for (const auto& [key, value] : spec->args) {
    const auto number = ParseDouble(value);
    if (key == "fpr" && number) title += " at " + Percent(*number) + " FPR";
    else if (key == "prevalence" && number) title += " at " + Percent(*number);
    else if (key == "interval" && value == "delong") title += ", DeLong";
    else if (key == "interval" && value == "simultaneous") title += ", simultaneous";
    else if (key != "interval" && value != "logit") title += ", " + key + " " + Unbracketed(value);
  }
  return title;
}

std::string MetricMeaning(const std::string& text) {
  const std::optional<Spec> spec = Parsed(text);
  const Words* words = spec ? Find(spec->name) : nullptr;
  return words ? words->meaning : "";
}

std::string Percent(double fraction) {
  double percent = fraction * 100;
  return ToText(static_cast<double>(static_cast<long long>(percent * 1e6 + .5)) / 1e6) + " %";
}

std::string Slug(const std::string& text) {
  std::string slug;
  for (const char c : text)
    slug += std::isalnum(static_cast<unsigned char>(c)) ? static_cast<char>(std::tolower(c)) : '_';
  return slug;
}

}  // namespace swapbench::report
