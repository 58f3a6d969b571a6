// SPDX-License-Identifier: Apache-2.0
/// The order of the page: what is said and which exhibit stands where.
#pragma once

#include <string>
#include <vector>

#include "report/charts.h"
#include "report/table.h"

namespace swapbench::report {

/// A table, with the charts drawn from it above.
struct Exhibit {
  std::vector<Figure> figures;
  Table table;
  std::string provenance;  // seeds and control behind these numbers
};

/// A term and what is said of it; several lines are printed as they are.
struct Entry {
  std::string term, text;
};

struct Section {
  std::string id, title;
  std::vector<std::string> paragraphs;
  std::vector<Exhibit> exhibits;
  std::vector<Entry> entries;
};

/// Sections without content are left out.
std::vector<Section> MakeSections(const Results& results);

}  // namespace swapbench::report
