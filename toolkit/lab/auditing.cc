// SPDX-License-Identifier: Apache-2.0
#include "lab/auditing.h"

#include <algorithm>
#include <iomanip>
#include <sstream>

#include "data/adaptors.h"
#include "data/split.h"
#include "detect/audit.h"
#include "stats/controls.h"

namespace swapbench {
namespace {

constexpr size_t kShownPairs = 10;

void WriteCue(const Estimate& row, std::ostream& out) {
  out << std::left << std::setw(14) << row.detector << std::setw(24) << row.slice << std::right;
  if (HasInterval(row))
    out << std::setw(7) << row.value << "   " << row.low << " to " << row.high
        << (ContainsHalf(row) ? "" : "   GIVES THE LABEL AWAY") << '\n';
  else out << "   not judged: " << row.note << '\n';
}

void WriteCues(const std::vector<Estimate>& rows, std::ostream& out, bool& clean) {
  if (rows.empty()) {
    out << "No cue can be judged: the corpus lacks reals or fakes, or every cue is constant.\n";
    return;
  }
  out << std::left << std::setw(14) << "cue" << std::setw(24) << "fakes" << std::right
      << std::setw(7) << "AUC"
      << "   interval\n"
      << std::fixed << std::setprecision(3);
  for (const Estimate& row : rows) WriteCue(row, out);
  for (const Cue& cue : Cues())
    if (std::ranges::find(rows, cue.name, &Estimate::detector) == rows.end())
      out << std::left << std::setw(14) << cue.name << "the same in every record\n";
  const auto judged = std::ranges::count_if(rows, HasInterval);
  if (judged == 0) {
    out << "No interval could be computed: no cue speaks for or against this corpus.\n";
    return;
  }
  const auto failed = std::ranges::count_if(
      rows, [](const Estimate& row) { return HasInterval(row) && !ContainsHalf(row); });
  out << failed << " of " << judged
      << " intervals exclude .5 (all hold it at once in 95 of 100 clean corpora; "
      << rows.front().clusters << " people or clips drawn again)\n";
  clean = clean && failed == 0;
}

void WriteDuplicates(const std::vector<NearDuplicate>& pairs, int max_distance, std::ostream& out,
                     bool& clean) {
  out << pairs.size() << (pairs.size() == 1 ? " pair" : " pairs")
      << " of records in different splits look the same (at most " << max_distance
      << " of 64 bits of a perceptual hash apart)\n";
  for (size_t i = 0; i < std::min(pairs.size(), kShownPairs); ++i)
    out << "  " << pairs[i].id << " (" << pairs[i].split << ") and " << pairs[i].other << " ("
        << pairs[i].other_split << "), " << pairs[i].distance << " bits\n";
  if (pairs.size() > kShownPairs) out << "  and " << pairs.size() - kShownPairs << " more\n";
  clean = clean && pairs.empty();
}

}  // namespace

AuditReport AuditCorpus(const Corpus& corpus, const AuditOptions& options) {
  const std::vector<RecordTraits> traits = MeasureRecords(corpus, options.threads);
  BootstrapOptions bootstrap;
  bootstrap.seed = options.seed;
  bootstrap.threads = options.threads;
  AuditReport report;
  std::ostringstream out;
  WriteCues(AuditCues(corpus, corpus.corpus_info().name, traits, bootstrap), out, report.clean);
  WriteDuplicates(FindNearDuplicates(corpus, traits, options.max_distance, options.threads),
                  options.max_distance, out, report.clean);
  const LeakageReport leakage = FindLeakage(Infos(corpus));
  out << ToText(leakage);
  report.clean = report.clean && leakage.leaks.empty();
  report.text = out.str();
  return report;
}

}  // namespace swapbench
