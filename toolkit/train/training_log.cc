// SPDX-License-Identifier: Apache-2.0
#include "train/training_log.h"

#include <array>

#include "core/text.h"
#include "stats/csv.h"

namespace swapbench {
namespace {

struct LogColumn {
  const char* name;
  double EpochResult::*value;
};
constexpr std::array<LogColumn, 6> kLogColumns = {
    {{"learning_rate", &EpochResult::learning_rate},
     {"training_loss", &EpochResult::training_loss},
     {"validation_loss", &EpochResult::validation_loss},
     {"validation_auc", &EpochResult::validation_auc},
     {"images_per_second", &EpochResult::images_per_second},
     {"loader_share", &EpochResult::loader_share}}};

}  // namespace

std::string ToCsv(const std::vector<EpochResult>& history) {
  std::vector<std::string> header = {"epoch", "step"};
  for (const LogColumn& column : kLogColumns) header.emplace_back(column.name);
  std::string text = CsvLine(header);
  for (size_t i = 0; i < history.size(); ++i) {
    std::vector<std::string> fields = {std::to_string(i + 1), std::to_string(history[i].step)};
    for (const LogColumn& column : kLogColumns) fields.push_back(ToText(history[i].*column.value));
    text += CsvLine(fields);
  }
  return text;
}

std::vector<EpochResult> ReadTrainingLog(const std::filesystem::path& path) {
  const CsvTable csv = CsvTable::Read(path);
  const size_t epoch = csv.Need("epoch"), step = csv.Need("step");
  std::vector<EpochResult> history;
  for (const CsvTable::Row& row : csv.rows()) {
    EpochResult& result = history.emplace_back();
    if (csv.Number(row, epoch) != static_cast<double>(history.size()))
      csv.FailAt(row, epoch, "the epochs of a training follow each other from 1.");
    result.step = static_cast<int64_t>(csv.Number(row, step));
    for (const LogColumn& column : kLogColumns)
      result.*column.value = csv.Number(row, csv.Need(column.name));
  }
  return history;
}

}  // namespace swapbench
