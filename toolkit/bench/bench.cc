// SPDX-License-Identifier: Apache-2.0
#include "bench/bench.h"

#include <unistd.h>

#include <cmath>

#include "backend/backend.h"
#include "bench/accuracy.h"
#include "bench/face_file.h"
#include "bench/machine.h"
#include "bench/process.h"
#include "bench/rows.h"
#include "core/build_info.h"
#include "core/file.h"
#include "core/progress.h"
#include "core/rng.h"
#include "core/text.h"

namespace swapbench {
namespace fs = std::filesystem;
namespace {

/// A folder of our own below the system's temporary one, gone when we are.
class Scratch {
 public:
  Scratch() {
    std::string pattern = (fs::temp_directory_path() / "swapbench-bench-XXXXXX").string();
    Check(::mkdtemp(pattern.data()) != nullptr, "Cannot make a folder in ",
          fs::temp_directory_path().string(), ".");
    path = pattern;
  }
  ~Scratch() {
    std::error_code ignored;
    fs::remove_all(path, ignored);
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;

  fs::path path;
};

int ThreadsOf(const Spec& canonical) {
  const auto found = canonical.args.find("threads");
  const auto threads = found == canonical.args.end() ? std::nullopt : ParseInteger(found->second);
  return threads ? static_cast<int>(*threads) : 1;
}

/// The last line a dead process left, for its row.
std::string LastWords(const fs::path& file) {
  std::string text(Trim(ReadFile(file)));
  if (text.empty()) return "";
  return ": " + text.substr(text.find_last_of('\n') + 1, 200);
}

class Bench {
 public:
  Bench(const Dataset& dataset, const BenchOptions& options)
      : dataset_(dataset),
        options_(options),
        tier_(FindTier(options.tier)),
        choice_(ChooseFaces(dataset, options.seed)) {
    for (size_t i = 0; i < choice_.parity; ++i)
      fake_.push_back(dataset.info(choice_.records[i]).label == Label::kFake);
  }

  void Add(const fs::path& folder, const std::vector<Spec>& backends) {
    const Model model = ReadModel(folder, Answer::kLogit);
    for (const Spec& backend : backends)
      rows_.push_back({models_.size(), Backends().Canonical(backend), {}});
    models_.push_back({folder, model.info.input, {}});
  }

  std::vector<LatencyRow> Run() {
    const MachineLoad before = ReadMachineLoad();
    PrepareModels();
    RunInterleaved();
    Record(before);
    std::vector<LatencyRow> rows;
    for (const Row& row : rows_) rows.push_back(Finish(row, before));
    return rows;
  }

 private:
  struct ModelPlan {
    fs::path folder;
    InputFormat input;
    std::vector<float> reference;
  };
  struct Row {
    size_t model;
    Spec backend;
    std::vector<BenchAnswer> answers;
  };

  fs::path Faces(size_t model) const { return scratch_.path / Concat("faces-", model); }

  void PrepareModels() {
    const Spec reference =
        Spec::Parse(GetBuildInfo().with_torch ? "torch:threads=1" : "opencv_dnn:threads=1");
    for (size_t model = 0; model < models_.size(); ++model) {
      WriteFaceFile(dataset_, choice_.records, models_[model].input, Faces(model));
      const BenchAnswer answer = Ask(model, reference, "");
      Check(answer.error.empty(), "The reference runtime cannot answer for ",
            models_[model].folder.string(), ": ", answer.error);
      models_[model].reference = answer.logits;
    }
  }

  void RunInterleaved() {
    const size_t repetitions = static_cast<size_t>(tier_.repetitions);
    Progress progress("timing", "processes", rows_.size() * repetitions);
    for (size_t repetition = 0; repetition < repetitions; ++repetition) {
      std::vector<size_t> order(rows_.size());
      for (size_t i = 0; i < order.size(); ++i) order[i] = i;
      Rng(options_.seed, "bench/order", repetition).Shuffle(std::span(order));
      for (const size_t i : order) {
        rows_[i].answers.push_back(Ask(rows_[i].model, rows_[i].backend, tier_.name));
        progress.Advance();
      }
    }
  }

  BenchAnswer Ask(size_t model, const Spec& backend, const std::string& tier) {
    BenchJob job;
    job.model = models_[model].folder;
    job.faces = Faces(model);
    job.answer = scratch_.path / "answer.json";
    job.backend = backend;
    job.tier = tier;
    job.parity_faces = choice_.parity;
    job.reference = models_[model].reference;
    fs::remove(job.answer);
    WriteJob(job, scratch_.path / "job.json");
    return Execute(job.answer, ThreadsOf(Backends().Canonical(backend)));
  }

  BenchAnswer Execute(const fs::path& answer, int threads) {
    const std::string count = std::to_string(threads);
    ProcessOptions process;
    process.arguments = {"bench-worker", (scratch_.path / "job.json").string()};
    process.environment = {{"OMP_NUM_THREADS", count}, {"OPENBLAS_NUM_THREADS", count}};
    process.cpus = threads;
    process.timeout = options_.timeout > 0 ? options_.timeout : tier_.timeout;
    process.error_file = scratch_.path / "messages.txt";
    const std::string fate = RunProcess(options_.program, process);
    if (fate.empty() && fs::exists(answer)) return ReadAnswer(answer);
    BenchAnswer none;
    none.error = Concat("The worker process ", fate.empty() ? "left no answer" : fate,
                        LastWords(process.error_file));
    return none;
  }

  LatencyRow Finish(const Row& row, const MachineLoad& before) const {
    const ModelPlan& model = models_[row.model];
    RowPlan plan{model.folder.string(), row.backend, ThreadsOf(row.backend),
                 AucOf(model.reference, fake_), fake_};
    LatencyRow made = MakeRow(plan, tier_, row.answers);
    if (made.parity == "error") return made;
    made.note += "; model only";
    if (choice_.records.size() < 1024)
      made.note += Concat("; ", choice_.records.size(), " distinct faces");
    if (!GetBuildInfo().with_torch) made.note += "; compared with opencv_dnn, not with LibTorch";
    const double steal = StealShare(before, ReadMachineLoad());
    if (steal > .01) made.note += Concat("; a hypervisor took ", std::lround(100 * steal), " %");
    return made;
  }

  void Record(const MachineLoad& before) const {
    if (options_.record.empty()) return;
    const JsonObject machine = MachineRecord(before, ReadMachineLoad());
    PublishFile(options_.record / "machine.json", machine.ToString() + "\n");
    for (size_t row = 0; row < rows_.size(); ++row)
      for (size_t repetition = 0; repetition < rows_[row].answers.size(); ++repetition) {
        std::string text;
        for (const int64_t nanoseconds : rows_[row].answers[repetition].nanoseconds)
          text += std::to_string(nanoseconds) + "\n";
        PublishFile(options_.record / "raw" / Concat(row + 1, "-", repetition + 1, ".txt"), text);
      }
  }

  const Dataset& dataset_;
  const BenchOptions& options_;
  const Tier& tier_;
  FaceChoice choice_;
  std::vector<bool> fake_;
  std::vector<ModelPlan> models_;
  std::vector<Row> rows_;
  Scratch scratch_;
};

}  // namespace

std::vector<LatencyRow> BenchModels(const Dataset& dataset, const std::vector<fs::path>& models,
                                    const std::vector<Spec>& backends,
                                    const BenchOptions& options) {
  Bench bench(dataset, options);
  for (const fs::path& model : models) bench.Add(model, backends);
  return bench.Run();
}

}  // namespace swapbench
