// SPDX-License-Identifier: Apache-2.0
#include "bench/job.h"

#include <cmath>
#include <nlohmann/json.hpp>

#include "core/error.h"
#include "core/file.h"

namespace swapbench {
namespace {

using nlohmann::json;

/// JSON has no NaN: a logit that is one becomes null, and null is read as NaN.
template <class T>
std::vector<T> Numbers(const json& list) {
  std::vector<T> numbers;
  for (const json& item : list)
    numbers.push_back(item.is_null() ? std::numeric_limits<T>::quiet_NaN() : item.get<T>());
  return numbers;
}

double Number(const json& value) {
  return value.is_null() ? std::numeric_limits<double>::quiet_NaN() : value.get<double>();
}

void Write(const json& value, const std::filesystem::path& file) {
  PublishFile(file, value.dump(-1, ' ', true, json::error_handler_t::replace));
}

template <class Make>
auto Read(const std::filesystem::path& file, Make make) {
  const std::string text = ReadFile(file);
  try {
    return make(json::parse(text));
  } catch (const json::exception& error) {
    Fail(file.string(), " is not a file of the benchmark's own: ", error.what(), ".");
  }
}

}  // namespace

void WriteJob(const BenchJob& job, const std::filesystem::path& file) {
  Write({{"model", job.model.string()},
         {"faces", job.faces.string()},
         {"answer", job.answer.string()},
         {"backend", job.backend.ToString()},
         {"tier", job.tier},
         {"parity_faces", job.parity_faces},
         {"reference", job.reference}},
        file);
}

BenchJob ReadJob(const std::filesystem::path& file) {
  return Read(file, [](const json& text) {
    BenchJob job;
    job.model = text.at("model").get<std::string>();
    job.faces = text.at("faces").get<std::string>();
    job.answer = text.at("answer").get<std::string>();
    job.backend = Spec::Parse(text.at("backend").get<std::string>());
    job.tier = text.at("tier").get<std::string>();
    job.parity_faces = text.at("parity_faces").get<size_t>();
    job.reference = Numbers<float>(text.at("reference"));
    return job;
  });
}

void WriteAnswer(const BenchAnswer& answer, const std::filesystem::path& file) {
  Write({{"error", answer.error},
         {"runtime", answer.runtime},
         {"threads", answer.threads},
         {"parity", answer.parity},
         {"reason", answer.reason},
         {"max_difference", answer.max_difference},
         {"first_ms", answer.first_ms},
         {"peak_rss_mb", answer.peak_rss_mb},
         {"warm", answer.warm},
         {"logits", answer.logits},
         {"nanoseconds", answer.nanoseconds}},
        file);
}

BenchAnswer ReadAnswer(const std::filesystem::path& file) {
  return Read(file, [](const json& text) {
    BenchAnswer answer;
    answer.error = text.at("error").get<std::string>();
    answer.runtime = text.at("runtime").get<std::string>();
    answer.threads = text.at("threads").get<int>();
    answer.parity = text.at("parity").get<std::string>();
    answer.reason = text.at("reason").get<std::string>();
    answer.max_difference = Number(text.at("max_difference"));
    answer.first_ms = Number(text.at("first_ms"));
    answer.peak_rss_mb = Number(text.at("peak_rss_mb"));
    answer.warm = text.at("warm").get<bool>();
    answer.logits = Numbers<float>(text.at("logits"));
    answer.nanoseconds = text.at("nanoseconds").get<std::vector<int64_t>>();
    return answer;
  });
}

}  // namespace swapbench
