// SPDX-License-Identifier: Apache-2.0
#include "lab/doctor.h"

#include <sys/sysinfo.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>

#include "backend/backend.h"
#include "core/build_info.h"
#include "core/error.h"
#include "core/parallel.h"
#include "core/rng.h"
#include "faces/shape_predictor.h"
#include "lab/environment.h"
#include "nets/untrained.h"

namespace swapbench {
namespace fs = std::filesystem;
namespace {

using Kind = Finding::Kind;

constexpr double kGiB = 1024. * 1024 * 1024;

std::string OneDecimal(double value) { return ToText(std::round(value * 10) / 10); }

Finding Memory() {
  struct sysinfo info {};
  sysinfo(&info);
  const double free = static_cast<double>(info.freeram + info.bufferram) * info.mem_unit / kGiB;
  const double total = static_cast<double>(info.totalram) * info.mem_unit / kGiB;
  return {total < 4 ? Kind::kSurprise : Kind::kFact,
          Concat("memory ", OneDecimal(total), " GiB, ", OneDecimal(free), " GiB unused",
                 total < 4 ? ": building with LibTorch needs about 4 GiB" : "")};
}

Finding Disk() {
  const double free = static_cast<double>(fs::space(fs::current_path()).available) / kGiB;
  return {free < 2 ? Kind::kSurprise : Kind::kFact,
          Concat("disk ", OneDecimal(free), " GiB free in ", fs::current_path().string(),
                 free < 2 ? ": a corpus and its stages want 2 GiB" : "")};
}

/// What every locator of faces needs, and nothing else does.
Finding LandmarkModel() {
  if (fs::is_regular_file(kLandmarkModel))
    return {Kind::kFact, Concat("landmark model ", kLandmarkModel)};
  return {Kind::kSurprise, Concat("landmark model ", kLandmarkModel,
                                  " is missing, so no face can be located: install libdlib-data "
                                  "(scripts/setup does)")};
}

/// The BLAS this very process has loaded.
Finding Blas() {
  std::ifstream maps("/proc/self/maps");
  std::string found;
  for (std::string line; std::getline(maps, line);) {
    const size_t slash = line.find('/');
    if (slash == std::string::npos) continue;
    const std::string path = line.substr(slash);
    if (path.find("blas") == std::string::npos) continue;
    found = path;
    if (path.find("openblas") != std::string::npos) return {Kind::kFact, "BLAS " + path};
  }
  if (found.empty()) return {Kind::kFact, "BLAS none loaded"};
  return {Kind::kSurprise,
          "BLAS " + found +
              " is the slow reference: install libopenblas0-pthread (scripts/setup does)"};
}

Finding Governor() {
  std::ifstream file("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor");
  std::string governor;
  if (!std::getline(file, governor))
    return {Kind::kFact, "CPU frequency governor not visible here (a virtual machine?)"};
  return {
      governor == "performance" ? Kind::kFact : Kind::kSurprise,
      "CPU frequency governor " + governor +
          (governor == "performance" ? "" : ": latencies will vary; `performance` is steadier")};
}

Finding Load() {
  double load = 0;
  if (getloadavg(&load, 1) != 1) load = std::nan("");
  const bool busy = load > .5 * AvailableThreads();
  return {busy ? Kind::kSurprise : Kind::kFact,
          "load " + OneDecimal(load) +
              (busy ? ": other work is running, timings will be worse than they need be" : "")};
}

#if SWAPBENCH_WITH_TORCH

Finding Canary(const std::string& name, const Model& model, const Batch& input,
               const std::vector<float>& expected) {
  try {
    const auto backend = Backends().Make(Spec{name, {}}, model);
    const std::vector<float> answer = backend->Run(input.view());
    const BackendTraits traits = backend->traits();
    if (traits.control)
      return {Kind::kFact, Concat("backend ", name, ": control, ", traits.runtime)};
    double worst = 0;
    for (size_t i = 0; i < expected.size(); ++i) {
      const double off = std::fabs(answer.at(i) - expected[i]) / (1 + std::fabs(expected[i]));
      worst = std::isnan(off) ? INFINITY : std::max(worst, off);
    }
    const bool good = worst <= 1e-4;
    return {good ? Kind::kFact : Kind::kSurprise,
            Concat("backend ", name, ": ", traits.runtime, ", differs from the reference by ",
                   worst, good ? "" : ", which is too much to be used")};
  } catch (const std::exception& error) {
    return {Kind::kSurprise, Concat("backend ", name, " does not work here: ", error.what())};
  }
}

std::vector<Finding> TryBackends() {
  const UntrainedFolder canary(Spec::Parse("meso4:size=64"), 1);
  const Model model = ReadModel(canary.path());
  Rng rng(1, "doctor/canary");
  Batch input{{}, {2, 3, 64, 64}};
  for (size_t i = 0; i < input.view().size(); ++i)
    input.values.push_back(static_cast<float>(rng.Uniform(-1, 1)));
  const auto expected = Backends().Make(Spec::Parse("torch:threads=1"), model)->Run(input.view());
  std::vector<Finding> findings;
  for (const std::string& name : Backends().names())
    findings.push_back(Canary(name, model, input, expected));
  return findings;
}

#else

std::vector<Finding> TryBackends() {
  return {{Kind::kSurprise,
           "this build has no LibTorch: it cannot train, and runs networks only from an exported "
           "model.onnx"}};
}

#endif

}  // namespace

std::vector<Finding> ExamineMachine() {
  std::vector<Finding> findings;
  for (const auto& [key, value] : DescribeEnvironment())
    findings.push_back({Kind::kFact, key + " " + value});
  for (const Finding& finding : TryBackends()) findings.push_back(finding);
  for (const Finding& finding : {LandmarkModel(), Blas(), Governor(), Load(), Memory(), Disk()})
    findings.push_back(finding);
  return findings;
}

}  // namespace swapbench
