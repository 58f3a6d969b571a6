// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "report/tables.h"

namespace swapbench::report {

Table TrainingTable(const Results& results) {
  Table table{"training",
              "How the networks were trained: losses and AUC of the epoch that was kept, on split "
              "val where nothing else is said.",
              {{"network", "Network", false},
               {"epochs", "Epochs"},
               {"kept", "Kept"},
               {"training_loss", "Training loss"},
               {"validation_loss", "Validation loss"},
               {"validation_auc", "Validation AUC"}},
              {}};
  for (const TrainingHistory& training : results.input().trainings) {
    const auto at = [&](const std::vector<double>& values) { return values.at(training.kept); };
    const double auc = at(training.validation_auc);
    table.rows.push_back(
        {{Text(training.network), Count(training.training_loss.size()), Count(training.kept + 1),
          Number(at(training.training_loss), 3), Number(at(training.validation_loss), 3),
          Number(auc, 3, std::isnan(auc) ? "draws pictures and tells nothing apart" : "")}});
  }
  return table;
}

}  // namespace swapbench::report
