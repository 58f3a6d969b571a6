// SPDX-License-Identifier: Apache-2.0
// The whole of it, with this very binary as the worker: see main().
#include "bench/bench.h"

#include <cmath>
#include <cstdlib>

#include "bench/job.h"
#include "bench/toy_dataset.h"
#include "bench/worker.h"
#include "core/file.h"
#include "support.h"

#if SWAPBENCH_WITH_TORCH
#include "nets/untrained.h"
#endif

namespace swapbench {
namespace {

using testing::HasSubstr;

#if SWAPBENCH_WITH_TORCH

class Bench : public testing::Test {
 protected:
  Bench() { WriteUntrainedModel(Spec::Parse("meso4:size=32"), 1, model_); }
  ~Bench() override { ::unsetenv("SWAPBENCH_TEST_CRASH"); }

  TemporaryFolder folder_;
  std::filesystem::path model_ = folder_ / "model";
};

TEST_F(Bench, MeasuresParityAccuracyAndTimeOfEachRow) {
  BenchOptions options;
  options.record = folder_ / "record";
  const auto rows = BenchModels(ToyDataset(40), {model_},
                                {Spec::Parse("null"), Spec::Parse("opencv_dnn")}, options);
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[0].parity, "control");
  EXPECT_EQ(rows[1].parity, "passed");
  EXPECT_EQ(rows[1].backend, "opencv_dnn:threads=1");
  EXPECT_LE(rows[1].max_diff, 1e-4);
  EXPECT_NEAR(rows[1].auc_loss, 0, .02);  // a few near ties of 364 pairs may turn
  EXPECT_GT(rows[1].p50_ms, rows[0].p50_ms);
  EXPECT_GT(rows[1].first_ms, 0);
  EXPECT_GT(rows[1].peak_rss_mb, 10);
  EXPECT_THAT(rows[1].note, HasSubstr("OpenCV"));
  EXPECT_THAT(rows[1].note, HasSubstr("40 distinct faces"));
  EXPECT_THAT(ReadFile(options.record / "machine.json"), HasSubstr("\"steal_share\""));
  const std::string raw = ReadFile(options.record / "raw" / "2-1.txt");
  EXPECT_EQ(static_cast<size_t>(std::ranges::count(raw, '\n')), rows[1].n);
}

TEST_F(Bench, MakesACrashTheStateOfOneRow) {
  ::setenv("SWAPBENCH_TEST_CRASH", "null", 1);
  BenchOptions options;
  const auto rows =
      BenchModels(ToyDataset(20), {model_}, {Spec::Parse("null"), Spec::Parse("torch")}, options);
  EXPECT_EQ(rows[0].parity, "error");
  EXPECT_THAT(rows[0].note, HasSubstr("signal 6"));
  EXPECT_EQ(rows[1].parity, "passed");
  EXPECT_EQ(rows[1].max_diff, 0);
}

TEST_F(Bench, RefusesWhatItCannotMeasureBeforeItStarts) {
  const ToyDataset dataset(20);
  BenchOptions options;
  EXPECT_THAT(ErrorOf([&] { BenchModels(dataset, {model_}, {Spec::Parse("nul")}, options); }),
              HasSubstr("'null'"));
  EXPECT_THAT(
      ErrorOf([&] { BenchModels(dataset, {folder_ / "x"}, {Spec::Parse("null")}, options); }),
      HasSubstr("x"));
  options.program = "/bin/false";
  EXPECT_THAT(ErrorOf([&] { BenchModels(dataset, {model_}, {Spec::Parse("null")}, options); }),
              HasSubstr("reference runtime cannot answer"));
}

TEST_F(Bench, DoesNotTimeWrongAnswers) {
  BenchJob job;
  job.model = model_;
  job.faces = folder_ / "faces";
  job.answer = folder_ / "answer.json";
  job.backend = Spec::Parse("torch");
  job.tier = "smoke";
  job.parity_faces = 2;
  job.reference = {1000, -1000};
  PublishFile(job.faces, std::string(3 * 32 * 32 * 2, 'x'));
  WriteJob(job, folder_ / "job.json");
  EXPECT_EQ(RunBenchWorker(folder_ / "job.json"), 0);
  const BenchAnswer answer = ReadAnswer(job.answer);
  EXPECT_EQ(answer.error, "");
  EXPECT_EQ(answer.parity, "failed");
  EXPECT_EQ(answer.logits.size(), 2u);
  EXPECT_TRUE(answer.nanoseconds.empty());
}

#endif

TEST(BenchJob, SurvivesItsFile) {
  TemporaryFolder folder;
  BenchJob job;
  job.model = "a \"model\" # one";
  job.faces = "faces";
  job.answer = "answer";
  job.backend = Spec::Parse("check:a=[torch:threads=2],b=null");
  job.tier = "smoke";
  job.parity_faces = 2;
  job.reference = {.1f, NAN};
  WriteJob(job, folder / "job.json");
  const BenchJob read = ReadJob(folder / "job.json");
  EXPECT_EQ(read.model, job.model);
  EXPECT_EQ(read.backend, job.backend);
  EXPECT_EQ(read.parity_faces, 2u);
  EXPECT_EQ(read.reference[0], .1f);
  EXPECT_TRUE(std::isnan(read.reference[1]));
  PublishFile(folder / "job.json", "{}");
  EXPECT_THAT(ErrorOf([&] { ReadJob(folder / "job.json"); }), HasSubstr("job.json"));
}

}  // namespace
}  // namespace swapbench

int main(int count, char** arguments) {
  if (count == 3 && std::string(arguments[1]) == "bench-worker") {
    const swapbench::BenchJob job = swapbench::ReadJob(arguments[2]);
    const char* crash = std::getenv("SWAPBENCH_TEST_CRASH");
    if (crash != nullptr && job.backend.name == crash) std::abort();
    return swapbench::RunBenchWorker(arguments[2]);
  }
  testing::InitGoogleMock(&count, arguments);
  return RUN_ALL_TESTS();
}
