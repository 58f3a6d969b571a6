// SPDX-License-Identifier: Apache-2.0
/// Which numbers stand in which table. A table without rows is not printed.
#pragma once

#include "report/results.h"
#include "report/table.h"

namespace swapbench::report {

Table TestedTable(const Results& results);                               // score tables, refusals
Table AccuracyTable(const Results& results, const std::string& corpus);  // all rows, every metric
/// Rows detector x value of a slice key; columns AUC, miss rate and whatever else there is.
Table SliceTable(const Results& results, const std::string& corpus, const std::string& key);
/// Paired differences of AUC: which detector is better on the same people.
Table ComparisonTable(const Results& results, const std::string& corpus);
Table ControlTable(const Results& results);
Table FrequencyTable(const Results& results, const std::string& corpus);   // of 1,000 pictures
Table PrevalenceTable(const Results& results, const std::string& corpus);  // PPV
Table FalseAlarmTable(const Results& results, const std::string& corpus);  // for each fake caught
Table LatencyTable(const Results& results);
Table LatencyDetailTable(const Results& results);
Table TrainingTable(const Results& results);  // a row a network

/// AUC on the test set of the detector that is this row's model, or null.
const Estimate* AucOf(const Results& results, const LatencyRow& row);

/// "accuracy", or "accuracy_CORPUS" where there are several corpora.
std::string TableName(const Results& results, const std::string& stem, const std::string& corpus);

}  // namespace swapbench::report
