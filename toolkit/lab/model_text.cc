// SPDX-License-Identifier: Apache-2.0
#include "lab/model_text.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "core/error.h"
#include "core/hash.h"
#include "core/text.h"
#include "nets/foreign.h"
#include "nets/model.h"
#include "nets/networks.h"
#include "nets/reliability.h"
#include "report/format.h"
#include "store/arrays.h"

namespace swapbench {
namespace fs = std::filesystem;
namespace {

using LedgerJson = nlohmann::ordered_json;

constexpr size_t kIndent = 20, kWidth = 100, kCurve = 40;

std::string KeyLine(const std::string& key, const std::string& value) {
  return key + std::string(key.size() < kIndent ? kIndent - key.size() : 1, ' ') + value + '\n';
}

/// Three digits, for nobody reads more.
std::string Short(double number) {
  char text[32];
  std::snprintf(text, sizeof(text), "%.3g", number);
  return text;
}

std::string Megabytes(uint64_t bytes) { return Short(static_cast<double>(bytes) / 1e6) + " MB"; }

/// Joined by ", ", in lines that begin below the first.
std::string Wrapped(const std::vector<std::string>& parts) {
  std::string text;
  size_t column = kIndent;
  for (size_t i = 0; i < parts.size(); ++i) {
    const std::string part = parts[i] + (i + 1 < parts.size() ? "," : "");
    const bool breaks = i > 0 && column + 1 + part.size() > kWidth;
    if (i > 0) text += breaks ? "\n" + std::string(kIndent, ' ') : " ";
    column = (breaks ? kIndent : column + (i > 0 ? 1 : 0)) + part.size();
    text += part;
  }
  return text;
}

std::string ScalarText(const LedgerJson& value) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_number_float()) return Short(value.get<double>());
  if (value.is_number_unsigned()) return report::Grouped(value.get<long long>());
  return value.is_null() ? "unknown" : value.dump();
}

/// An eighth to eight eighths of a line's height for each number, at most kCurve of them.
std::string Curve(const std::vector<double>& numbers) {
  constexpr std::array<const char*, 8> kBlocks = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
  const auto [low, high] = std::ranges::minmax(numbers);
  const size_t columns = std::min(kCurve, numbers.size());
  std::string text;
  for (size_t i = 0; i < columns; ++i) {
    const double number = numbers[columns < 2 ? 0 : i * (numbers.size() - 1) / (columns - 1)];
    const double height = high > low ? (number - low) / (high - low) : 0;
    text += kBlocks[static_cast<size_t>(std::lround(height * 7))];
  }
  return text;
}

std::string NumbersText(const std::vector<double>& numbers) {
  if (numbers.size() < 5) {
    std::vector<std::string> texts;
    for (const double number : numbers) texts.push_back(Short(number));
    return Join(texts, " ");
  }
  const auto [low, high] = std::ranges::minmax_element(numbers);
  const auto place = [&](auto at) {
    return Concat(Short(*at), " (", at - numbers.begin() + 1, ")");
  };
  return Concat(Curve(numbers), "  ", Short(numbers.front()), " to ", Short(numbers.back()),
                ", least ", place(low), ", greatest ", place(high));
}

std::string ListText(const LedgerJson& list) {
  if (std::ranges::all_of(list, [](const LedgerJson& item) { return item.is_number(); }))
    return NumbersText(list.get<std::vector<double>>());
  if (std::ranges::any_of(list, [](const LedgerJson& item) { return item.is_structured(); }))
    return Concat(list.size(), " entries in model.ini");
  std::vector<std::string> texts;
  for (const LedgerJson& item : list) texts.push_back(ScalarText(item));
  return Wrapped(texts);
}

std::string Spaced(std::string key) {
  std::ranges::replace(key, '_', ' ');
  return key;
}

/// Whatever a ledger holds: scalars of one object share a line, the rest have their own.
std::string ValueLines(const std::string& key, const LedgerJson& value) {
  if (value.is_array()) return value.empty() ? "" : KeyLine(Spaced(key), ListText(value));
  if (!value.is_object()) return KeyLine(Spaced(key), ScalarText(value));
  std::vector<std::string> scalars;
  std::string below;
  for (const auto& [name, item] : value.items()) {
    if (item.is_structured()) below += ValueLines(name, item);
    else scalars.push_back(name + "=" + ScalarText(item));
  }
  return (scalars.empty() ? "" : KeyLine(Spaced(key), Wrapped(scalars))) + below;
}

LedgerJson LedgerOf(const ModelInfo& info, const fs::path& folder) {
  LedgerJson json = LedgerJson::parse(info.ledger, nullptr, /*allow_exceptions=*/false);
  Check(json.is_object(), (folder / "model.ini").string(), ": its ledger is not a JSON object.");
  return json;
}

#if SWAPBENCH_WITH_TORCH
/// What the toolkit knows of the network, and the ledger does not say.
std::string NetworkLines(const Spec& network, const LedgerJson& ledger) {
  const auto* entry = Networks().Find(network.name);
  if (entry == nullptr) return "";
  return KeyLine("", entry->summary) +
         (ledger.contains("parameters")
              ? ""
              : KeyLine("parameters",
                        report::Grouped(static_cast<long long>(CountParameters(network)))));
}
#endif

std::string Triple(const std::array<double, 3>& values) {
  return Concat(ToText(values[0]), ' ', ToText(values[1]), ' ', ToText(values[2]));
}

std::string ArchitectureLines(const ModelInfo& info, const LedgerJson& ledger) {
  if (!info.features.name.empty()) return KeyLine("linear fit", info.features.ToString());
  std::string text = KeyLine("network", info.network.ToString());
#if SWAPBENCH_WITH_TORCH
  text += NetworkLines(info.network, ledger);
#else
  (void)ledger;
#endif
  return text +
         KeyLine("input", Concat(info.input.size, " x ", info.input.size,
                                 " pixels, resize=", info.input.resize)) +
         KeyLine("", "RGB in 0..1, minus " + Triple(info.input.mean) + ", divided by " +
                         Triple(info.input.sd));
}

std::string FolderText(const fs::path& folder) {
  const Model model = ReadModel(folder);
  const ModelInfo& info = model.info;
  const LedgerJson ledger = LedgerOf(info, folder);
  std::string text =
      ArchitectureLines(info, ledger) + KeyLine("answer", std::string(ToString(info.answer))) +
      KeyLine("threshold", std::isnan(info.threshold) ? "unknown" : ToText(info.threshold)) +
      KeyLine("temperature", ToText(info.temperature)) + KeyLine("trained on", info.trained_on) +
      KeyLine("weights", Megabytes(fs::file_size(folder / "weights.safetensors")) + ", SHA-256 " +
                             model.weights_sha256);
  for (const auto& [key, value] : ledger.items())
    text += key == kReliabilityKey
                ? KeyLine(key, "how often it errs and what it was tested on: card.md")
                : ValueLines(key, value);
  return text;
}

struct Row {
  std::string name, type;
  std::vector<int64_t> shape;
  size_t numbers;
};

std::vector<Row> RowsOf(const fs::path& file, WeightFormat format) {
  std::vector<Row> rows;
  if (format == WeightFormat::kHdf5) {
    for (const NamedArray& array : ReadArrays(file))
      rows.push_back({array.name, array.type, array.shape, array.values.size()});
    return rows;
  }
  for (const auto& [tensor, type] : ReadForeign(file))
    rows.push_back({tensor.name, std::string(type->name), tensor.shape, tensor.values.size()});
  return rows;
}

std::string FileText(const fs::path& file) {
  constexpr std::array<const char*, 3> kFormats = {"safetensors", "PyTorch", "HDF5"};
  const WeightFormat format = WeightFormatOf(file);
  const std::vector<Row> rows = RowsOf(file, format);
  size_t widest = 0, numbers = 0;
  for (const Row& row : rows) {
    widest = std::max(widest, row.name.size());
    numbers += row.numbers;
  }
  std::string text;
  for (const Row& row : rows) {
    std::vector<std::string> sides;
    for (const int64_t side : row.shape) sides.push_back(std::to_string(side));
    text += row.name + std::string(widest - row.name.size() + 2, ' ') + row.type +
            std::string(row.type.size() < 6 ? 6 - row.type.size() : 1, ' ') + "[" +
            Join(sides, ", ") + "]\n";
  }
  return text + Concat(report::Grouped(static_cast<long long>(rows.size())), " tensors of ",
                       report::Grouped(static_cast<long long>(numbers)), " numbers; ",
                       kFormats[static_cast<size_t>(format)], ", ", Megabytes(fs::file_size(file)),
                       ", SHA-256 ", Sha256File(file), '\n');
}

}  // namespace

std::string DescribeModel(const fs::path& path) {
  return fs::is_regular_file(path) ? FileText(path) : FolderText(path);
}

}  // namespace swapbench
