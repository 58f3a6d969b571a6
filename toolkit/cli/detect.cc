// SPDX-License-Identifier: Apache-2.0
#include "cli/verb.h"
#include "lab/detecting.h"

namespace swapbench {
namespace {

constexpr int kUnreadable = 2;

class Detect : public Verb {
 public:
  void Declare(CommandLine& line) override {
    line.Positional("file", request_.files, "images (JPEG, PNG, WebP) and videos");
    line.Option("detector", request_.detector, "a detector's spec, for example network:model=DIR",
                CommandLine::Need::kRequired);
    line.Option("locator", request_.locator,
                "who looks for faces, or none: each picture is one face, whole");
    line.Option("align", request_.align,
                "how a face is cut out: model, or an alignment's spec such as dfb or ffpp");
    line.Option("frames", request_.frames, "how many frames of a video are looked at, evenly");
    line.Option("out", request_.out, "folder for evidence.html and evidence.json");
    line.Option("threads", request_.threads, "0 for every CPU");
  }
  int Run() override {
    Check(request_.frames > 0, "--frames must be at least 1.");
    return DetectFiles(request_) ? 0 : kUnreadable;
  }

 private:
  DetectRequest request_;
};

}  // namespace

void Register_detect(std::vector<VerbEntry>& verbs) {
  verbs.push_back(
      {"detect", "what a detector says of your own images and videos, face by face",
       "detect photo.jpg clip.mp4 --detector network:model=models/small_resnet --out evidence",
       "Every face that is found is scored; a face of a video is followed from frame to frame, "
       "and\n"
       "its verdict is the median. A probability comes with what such a number meant on the "
       "model's\n"
       "validation data and with its rates of error there, as far as the model states them; the "
       "page\n"
       "shows, in colours over each face, where a network's answer comes from: the seam that it\n"
       "draws, if it draws one (face_xray), else its last feature maps by HiResCAM.\n"
       "--align model cuts faces as those of the model's corpus were cut: by the alignment that "
       "the\n"
       "corpus records, else so that eyes, nose and mouth lie where they lay in its validation "
       "faces;\n"
       "for a model that states neither, by dfb.\n"
       "A picture without a face is a result. A file that cannot be read is named, the others are\n"
       "scored, and the exit code is 2. What comes out is an aid to judgement, no proof.",
       [] { return std::make_unique<Detect>(); }, 55});
}

}  // namespace swapbench
