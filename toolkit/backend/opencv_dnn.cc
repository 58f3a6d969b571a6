// SPDX-License-Identifier: Apache-2.0
/// OpenCV's own inference engine on the CPU, from our ONNX.
#include <algorithm>
#include <opencv2/core/utility.hpp>
#include <opencv2/core/version.hpp>
#include <opencv2/dnn.hpp>

#include "backend/backend.h"
#include "backend/export.h"

namespace swapbench {
namespace {

struct OpencvOptions {
  int threads = 1;

  template <class V>
  void Describe(V& v) {
    v("threads", threads, "threads of OpenCV, process-wide", Between{1, 1024});
  }
};

std::string OneLine(std::string text) {
  std::ranges::replace(text, '\n', ' ');
  return text;
}

cv::dnn::Net ReadNet(const std::string& onnx) {
  cv::dnn::Net net = cv::dnn::readNetFromONNX(onnx.data(), onnx.size());
  net.setPreferableBackend(cv::dnn::DNN_BACKEND_OPENCV);
  net.setPreferableTarget(cv::dnn::DNN_TARGET_CPU);
  return net;
}

class OpencvBackend : public Backend {
 public:
  OpencvBackend(const OpencvOptions& options, const Model& model)
      : threads_(options.threads), answer_(model.info.answer) {
    const std::string onnx = OnnxOf(model);
    try {
      net_ = ReadNet(onnx);
    } catch (const cv::Exception& error) {
      Fail("OpenCV cannot read the network of ", model.folder.string(), ": ", OneLine(error.err),
           ".");
    }
    UseThreads();
  }

  BackendTraits traits() const override {
    return {"OpenCV " CV_VERSION " dnn, CPU", "fp32", cv::getNumThreads(), false};
  }

  std::vector<float> Run(const TensorView& nchw) override {
    UseThreads();
    const std::vector<int> shape(nchw.shape.begin(), nchw.shape.end());
    // A cv::Mat has no const form; the network only reads it.
    net_.setInput(cv::Mat(shape, CV_32F, const_cast<float*>(nchw.data)));
    const cv::Mat answer = net_.forward();
    const size_t wanted = CountNumbers(answer_, nchw);
    Check(answer.type() == CV_32F && answer.isContinuous() && answer.total() == wanted,
          "OpenCV gave ", answer.total(), " numbers for ", shape[0], " faces instead of ", wanted,
          ".");
    return {answer.ptr<float>(), answer.ptr<float>() + answer.total()};
  }

 private:
  void UseThreads() const {
    if (cv::getNumThreads() != threads_) cv::setNumThreads(threads_);
  }

  int threads_;
  Answer answer_;
  cv::dnn::Net net_;
};

}  // namespace

void Register_opencv_dnn(BackendRegistry& registry) {
  registry.Add<OpencvOptions>("opencv_dnn", "OpenCV's engine on the CPU, from our own ONNX",
                              [](const OpencvOptions& options, const Model& model) {
                                return std::make_unique<OpencvBackend>(options, model);
                              });
}

}  // namespace swapbench
