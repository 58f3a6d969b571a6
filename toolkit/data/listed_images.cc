// SPDX-License-Identifier: Apache-2.0
// Images as somebody stored them.
#include "core/error.h"
#include "core/json.h"
#include "core/parallel.h"
#include "core/progress.h"
#include "data/listed.h"
#include "data/listed_files.h"
#include "data/npy_landmarks.h"
#include "data/provenance.h"
#include "image/codec.h"
#include "image/video.h"

namespace swapbench {
namespace fs = std::filesystem;
namespace {

class ListedImages : public Dataset {
 public:
  ListedImages(const std::vector<Listed>& listed, const DatasetContext& context, bool find_twins)
      : root_(context.root) {
    Validate(listed, context.threads);
    SettleTwins(kept_, find_twins);
  }

  size_t size() const override { return kept_.size(); }
  const SampleInfo& info(size_t i) const override { return kept_[i].info; }
  std::span<const Refusal> refusals() const override { return refusals_; }

  Sample Get(size_t i) const override {
    const Listed& one = kept_[i];
    Sample sample{one.info, {DecodeImage(ReadListed(root_, one.file), one.file), {}}, {}};
    if (!one.mask.empty()) sample.mask = DecodeGrey(ReadListed(root_, one.mask), one.mask);
    sample.face.landmarks = ReadLandmarks(one);
    return sample;
  }

  Record GetRecord(size_t i) const override {
    const Listed& one = kept_[i];
    Record record;
    record.info = one.info;
    record.image = ReadListed(root_, one.file);
    if (!one.mask.empty()) record.mask = ReadListed(root_, one.mask);
    record.landmarks = ReadLandmarks(one);
    JsonObject provenance;
    provenance.Set("imported_file", one.file);
    if (record.info.label == Label::kFake)
      provenance.Set("digital_source_type", kCompositeSynthetic);
    record.provenance = provenance.ToString();
    return record;
  }

 private:
  std::optional<Landmarks> ReadLandmarks(const Listed& one) const {
    if (one.landmarks.empty()) return {};
    return ReadNpyLandmarks(ReadListed(root_, one.landmarks), one.landmarks);
  }

  /// Throws Error where something of it cannot be read.
  void Look(const Listed& one) const {
    if (IsVideoName(one.file)) {  // only where a folder is checked: see OpenImages
      const Video video(ListedPath(root_, one.file), one.file);
      if (!one.mask.empty()) const Video mask(ListedPath(root_, one.mask), one.mask);
      return;
    }
    const cv::Mat image = DecodeImage(ReadListed(root_, one.file), one.file);
    if (!one.mask.empty())
      Check(DecodeGrey(ReadListed(root_, one.mask), one.mask).size() == image.size(), one.mask,
            " has another size than ", one.file, ".");
    ReadLandmarks(one);
  }

  void Validate(const std::vector<Listed>& listed, int threads) {
    std::vector<std::string> reasons(listed.size());
    Progress progress("checking", "files", listed.size());
    ParallelFor(listed.size(), threads, [&](size_t i) {
      try {
        Look(listed[i]);
      } catch (const Interrupted&) {
        throw;
      } catch (const Error& error) {
        reasons[i] = error.what();
      }
      progress.Advance();
    });
    for (size_t i = 0; i < listed.size(); ++i) {
      if (reasons[i].empty()) kept_.push_back(listed[i]);
      else refusals_.push_back({listed[i].file, reasons[i]});
    }
  }

  fs::path root_;
  std::vector<Listed> kept_;
  std::vector<Refusal> refusals_;
};

}  // namespace

std::unique_ptr<Dataset> OpenImages(std::vector<Listed> listed, const DatasetContext& context,
                                    bool find_twins) {
  for (const Listed& one : listed)
    Check(context.tolerate_faults || !IsVideoName(one.file), one.file,
          " is a video: add a section [faces] to the recipe, for example with locator = dlib and "
          "align = dfb, and the faces in its frames are imported.");
  return std::make_unique<ListedImages>(listed, context, find_twins);
}

std::unique_ptr<Dataset> OpenListed(std::vector<Listed> listed, const DatasetContext& context,
                                    bool find_twins) {
  return context.faces && !context.tolerate_faults
             ? OpenFaces(std::move(listed), context, find_twins)
             : OpenImages(std::move(listed), context, find_twins);
}

}  // namespace swapbench
