// SPDX-License-Identifier: Apache-2.0
#include "bench/latency.h"

#include <cmath>
#include <utility>

#include "core/error.h"
#include "core/text.h"
#include "stats/csv.h"

namespace swapbench {
namespace {

std::string Cell(double value) { return std::isnan(value) ? "" : ToText(value); }

double ReadCell(const CsvTable& table, const CsvTable::Row& row, const std::string& column) {
  const size_t index = table.Need(column);
  if (Trim(row.fields[index]).empty()) return LatencyRow::kNone;
  return table.Number(row, index);
}

template <class Integer>
Integer ReadCount(const CsvTable& table, const CsvTable::Row& row, const std::string& column) {
  const size_t index = table.Need(column);
  const auto value = ParseInteger(row.fields[index]);
  if (!value || !std::in_range<Integer>(*value) || *value < 0)
    table.FailAt(row, index, "'" + row.fields[index] + "' is not a count.");
  return static_cast<Integer>(*value);
}

LatencyRow ReadRow(const CsvTable& table, const CsvTable::Row& row) {
  const auto text = [&](const char* column) { return row.fields[table.Need(column)]; };
  const auto number = [&](const char* column) { return ReadCell(table, row, column); };
  LatencyRow read;
  read.model = text("model");
  read.backend = text("backend");
  read.scenario = text("scenario");
  read.tier = text("tier");
  read.threads = ReadCount<int>(table, row, "threads");
  read.batch = ReadCount<int>(table, row, "batch");
  read.n = ReadCount<size_t>(table, row, "n");
  read.p50_ms = number("p50_ms");
  read.p90_ms = number("p90_ms");
  read.p99_ms = number("p99_ms");
  read.images_per_s = number("images_per_s");
  read.first_ms = number("first_ms");
  read.parity = text("parity");
  read.max_diff = number("max_diff");
  read.auc = number("auc");
  read.auc_loss = number("auc_loss");
  read.peak_rss_mb = number("peak_rss_mb");
  read.note = text("note");
  return read;
}

}  // namespace

std::string ToCsv(const std::vector<LatencyRow>& rows) {
  std::string csv = CsvLine({"model", "backend", "scenario", "tier", "threads", "batch", "n",
                             "p50_ms", "p90_ms", "p99_ms", "images_per_s", "first_ms", "parity",
                             "max_diff", "auc", "auc_loss", "peak_rss_mb", "note"});
  for (const LatencyRow& row : rows)
    csv += CsvLine({row.model, row.backend, row.scenario, row.tier, std::to_string(row.threads),
                    std::to_string(row.batch), std::to_string(row.n), Cell(row.p50_ms),
                    Cell(row.p90_ms), Cell(row.p99_ms), Cell(row.images_per_s), Cell(row.first_ms),
                    row.parity, Cell(row.max_diff), Cell(row.auc), Cell(row.auc_loss),
                    Cell(row.peak_rss_mb), row.note});
  return csv;
}

std::vector<LatencyRow> ReadLatencyCsv(const std::filesystem::path& path) {
  const CsvTable table = CsvTable::Read(path);
  std::vector<LatencyRow> rows;
  for (const CsvTable::Row& row : table.rows()) rows.push_back(ReadRow(table, row));
  return rows;
}

}  // namespace swapbench
