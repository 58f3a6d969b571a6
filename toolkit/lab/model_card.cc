// SPDX-License-Identifier: Apache-2.0
#include "lab/model_card.h"

#include <nlohmann/json.hpp>

#include "core/error.h"
#include "core/text.h"
#include "report/evidence_words.h"
#include "train/trainer.h"

namespace swapbench {
namespace {

using Json = nlohmann::json;

std::string Items(const std::vector<std::string>& texts) {
  std::string list;
  for (const std::string& text : texts) list += "- " + text + '\n';
  return list;
}

std::string UseOf(Answer answer) {
  if (answer == Answer::kPicture)
    return "It draws a face again, as a part of the swap method `resynthesis`, which makes fakes "
           "to "
           "test detectors with. It tells nothing of whether a face is fake.\n";
  return Concat("It scores faces: a higher score means more likely a face swap. ", report::kAid,
                " Not for decisions without a person, nor for watching people.\n");
}

std::string ErrorsOf(const Model& model) {
  if (model.info.answer == Answer::kPicture) return "";
  return "\n## How often it errs\n\n" + Items(report::ClaimSentences(ClaimsOf(model.info)));
}

/// With which weights the training began, and what of them it left alone.
std::string BeginningOf(const Json& ledger) {
  std::string text;
  if (ledger.contains(kInitialWeightsKey)) {
    const Json& initial = ledger.at(kInitialWeightsKey);
    const auto anew = initial.at("begun_anew").get<std::vector<std::string>>();
    text = Concat("- Began with the weights of ", initial.at("network").get<std::string>(),
                  ", SHA-256 ", initial.at("sha256").get<std::string>(),
                  ", which were trained on: ", initial.at("trained_on").get<std::string>(),
                  ". What they saw there is not unseen to this model.\n");
    if (!anew.empty()) text += Concat("- Of these began anew: ", Join(anew, ", "), "\n");
  }
  const Json options = ledger.value("options", Json::object());
  const std::string frozen = options.value("frozen", "[]");
  if (frozen != "[]")
    text += Concat("- Parts that stayed as they were: ", Unbracketed(frozen), "\n");
  return text;
}

std::string DataOf(const Model& model, const Json& ledger) {
  std::string text = Concat("\n## Data and training\n\n- Corpus: ", model.info.trained_on, "\n",
                            BeginningOf(ledger));
  for (const auto& [key, title] :
       {std::pair("training_reals", "Real faces trained on"),
        std::pair("training_fakes", "Fakes trained on"),
        std::pair("validation_records", "Validation records"),
        std::pair("best_epoch", "Epoch that was kept"), std::pair("selection", "Chosen by")})
    if (ledger.contains(key)) {
      const Json& value = ledger.at(key);
      text += Concat("- ", title, ": ", value.is_string() ? value.get<std::string>() : value.dump(),
                     "\n");
    }
  if (ledger.contains("options")) {
    text += "- Options:";
    for (const auto& [key, value] : ledger.at("options").items())
      text += Concat(" `", key, "=", value.get<std::string>(), "`");
    text += "\n";
  }
  return text;
}

}  // namespace

std::string ModelCard(const Model& model) {
  const ModelInfo& info = model.info;
  const Json ledger = Json::parse(info.ledger, nullptr, false);
  Check(ledger.is_object(), model.folder.string(), ": the ledger in model.ini is no JSON object.");
  const bool fit = !info.features.name.empty();
  return Concat("# ", fit ? "Linear fit of " + info.features.ToString() : info.network.ToString(),
                "\n\n", UseOf(info.answer), ErrorsOf(model), DataOf(model, ledger),
                "\n## The model\n\n",
                fit ? "" : Concat("- Input: ", info.input.size, "x", info.input.size, " pixels\n"),
                "- Threshold of the logit: ", ToText(info.threshold),
                "\n- Temperature: ", ToText(info.temperature),
                "\n- SHA-256 of the weights: ", model.weights_sha256, "\n") +
         "\n## Limits\n\n" +
         Items(
             {"It knows the kinds of fakes and of pictures that it was trained on, and may fail on "
              "any other.",
              "Nobody has measured here whether it errs more often on some groups of people: "
              "`swapbench evaluate` on a corpus with such columns can.",
              "Figures of a test set are not in this card: `swapbench score` and `evaluate` give "
              "them, with intervals and controls."});
}

}  // namespace swapbench
