// SPDX-License-Identifier: Apache-2.0
#include <iostream>

#include "cli/verb.h"
#include "lab/model_text.h"
#include "lab/modelling.h"

namespace swapbench {
namespace {

class ModelVerb : public Verb {
 public:
  void Declare(CommandLine& line) override {
    line.Positional("action", words_, "import, export MODEL, info MODEL, or info FILE of weights");
    line.Option("weights", weights_, "import: PyTorch's .pth, safetensors or Keras HDF5");
    line.Option("keras", keras_, "import: a MesoNet weight file, Keras HDF5");
    line.Flag("i-trust-this-file", trusted_,
              "import: you know who made this .pth. Nothing in it is run, but the network will "
              "answer as they trained it to");
    line.Option("net", network_, "import: the architecture the weights are for");
    line.Option("format", format_, "export: onnx, torchscript or safetensors");
    line.Option("out", out_, "what is written: a model's folder, or the exported file");
  }
  int Run() override {
    if (words_.front() == "import") return Import();
    if (words_.front() == "export") return Export();
    if (words_.front() == "info") return Info();
    Fail("`swapbench model` knows import, export and info, not '", words_.front(), "'.");
  }

 private:
  std::string OneModel() const {
    Check(words_.size() == 2, "Name one model: swapbench model ", words_.front(), " MODEL.");
    return words_[1];
  }
  void Need(const std::string& value, const char* option) const {
    Check(!value.empty(), "`swapbench model ", words_.front(), "` needs ", option, ".");
  }
  int Import() {
    Check(words_.size() == 1, "The argument '", words_.back(), "' is one too many.");
    Check(weights_.empty() || keras_.empty(), "Give --weights or --keras, not both.");
    Need(weights_ + keras_, "--weights FILE");
    Need(network_, "--net SPEC");
    Need(out_, "--out MODEL");
    const Spec network = Spec::Parse(network_);
    if (keras_.empty()) {
      std::cout << ImportModel(weights_, network, trusted_, out_);
      return 0;
    }
    ImportKerasModel(keras_, network, out_);
    std::cout << "wrote " << out_ << '\n';
    return 0;
  }
  int Export() {
    Need(format_, "--format onnx|torchscript|safetensors");
    Need(out_, "--out FILE");
    ExportModel(OneModel(), format_, out_);
    std::cout << "wrote " << out_ << '\n';
    return 0;
  }
  int Info() {
    std::cout << DescribeModel(OneModel());
    return 0;
  }

  std::vector<std::string> words_;
  std::string weights_, keras_, network_, format_, out_;
  bool trusted_ = false;
};

}  // namespace

void Register_model(std::vector<VerbEntry>& verbs) {
  verbs.push_back(
      {"model", "import published weights, export a model, show one",
       "model export models/small_resnet --format onnx --out small_resnet.onnx",
       "Also: swapbench model import --keras Meso4_DF.h5 --net meso4:leaky=false "
       "--out models/meso4\n"
       "(leaky=false, because the published Meso4 files were trained without the "
       "LeakyReLU\n"
       "that the authors' later code has between the dense layers).\n"
       "And: swapbench model import --weights xception_best.pth --i-trust-this-file\n"
       "--net xception --out models/xception\n"
       "recognises how DeepfakeBench, SBI, torchvision, timm and efficientnet_pytorch name "
       "tensors,\n"
       "and takes the network's options and the input's scaling from that, but for "
       "what no name tells:\n"
       "efficientnet_pytorch before 0.7 needs padding=old, timm's tf_efficientnet "
       "padding=same.",
       [] { return std::make_unique<ModelVerb>(); }, 80});
}

}  // namespace swapbench
