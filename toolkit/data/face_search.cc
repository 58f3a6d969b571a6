// SPDX-License-Identifier: Apache-2.0
#include "data/face_search.h"

#include "core/build_info.h"
#include "core/error.h"
#include "core/parallel.h"
#include "core/progress.h"
#include "data/listed_files.h"
#include "image/codec.h"
#include "image/video.h"

namespace swapbench {
namespace fs = std::filesystem;
namespace {

class Search {
 public:
  Search(const fs::path& root, const Locator& locator, const FaceOptions& options,
         const fs::path& journal)
      : root_(root),
        locator_(locator),
        options_(options),
        journal_(journal, Concat(fs::absolute(root).string(), '\n', locator.identity().ToString(),
                                 '\n', CanonicalSection(options), GetBuildInfo().source_hash)) {}

  std::vector<FoundPicture> In(const Listed& one) {
    const fs::path place = ListedPath(root_, one.file);
    auto pictures = journal_.Find(one.file, place);
    if (!pictures) {
      pictures = IsVideoName(one.file) ? InVideo(one, place) : InImage(one);
      journal_.Add(one.file, place, *pictures);
    }
    if (!one.mask.empty()) CheckMask(one, *pictures);
    return *pictures;
  }

 private:
  FoundPicture Look(const cv::Mat& image, size_t frame, double seconds) const {
    FoundPicture picture{frame, seconds, image.size(), locator_.Locate(image)};
    if (!options_.keep_all() && picture.faces.size() > 1) picture.faces.resize(1);
    return picture;
  }

  std::vector<FoundPicture> InImage(const Listed& one) const {
    return {Look(DecodeImage(ReadListed(root_, one.file), one.file), 0, 0)};
  }

  std::vector<FoundPicture> InVideo(const Listed& one, const fs::path& place) const {
    return EachChosenFrame(place, one.file, options_.frames, [this](const Video& video) {
      return Look(video.Image(), video.number(), video.seconds());
    });
  }

  void CheckMask(const Listed& one, const std::vector<FoundPicture>& pictures) const {
    const fs::path place = ListedPath(root_, one.mask);
    Check(IsVideoName(one.mask) == IsVideoName(one.file), one.mask,
          ": the mask of a video must be ", "a video, and that of an image an image.");
    if (IsVideoName(one.mask)) {
      const Video mask(place, one.mask);
      CheckSize(one, mask.size(), pictures);
      const size_t needed = pictures.empty() ? 0 : pictures.back().frame + 1;
      Check(mask.stated_frames() == 0 || mask.stated_frames() >= needed, one.mask, " has ",
            mask.stated_frames(), " frames, but frame ", needed - 1, " of ", one.file,
            " needs its mask.");
    } else {
      CheckSize(one, DecodeGrey(ReadListed(root_, one.mask), one.mask).size(), pictures);
    }
  }

  static void CheckSize(const Listed& one, cv::Size size,
                        const std::vector<FoundPicture>& pictures) {
    for (const FoundPicture& picture : pictures)
      Check(picture.size == size, one.mask, " has another size than ", one.file, ".");
  }

  const fs::path& root_;
  const Locator& locator_;
  const FaceOptions& options_;
  FoundJournal journal_;
};

}  // namespace

std::vector<SearchedFile> SearchFaces(const std::vector<Listed>& listed, const fs::path& root,
                                      const Locator& locator, const FaceOptions& options,
                                      const fs::path& journal, int threads) {
  Search search(root, locator, options, journal);
  std::vector<SearchedFile> searched(listed.size());
  Progress progress("looking for faces in", "files", listed.size());
  ParallelFor(listed.size(), threads, [&](size_t i) {
    try {
      searched[i].pictures = search.In(listed[i]);
    } catch (const Interrupted&) {
      throw;
    } catch (const Error& error) {
      searched[i].refusal = error.what();
    }
    progress.Advance();
  });
  return searched;
}

}  // namespace swapbench
