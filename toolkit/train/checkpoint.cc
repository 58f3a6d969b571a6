// SPDX-License-Identifier: Apache-2.0
#include "train/checkpoint.h"

#include "core/file.h"

namespace swapbench {
namespace {

std::string NumbersText(const std::vector<double>& numbers) {
  std::vector<std::string> parts;
  for (const double number : numbers) parts.push_back(ToText(number));
  return Join(parts, ",");
}

std::vector<double> ReadNumbers(const TensorFile& file, const std::string& key,
                                const std::string& where) {
  const auto found = file.metadata.find(key);
  Check(found != file.metadata.end(), where, ": '", key, "' is missing; delete it to begin anew.");
  std::vector<double> numbers;
  for (const std::string& part : SplitTopLevel(found->second, ',')) {
    const auto number = ParseDouble(part);
    Check(number.has_value(), where, ": '", key, "' is damaged; delete it to begin anew.");
    numbers.push_back(*number);
  }
  return numbers;
}

/// The tensors called `prefix`..., without the prefix.
std::vector<NamedTensor> Below(const TensorFile& file, const std::string& prefix) {
  std::vector<NamedTensor> tensors;
  for (const NamedTensor& tensor : file.tensors)
    if (tensor.name.starts_with(prefix))
      tensors.push_back({tensor.name.substr(prefix.size()), tensor.shape, tensor.values});
  return tensors;
}

}  // namespace

void SaveCheckpoint(const std::filesystem::path& path, const std::string& request,
                    const TrainingState& state, const Network& network, const Optimiser& optimiser,
                    const Average& average) {
  TensorFile file;
  file.tensors = optimiser.Save();
  for (const NamedTensor& tensor : average.Save())
    file.tensors.push_back({"average/" + tensor.name, tensor.shape, tensor.values});
  for (const auto& [name, tensor] : StoredTensors(network))
    file.tensors.push_back(ToNamedTensor("weights/" + name, tensor));
  for (const NamedTensor& tensor : state.best)
    file.tensors.push_back({"best/" + tensor.name, tensor.shape, tensor.values});
  std::vector<double> history;
  for (const EpochResult& epoch : state.history)
    history.insert(history.end(), {epoch.training_loss, epoch.validation_loss, epoch.validation_auc,
                                   static_cast<double>(epoch.step), epoch.learning_rate,
                                   epoch.images_per_second, epoch.loader_share});
  file.metadata = {
      {"request", request},
      {"history", NumbersText(history)},
      {"state", NumbersText({static_cast<double>(state.step), state.loss_sum, state.loss_count,
                             state.seconds, static_cast<double>(state.best_epoch)})}};
  PublishFile(path, EncodeSafetensors(std::move(file)));
}

std::optional<TrainingState> LoadCheckpoint(const std::filesystem::path& path,
                                            const std::string& request, Network& network,
                                            Optimiser& optimiser, Average& average) {
  if (!std::filesystem::exists(path)) return {};
  const std::string where = path.string();
  const TensorFile file = ReadSafetensors(path);
  const auto found = file.metadata.find("request");
  Check(found != file.metadata.end() && found->second == request, where,
        " is the checkpoint of a training with other options; finish that one, choose another "
        "folder or delete it.");
  const auto numbers = ReadNumbers(file, "state", where);
  const auto history = ReadNumbers(file, "history", where);
  constexpr size_t kEpoch = 7;  // numbers
  Check(numbers.size() == 5 && history.size() % kEpoch == 0, where,
        ": the training's state is damaged; delete it to begin anew.");
  TrainingState state;
  state.step = static_cast<int64_t>(numbers[0]);
  state.loss_sum = numbers[1];
  state.loss_count = numbers[2];
  state.seconds = numbers[3];
  state.best_epoch = static_cast<size_t>(numbers[4]);
  for (size_t i = 0; i < history.size(); i += kEpoch)
    state.history.push_back({history[i], history[i + 1], history[i + 2],
                             static_cast<int64_t>(history[i + 3]), history[i + 4], history[i + 5],
                             history[i + 6]});
  state.best = Below(file, "best/");
  CopyAllValues(Below(file, "weights/"), network, where);
  optimiser.Load(file, where);
  average.Load(Below(file, "average/"), where);
  return state;
}

}  // namespace swapbench
