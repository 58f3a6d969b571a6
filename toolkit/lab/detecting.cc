// SPDX-License-Identifier: Apache-2.0
#include "lab/detecting.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <iostream>

#include "core/error.h"
#include "core/file.h"
#include "core/interrupt.h"
#include "core/log.h"
#include "core/parallel.h"
#include "core/progress.h"
#include "detect/examine.h"
#include "faces/framing.h"
#include "report/evidence.h"

namespace swapbench {
namespace fs = std::filesystem;
namespace {

constexpr const char* kNoLocator = "none";
constexpr const char* kAsTheModel = "model";
constexpr const char* kUsualAlignment = "dfb";

/// How faces are cut out, and the sentence that says so.
struct Cut {
  std::unique_ptr<Alignment> alignment;
  std::string sentence;
};

std::unique_ptr<Alignment> FramedAsTested(const TestedOn& tested) {
  const cv::Size size(static_cast<int>(tested.usual_size[0]),
                      static_cast<int>(tested.usual_size[1]));
  FivePoints points;
  for (size_t i = 0; i < points.size(); ++i)
    points[i] = {tested.framing[2 * i] * size.width - .5,
                 tested.framing[2 * i + 1] * size.height - .5};
  return FramedAs(points, size);
}

Cut ChooseCut(const DetectRequest& request, const Claims& claims) {
  if (request.locator == kNoLocator)
    return {nullptr, "No face was looked for: each picture was taken for one face, whole."};
  const auto make = [](const Spec& spec) { return Alignments().Make(spec); };
  if (request.align != kAsTheModel)
    return {make(Spec::Parse(request.align)),
            "Faces were cut out by " + request.align + ", as asked."};
  const TestedOn tested = claims.reliability ? claims.reliability->tested : TestedOn();
  if (!tested.align.empty() && tested.align != "none")
    return {make(Spec::Parse(tested.align)),
            "Faces were cut out by " + tested.align + ", as those of the model's corpus were."};
  if (!tested.framing.empty())
    return {FramedAsTested(tested),
            "Faces were cut out so that eyes, nose and mouth lie where they lay in the mean of the "
            "model's validation faces."};
  return {make(Spec{kUsualAlignment, {}}),
          Concat("The detector does not say how its faces are cut out: ", kUsualAlignment,
                 " is assumed; --align says it better.")};
}

FileEvidence ExamineOrSayWhyNot(const std::string& file, Detector& detector, const Claims& claims,
                                const Looking& looking) {
  try {
    return Examine(file, detector, claims, looking);
  } catch (const Interrupted&) {
    throw;
  } catch (const Error& error) {
    FileEvidence unread;
    unread.file = file;
    unread.problem = error.what();
    return unread;
  }
}

std::vector<NewFile> FilesOf(const DetectRequest& request) {
  if (request.out.empty()) return {};
  std::vector<NewFile> files = {{fs::path(request.out) / "evidence.json", {}},
                                {fs::path(request.out) / "evidence.html", {}}};
  for (const NewFile& file : files) {
    CheckPlace(file.path);
    for (const std::string& input : request.files) CheckKeeps(input, file.path, "evidence");
  }
  return files;
}

}  // namespace

bool DetectFiles(const DetectRequest& request) {
  std::vector<NewFile> files = FilesOf(request);
  const std::unique_ptr<Detector> detector = Detectors().Make(request.detector);
  Evidence evidence;
  evidence.claims = ClaimsOf(*detector, Detectors().Canonical(request.detector).ToString());
  std::unique_ptr<Locator> locator;
  if (request.locator != kNoLocator) locator = Locators().Make(Spec::Parse(request.locator));
  const Cut cut = ChooseCut(request, evidence.claims);
  evidence.locator = request.locator;
  evidence.cut = cut.sentence;
  const Looking looking{locator.get(), cut.alignment.get(), {request.frames, 0}, !files.empty()};

  evidence.files.resize(request.files.size());
  {
    Progress progress("examining", "files", request.files.size());
    ParallelFor(request.files.size(), request.threads, [&](size_t i) {
      evidence.files[i] = ExamineOrSayWhyNot(request.files[i], *detector, evidence.claims, looking);
      progress.Advance();
    });
  }
  std::cout << EvidenceText(evidence);
  if (!files.empty()) {
    files[0].bytes = EvidenceJson(evidence);
    files[1].bytes = EvidenceHtml(evidence);
    PublishFiles(files);
    std::cout << "wrote " << files[0].path.string() << " and " << files[1].path.string() << '\n';
  }
  const auto unread = std::ranges::count_if(
      evidence.files, [](const FileEvidence& file) { return !file.problem.empty(); });
  if (unread > 0)
    log::Warn(Concat(unread, " of ", evidence.files.size(), " files could not be read, see above"));
  return unread == 0;
}

}  // namespace swapbench
