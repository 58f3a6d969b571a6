// SPDX-License-Identifier: Apache-2.0
#include "bench/latency.h"

#include <cmath>

#include "core/file.h"
#include "support.h"

namespace swapbench {
namespace {

constexpr const char* kHeader =
    "model,backend,scenario,tier,threads,batch,n,p50_ms,p90_ms,p99_ms,images_per_s,first_ms,parity,"
    "max_diff,auc,auc_loss,peak_rss_mb,note\n";

LatencyRow Example() {
  LatencyRow row;
  row.model = "models/a";
  row.backend = "torch:layout=nchw,threads=1";
  row.scenario = "single";
  row.tier = "smoke";
  row.threads = 1;
  row.n = 640;
  row.p50_ms = 1.25;
  row.p90_ms = 1.5;
  row.parity = "passed";
  row.max_diff = 1e-6;
  row.note = "p99: n < 662; says \"hello\"";
  return row;
}

TEST(Latency, PrintsWhatWasNotMeasuredAsEmptyCells) {
  EXPECT_EQ(
      ToCsv({Example()}),
      Concat(kHeader,
             "models/a,\"torch:layout=nchw,threads=1\",single,smoke,1,1,640,1.25,1.5,,,,passed,"
             "1e-06,,,,\"p99: n < 662; says \"\"hello\"\"\"\n"));
}

TEST(Latency, ReadsBackWhatItWrote) {
  TemporaryFolder folder;
  PublishFile(folder / "latency.csv", ToCsv({Example(), LatencyRow{}}));
  const std::vector<LatencyRow> rows = ReadLatencyCsv(folder / "latency.csv");
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[0].backend, "torch:layout=nchw,threads=1");
  EXPECT_EQ(rows[0].n, 640u);
  EXPECT_EQ(rows[0].p90_ms, 1.5);
  EXPECT_TRUE(std::isnan(rows[0].p99_ms));
  EXPECT_EQ(rows[0].note, Example().note);
  EXPECT_EQ(ToCsv(rows), ReadFile(folder / "latency.csv"));
}

TEST(Latency, NamesLineAndColumnOfABadCell) {
  TemporaryFolder folder;
  std::string text = ToCsv({Example()});
  text.replace(text.find("640"), 3, "-64");
  PublishFile(folder / "latency.csv", text);
  EXPECT_THAT(ErrorOf([&] { ReadLatencyCsv(folder / "latency.csv"); }),
              testing::AllOf(testing::HasSubstr("line 2"), testing::HasSubstr("'n'")));
  PublishFile(folder / "latency.csv", "model,backend\na,b\n");
  EXPECT_THAT(ErrorOf([&] { ReadLatencyCsv(folder / "latency.csv"); }),
              testing::HasSubstr("scenario"));
}

}  // namespace
}  // namespace swapbench
