// SPDX-License-Identifier: Apache-2.0
// A folder of images, described by a CSV index or by path templates.
#include <filesystem>
#include <unordered_map>
#include <unordered_set>

#include "core/error.h"
#include "core/file.h"
#include "core/json.h"
#include "core/parallel.h"
#include "core/progress.h"
#include "data/listing.h"
#include "data/provenance.h"
#include "image/codec.h"

namespace swapbench {
namespace fs = std::filesystem;
namespace {

/// A file's own bytes, proved to decode; throws Error where they do not.
std::string ReadImage(const fs::path& root, const std::string& file) {
  const fs::path relative = fs::path(file).lexically_normal();
  Check(!relative.is_absolute() && !relative.empty() && *relative.begin() != "..", file,
        " lies outside the folder.");
  return ReadFile(root / relative);
}

class LayoutDataset : public Dataset {
 public:
  LayoutDataset(const LayoutOptions& options, const DatasetContext& context) : root_(context.root) {
    const std::vector<Listed> listed = ListImages(options, context);
    Validate(listed, context.threads);
    RenameTwins(listed);
    if (options.twins) FindTwins();
    if (infos_.empty())
      Fail("None of the ", listed.size(), " images below ", root_.string(),
           " can be read; the first: ", refusals_.front().reason);
  }

  size_t size() const override { return infos_.size(); }
  const SampleInfo& info(size_t i) const override { return infos_[i]; }
  std::span<const Refusal> refusals() const override { return refusals_; }

  Sample Get(size_t i) const override {
    Sample sample{infos_[i], {DecodeImage(ReadImage(root_, files_[i]), files_[i]), {}}, {}};
    if (!masks_[i].empty()) sample.mask = DecodeGrey(ReadImage(root_, masks_[i]), masks_[i]);
    return sample;
  }

  Record GetRecord(size_t i) const override {
    Record record;
    record.info = infos_[i];
    record.image = ReadImage(root_, files_[i]);
    if (!masks_[i].empty()) record.mask = ReadImage(root_, masks_[i]);
    JsonObject provenance;
    provenance.Set("imported_file", files_[i]);
    if (record.info.label == Label::kFake)
      provenance.Set("digital_source_type", kCompositeSynthetic);
    record.provenance = provenance.ToString();
    return record;
  }

 private:
  void Validate(const std::vector<Listed>& listed, int threads) {
    std::vector<std::string> reasons(listed.size());
    Progress progress("checking", "images", listed.size());
    ParallelFor(listed.size(), threads, [&](size_t i) {
      try {
        const Listed& one = listed[i];
        const cv::Mat image = DecodeImage(ReadImage(root_, one.file), one.file);
        if (!one.mask.empty())
          Check(DecodeGrey(ReadImage(root_, one.mask), one.mask).size() == image.size(), one.mask,
                " has another size than ", one.file, ".");
      } catch (const Interrupted&) {
        throw;
      } catch (const Error& error) {
        reasons[i] = error.what();
      }
      progress.Advance();
    });
    for (size_t i = 0; i < listed.size(); ++i) {
      if (!reasons[i].empty()) {
        refusals_.push_back({listed[i].file, reasons[i]});
        continue;
      }
      files_.push_back(listed[i].file);
      masks_.push_back(listed[i].mask);
      infos_.push_back(listed[i].info);
    }
  }

  /// An index speaks of its own ids; a twin that was refused or never listed is none.
  void RenameTwins(const std::vector<Listed>& listed) {
    std::unordered_map<std::string_view, std::string_view> renamed;
    std::unordered_set<std::string_view> kept;
    for (const SampleInfo& info : infos_) kept.insert(info.id);
    for (const Listed& one : listed)
      if (kept.contains(one.info.id))
        renamed.emplace(one.former_id.empty() ? one.info.id : one.former_id, one.info.id);
    for (SampleInfo& info : infos_) {
      const auto found = renamed.find(info.twin);
      info.twin = found == renamed.end() ? "" : std::string(found->second);
    }
  }

  /// Targets with several real images have no one twin.
  void FindTwins() {
    std::unordered_map<std::string, std::vector<std::string>> reals;
    for (const SampleInfo& info : infos_)
      if (info.label == Label::kReal) reals[info.target].push_back(info.id);
    for (SampleInfo& info : infos_) {
      if (info.label == Label::kReal) continue;
      const auto found = reals.find(info.target);
      if (found != reals.end() && found->second.size() == 1) info.twin = found->second.front();
    }
  }

  fs::path root_;
  std::vector<std::string> files_, masks_;
  std::vector<SampleInfo> infos_;
  std::vector<Refusal> refusals_;
};

}  // namespace

void Register_layout(DatasetRegistry& registry) {
  registry.Add<LayoutOptions>(
      "layout", "A folder of images, described by a CSV index or by path templates",
      [](const LayoutOptions& options, const DatasetContext& context) -> std::unique_ptr<Dataset> {
        return std::make_unique<LayoutDataset>(options, context);
      });
}

}  // namespace swapbench
