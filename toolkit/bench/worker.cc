// SPDX-License-Identifier: Apache-2.0
#include "bench/worker.h"

#include <fstream>

#include "backend/backend.h"
#include "backend/parity.h"
#include "bench/face_file.h"
#include "bench/job.h"
#include "bench/machine.h"
#include "bench/timing.h"

namespace swapbench {
namespace {

/// VmHWM, not getrusage: that one also remembers the process we were forked from.
double PeakMegabytes() {
  std::ifstream status("/proc/self/status");
  const std::string text{std::istreambuf_iterator<char>(status), {}};
  const std::string field = FieldOf(text, "VmHWM");  // "123 kB"
  const auto kilobytes = ParseDouble(field.substr(0, field.find(' ')));
  return kilobytes ? *kilobytes / 1024 : std::numeric_limits<double>::quiet_NaN();
}

float One(Backend& backend, const TensorView& input) {
  const std::vector<float> logits = backend.Run(input);
  Check(logits.size() == 1, "The backend gave ", logits.size(), " answers to one face.");
  return logits.front();
}

void AnswerParityFaces(const BenchJob& job, Backend& backend, FaceFile& faces,
                       BenchAnswer& answer) {
  for (size_t i = 0; i < job.parity_faces; ++i) {
    const TensorView input = faces.Read(i);
    const auto begin = Clock::now();
    answer.logits.push_back(One(backend, input));
    if (i > 0) continue;
    answer.first_ms = std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
  }
}

void Judge(const BenchJob& job, const BackendTraits& traits, BenchAnswer& answer) {
  answer.runtime = traits.runtime;
  answer.threads = traits.threads;
  answer.parity = "control";
  if (traits.control || job.reference.empty()) return;
  const Parity parity = CompareLogits(job.reference, answer.logits, traits.precision);
  answer.parity = parity.passed ? "passed" : "failed";
  answer.reason = parity.reason;
  answer.max_difference = parity.max_difference;
}

/// Parity before time: what answers wrongly is not timed.
BenchAnswer Work(const BenchJob& job, Clock::time_point started) {
  BenchAnswer answer;
  const Model model = ReadModel(job.model);
  FaceFile faces(job.faces, model.info.input);
  const std::unique_ptr<Backend> backend = Backends().Make(job.backend, model);
  AnswerParityFaces(job, *backend, faces, answer);
  Judge(job, backend->traits(), answer);
  if (!job.tier.empty() && answer.parity != "failed") {
    TensorView input;
    SingleRun run = RunSingle([&](size_t query) { input = faces.Read(query % faces.size()); },
                              [&] { One(*backend, input); }, FindTier(job.tier), started);
    answer.nanoseconds = std::move(run.nanoseconds);
    answer.warm = run.warm;
  }
  answer.peak_rss_mb = PeakMegabytes();
  return answer;
}

}  // namespace

int RunBenchWorker(const std::filesystem::path& file) {
  const auto started = Clock::now();
  const BenchJob job = ReadJob(file);
  BenchAnswer answer;
  try {
    answer = Work(job, started);
  } catch (const std::exception& error) {  // of whatever library: the state of this row alone
    answer.error = error.what();
  }
  WriteAnswer(answer, job.answer);
  return 0;
}

}  // namespace swapbench
