// SPDX-License-Identifier: Apache-2.0
/// The score table: the narrow waist of the toolkit. One row a record, whoever scored it.
#pragma once

#include <array>
#include <filesystem>
#include <limits>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace swapbench {

enum class Outcome { kScored, kNoFace, kRefused };

std::string_view ToString(Outcome outcome);   // "scored", "no_face", "refused"
Outcome ParseOutcome(std::string_view text);  // throws Error

struct ScoreRow {
  std::string id;
  bool fake = false;
  double score = 0;  // NaN unless outcome is kScored
  Outcome outcome = Outcome::kScored;
  // As in data/sample.h; empty means unknown.
  std::string split, dataset, clip, target, source, method, twin;
  std::map<std::string, std::string> attributes;  // every further column
};

/// The columns of a row that are plain text besides its id, in the order of the file.
struct TextColumn {
  const char* name;
  std::string ScoreRow::*field;
};
inline constexpr std::array<TextColumn, 7> kTextColumns = {{{"split", &ScoreRow::split},
                                                            {"dataset", &ScoreRow::dataset},
                                                            {"clip", &ScoreRow::clip},
                                                            {"target", &ScoreRow::target},
                                                            {"source", &ScoreRow::source},
                                                            {"method", &ScoreRow::method},
                                                            {"twin", &ScoreRow::twin}}};

struct ScoreTable {
  std::string detector;     // canonical spec, or a name for a third party's table
  std::string corpus;       // name
  std::string fingerprint;  // of the corpus; empty where unknown
  double threshold =
      std::numeric_limits<double>::quiet_NaN();  // the detector's own, frozen on its
                                                 // validation data; NaN where unknown
  std::vector<std::string> seen_methods;  // swap methods that it was trained on; none: unknown
  std::vector<ScoreRow> rows;
};

/// CSV with a header line. Needed columns: id, label (real|fake), score. `outcome` defaults to
/// scored, other known columns to empty; further ones become attributes. The detector's and corpus'
/// names may stand in columns `detector` and `corpus` (one value each), else the file's stem is the
/// detector; likewise `fingerprint`, `threshold` and `seen_methods`, swap methods with commas
/// between. Throws Error naming file, line and column: missing column, a score of a scored row that
/// is not a finite number, repeated id, no rows, one class only.
ScoreTable ReadScoreCsv(const std::filesystem::path& path);

/// "paste, poisson": what lies between commas, without spaces around it.
std::vector<std::string> ParseMethods(const std::string& text);

/// The names of all attributes that some row has, sorted.
std::set<std::string> AttributeNames(const ScoreTable& table);

/// The same as text, rows in the given order; scores as the shortest text that reads back the same.
std::string ToCsv(const ScoreTable& table);

/// The checks of ReadScoreCsv, for tables from elsewhere; `where` begins the message.
void CheckScores(const ScoreTable& table, const std::string& where);

}  // namespace swapbench
