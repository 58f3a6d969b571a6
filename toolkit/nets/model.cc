// SPDX-License-Identifier: Apache-2.0
#include "nets/model.h"

#include <algorithm>
#include <limits>

#include "core/config.h"
#include "core/file.h"
#include "core/hash.h"

namespace swapbench {
namespace {

struct ModelSection {
  Spec network, features;
  std::string trained_on, weights_sha256;

  template <class V>
  void Describe(V& v) {
    v("network", network, "architecture and its options");
    v("features", features, "or the feature extractor that a linear fit stands on");
    v("trained_on", trained_on, "fingerprint of the corpus, or where the weights came from");
    v("weights_sha256", weights_sha256, "SHA-256 of weights.safetensors");
  }
};

struct InputSection {
  int size = 256;
  std::string resize = "area";
  std::vector<double> mean = {.5, .5, .5}, sd = {.5, .5, .5};

  template <class V>
  void Describe(V& v) {
    v("size", size, "side of the input, pixels", Between{1, 8192});
    v("resize", resize, "how the whole image is brought to that side",
      OneOf{{"area", "nearest_exact"}});
    v("mean", mean, "of red, green, blue in 0..1");
    v("sd", sd, "input = (value - mean) / sd", Between{1e-6, 1e6});
  }
};

constexpr std::array<const char*, 2> kAnswers = {"logit", "picture"};

struct AnswerSection {
  std::string kind = "logit";
  double threshold = std::numeric_limits<double>::quiet_NaN();
  double temperature = 1;

  template <class V>
  void Describe(V& v) {
    v("kind", kind, "what is answered for a picture", OneOf{{kAnswers[0], kAnswers[1]}});
    v("threshold", threshold, "a logit from here on is called fake; nan where unknown");
    v("temperature", temperature, "logit / temperature is calibrated", Between{1e-6, 1e6});
  }
};

struct TrainingSection {
  std::string ledger = "{}";

  template <class V>
  void Describe(V& v) {
    v("ledger", ledger, "JSON: options, seeds, history, versions");
  }
};

std::array<double, 3> Triple(const std::vector<double>& values, const std::string& key,
                             const std::string& where) {
  Check(values.size() == 3, where, ", section [input]: '", key, "' needs three numbers.");
  return {values[0], values[1], values[2]};
}

/// A JSON text without the one character that a recipe file cannot hold behind a key.
std::string WithoutHash(const std::string& json) {
  std::string text;
  for (const char c : json) {
    if (c == '#') text += "\\u0023";
    else text += c;
  }
  return text;
}

template <class Section>
std::string SectionText(const std::string& name, const Section& section) {
  std::string text = "[" + name + "]\n";
  for (const OptionInfo& option : DescribeOptions(section))
    if (option.type != OptionType<Spec>::Name() || !option.default_value.empty())
      text += option.key + " = " + option.default_value + "\n";
  return text;
}

}  // namespace

std::string_view ToString(Answer answer) { return kAnswers.at(static_cast<size_t>(answer)); }

Model ReadModel(const std::filesystem::path& folder) {
  const std::filesystem::path ini = folder / "model.ini", weights = folder / "weights.safetensors";
  Check(std::filesystem::is_directory(folder), "There is no model folder ", folder.string(), ".");
  Check(std::filesystem::exists(ini), folder.string(),
        " holds no model.ini: it is not a model, or its training has not finished.");
  const Config config = Config::Load(ini);
  config.CheckSections({"model", "input", "answer", "training"});
  const auto model = config.Read<ModelSection>("model");
  const auto input = config.Read<InputSection>("input");
  const auto answer = config.Read<AnswerSection>("answer");
  Check(!model.network.name.empty() || !model.features.name.empty(), "In ", ini.string(),
        ", section [model]: 'network' is missing.");
  Check(model.network.name.empty() || model.features.name.empty(), "In ", ini.string(),
        ", section [model]: only one of 'network' and 'features' can have been trained.");

  Model result;
  result.folder = folder;
  result.info.network = model.network;
  result.info.features = model.features;
  result.info.input = {input.size, input.resize, Triple(input.mean, "mean", ini.string()),
                       Triple(input.sd, "sd", ini.string())};
  result.info.answer = answer.kind == kAnswers[0] ? Answer::kLogit : Answer::kPicture;
  result.info.threshold = answer.threshold;
  result.info.temperature = answer.temperature;
  result.info.trained_on = model.trained_on;
  result.info.ledger = config.Read<TrainingSection>("training").ledger;
  Check(std::filesystem::exists(weights), folder.string(), " holds no weights.safetensors.");
  result.weights_sha256 = Sha256File(weights);
  Check(result.weights_sha256 == model.weights_sha256, weights.string(),
        " is not the file that model.ini was written for: its SHA-256 differs.");
  return result;
}

Model ReadNetwork(const std::filesystem::path& folder) {
  Model model = ReadModel(folder);
  Check(model.info.features.name.empty(), folder.string(), " holds a linear fit of ",
        model.info.features.name,
        ", but a network is needed here: the detector linear:model=", folder.string(),
        " scores with it.");
  return model;
}

Model ReadModel(const std::filesystem::path& folder, Answer answer) {
  Model model = ReadNetwork(folder);
  Check(model.info.answer == answer, "The network in ", folder.string(), " (",
        model.info.network.ToString(), ") answers with a ", ToString(model.info.answer), ", but a ",
        ToString(answer), " is needed here.");
  return model;
}

std::optional<std::string> TrainedModel(const Spec& spec) {
  const auto model = spec.args.find("model");
  if (model == spec.args.end()) return {};
  const std::string value = Unbracketed(model->second);
  if (!value.starts_with('@')) return {};
  return value.substr(1);
}

void WriteModelInfo(const std::filesystem::path& folder, const ModelInfo& info) {
  const std::filesystem::path weights = folder / "weights.safetensors";
  Check(std::filesystem::exists(weights), "The weights must be in ", folder.string(),
        " before model.ini is written.");
  const auto& [size, resize, mean, sd] = info.input;
  const std::string input =
      SectionText("input",
                  InputSection{size, resize, {mean.begin(), mean.end()}, {sd.begin(), sd.end()}}) +
      "\n";
  const std::string text =
      SectionText("model",
                  ModelSection{info.network, info.features, info.trained_on, Sha256File(weights)}) +
      "\n" + (info.features.name.empty() ? input : "") +
      SectionText("answer", AnswerSection{std::string(ToString(info.answer)), info.threshold,
                                          info.temperature}) +
      "\n" + SectionText("training", TrainingSection{WithoutHash(info.ledger)});
  Config::Parse(text, (folder / "model.ini").string());  // refuses what could not be read back
  PublishFile(folder / "model.ini", text);
}

}  // namespace swapbench
