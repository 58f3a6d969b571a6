// SPDX-License-Identifier: Apache-2.0
#include "lab/model_card.h"

#include "support.h"

namespace swapbench {
namespace {

using testing::HasSubstr;

Model WithLedger(const std::string& ledger) {
  Model model;
  model.info.network = Spec::Parse("meso4:size=128");
  model.info.trained_on = "f1f2";
  model.info.ledger = ledger;
  return model;
}

TEST(ModelCard, SaysWithWhatATrainingBeganAndWhatItLeftAlone) {
  const std::string card = ModelCard(WithLedger(
      R"({"options":{"frozen":"[conv1,bn1]","seed":"1"},"initial_weights":{"sha256":"abc",)"
      R"("network":"meso4:size=256","trained_on":"imported from m.pth 77","begun_anew":["fc2.bias"]}})"));
  EXPECT_THAT(
      card,
      HasSubstr("- Corpus: f1f2\n"
                "- Began with the weights of meso4:size=256, SHA-256 abc, which were trained on: "
                "imported from m.pth 77. What they saw there is not unseen to this model.\n"
                "- Of these began anew: fc2.bias\n"
                "- Parts that stayed as they were: conv1,bn1\n"));
  EXPECT_THAT(ModelCard(WithLedger(R"({"options":{"frozen":"[]"}})")),
              AllOf(testing::Not(HasSubstr("Began")), testing::Not(HasSubstr("stayed"))));
}

TEST(ModelCard, NamesTheFeaturesOfALinearFitWhichHasNoInputSize) {
  Model model = WithLedger("{}");
  model.info.network = {};
  model.info.features = Spec::Parse("spectrum_fit:bins=16");
  EXPECT_THAT(ModelCard(model), AllOf(testing::StartsWith("# Linear fit of spectrum_fit:bins=16\n"),
                                      testing::Not(HasSubstr("pixels\n"))));
}

}  // namespace
}  // namespace swapbench
