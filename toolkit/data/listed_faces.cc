// SPDX-License-Identifier: Apache-2.0
// The faces in listed images and videos, each a record: the file's own bytes where the alignment
// leaves the image whole, else a lossless crop, real and fake alike.
#include <algorithm>
#include <opencv2/imgproc.hpp>
#include <unordered_map>

#include "core/error.h"
#include "core/json.h"
#include "data/clip_reader.h"
#include "data/face_search.h"
#include "data/listed.h"
#include "data/listed_files.h"
#include "data/provenance.h"
#include "faces/align.h"
#include "faces/alignment.h"
#include "image/codec.h"

namespace swapbench {
namespace fs = std::filesystem;
namespace {

constexpr double kSamePlace = .5;  // overlap of two boxes (intersection over union) of one face

double Overlap(const cv::Rect& a, const cv::Rect& b) {
  const double shared = (a & b).area();
  return shared / (a.area() + b.area() - shared);
}

cv::Mat Grey(const cv::Mat& bgr) {
  cv::Mat grey;
  cv::cvtColor(bgr, grey, cv::COLOR_BGR2GRAY);
  return grey;
}

class ListedFaces : public Dataset {
 public:
  ListedFaces(const std::vector<Listed>& listed, const DatasetContext& context, bool find_twins)
      : root_(context.root),
        options_(*context.faces),
        alignment_(Alignments().Make(options_.align)) {
    const std::unique_ptr<Locator> locator = Locators().Make(options_.locator);
    locator_ = locator->identity().ToString();
    census_.files = listed.size();
    Keep(listed, SearchFaces(listed, root_, *locator, options_, context.journal, context.threads));
    SettleTwins(kept_, find_twins);
    for (size_t file = 0; file < kept_.size(); ++file) AddRecords(file);
    FindTwinRecords();
    frames_ = std::make_unique<ClipReader>(Clips(&Listed::file), context.threads);
    masks_ = std::make_unique<ClipReader>(Clips(&Listed::mask), context.threads);
  }

  size_t size() const override { return places_.size(); }
  const SampleInfo& info(size_t i) const override { return infos_[i]; }
  std::span<const Refusal> refusals() const override { return refusals_; }
  Census census() const override { return census_; }

  Sample Get(size_t i) const override {
    const Record record = GetRecord(i);
    Sample sample{record.info, {DecodeImage(record.image, record.info.id), record.landmarks}, {}};
    if (!record.mask.empty()) sample.mask = DecodeGrey(record.mask, record.info.id);
    return sample;
  }

  Record GetRecord(size_t i) const override {
    const Place& place = places_[i];
    const Listed& one = kept_[place.file];
    const LocatedFace& face = FaceAt(place);
    const Crop crop = *alignment_->Place(face, PictureAt(place).size);
    Record record;
    record.info = infos_[i];
    if (!IsVideoName(one.file) && IsWholeImage(crop, PictureAt(place).size)) {
      record.image = ReadListed(root_, one.file);
      if (!one.mask.empty()) record.mask = ReadListed(root_, one.mask);
    } else {
      record.image = EncodePng(Cropped(PixelsAt(place), crop));
      if (!one.mask.empty()) record.mask = EncodePng(Cropped(MaskAt(place), crop));
    }
    record.landmarks = Apply(crop.crop_from_image, face.landmarks);
    record.provenance = Provenance(place, crop);
    return record;
  }

 private:
  /// A record: kept_[file], found_[file][picture].faces[face].
  struct Place {
    size_t file, picture, face;
  };

  const FoundPicture& PictureAt(const Place& place) const {
    return found_[place.file][place.picture];
  }
  const LocatedFace& FaceAt(const Place& place) const { return PictureAt(place).faces[place.face]; }

  void Keep(const std::vector<Listed>& listed, std::vector<SearchedFile> searched) {
    for (size_t i = 0; i < listed.size(); ++i) {
      if (!searched[i].refusal.empty()) {
        refusals_.push_back({listed[i].file, searched[i].refusal});
        continue;
      }
      kept_.push_back(listed[i]);
      found_.push_back(std::move(searched[i].pictures));
    }
  }

  /// Pictures without a face leave a refusal and go.
  void AddRecords(size_t file) {
    census_.pictures += found_[file].size();
    std::erase_if(found_[file], [&](FoundPicture& picture) {
      std::erase_if(picture.faces, [&](const LocatedFace& face) {
        return !alignment_->Place(face, picture.size).has_value();
      });
      if (picture.faces.empty())
        refusals_.push_back({NameOf(file, picture), "no face was found", Refusal::Kind::kNoFace});
      return picture.faces.empty();
    });
    for (size_t p = 0; p < found_[file].size(); ++p)
      for (size_t f = 0; f < found_[file][p].faces.size(); ++f) AddRecord({file, p, f});
  }

  void AddRecord(const Place& place) {
    SampleInfo info = kept_[place.file].info;
    if (IsVideoName(kept_[place.file].file)) info.id += Concat('/', PictureAt(place).frame);
    if (options_.keep_all()) info.id += Concat('/', place.face);
    infos_.push_back(std::move(info));
    places_.push_back(place);
  }

  std::string NameOf(size_t file, const FoundPicture& picture) const {
    const std::string& name = kept_[file].file;
    return IsVideoName(name) ? Concat(name, " frame ", picture.frame) : name;
  }

  /// The twin of a file becomes, for each of its records, that record of the twin which shows the
  /// same frame and whose box lies over ours; where there is none, the record has no twin.
  void FindTwinRecords() {
    std::unordered_map<std::string, std::vector<size_t>> records;  // file's id -> of that file
    for (size_t i = 0; i < places_.size(); ++i)
      records[kept_[places_[i].file].info.id].push_back(i);
    for (size_t i = 0; i < places_.size(); ++i) {
      if (infos_[i].twin.empty()) continue;
      std::string twin;
      double best = kSamePlace;
      for (const size_t other : records[infos_[i].twin]) {
        if (PictureAt(places_[other]).frame != PictureAt(places_[i]).frame) continue;
        const double overlap = Overlap(FaceAt(places_[other]).box, FaceAt(places_[i]).box);
        if (overlap <= best) continue;
        best = overlap;
        twin = infos_[other].id;
      }
      infos_[i].twin = twin;
    }
  }

  /// Of every kept file, videos or not, so that clip k belongs to file k.
  std::vector<ClipReader::Clip> Clips(std::string Listed::*name) const {
    std::vector<ClipReader::Clip> clips;
    for (size_t file = 0; file < kept_.size(); ++file) {
      clips.push_back({root_ / (kept_[file].*name), kept_[file].*name, {}});
      for (const FoundPicture& picture : found_[file]) clips.back().frames.push_back(picture.frame);
    }
    return clips;
  }

  cv::Mat PixelsAt(const Place& place) const {
    const std::string& file = kept_[place.file].file;
    if (IsVideoName(file)) return frames_->Frame(place.file, place.picture);
    return DecodeImage(ReadListed(root_, file), file);
  }

  cv::Mat MaskAt(const Place& place) const {
    const std::string& mask = kept_[place.file].mask;
    if (IsVideoName(mask)) return Grey(masks_->Frame(place.file, place.picture));
    return DecodeGrey(ReadListed(root_, mask), mask);
  }

  std::string Provenance(const Place& place, const Crop& crop) const {
    const Listed& one = kept_[place.file];
    const FoundPicture& picture = PictureAt(place);
    const LocatedFace& face = FaceAt(place);
    JsonObject json;
    json.Set("imported_file", one.file);
    if (IsVideoName(one.file)) json.Set("frame", picture.frame).Set("seconds", picture.seconds);
    const cv::Rect& box = face.box;
    const Affine& map = crop.crop_from_image;
    json.Set("locator", locator_)
        .Set("score", face.score)
        .Set("box",
             std::vector<double>{static_cast<double>(box.x), static_cast<double>(box.y),
                                 static_cast<double>(box.width), static_cast<double>(box.height)})
        .Set("align", options_.align.ToString())
        .Set("crop_from_image", std::vector<double>(map.val, map.val + 6));
    if (one.info.label == Label::kFake) json.Set("digital_source_type", kCompositeSynthetic);
    return json.ToString();
  }

  fs::path root_;
  FaceOptions options_;
  std::unique_ptr<Alignment> alignment_;
  std::string locator_;
  std::vector<Listed> kept_;
  std::vector<std::vector<FoundPicture>> found_;  // of each kept file
  std::vector<Place> places_;
  std::vector<SampleInfo> infos_;
  std::vector<Refusal> refusals_;
  Census census_;
  std::unique_ptr<ClipReader> frames_, masks_;
};

}  // namespace

std::unique_ptr<Dataset> OpenFaces(std::vector<Listed> listed, const DatasetContext& context,
                                   bool find_twins) {
  return std::make_unique<ListedFaces>(listed, context, find_twins);
}

}  // namespace swapbench
