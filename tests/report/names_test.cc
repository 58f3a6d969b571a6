// SPDX-License-Identifier: Apache-2.0
#include "report/names.h"

#include "report/fixture.h"
#include "support.h"

namespace swapbench::report {
namespace {

TEST(Names, AreTheModelsFolderOrThePlugIn) {
  const auto names = ShortNames({kResnet, "spectrum:size=64", "runs/x/meso4/", "not : a spec"}, {});
  EXPECT_EQ(names.at(kResnet), "small_resnet");
  EXPECT_EQ(names.at("spectrum:size=64"), "spectrum");
  EXPECT_EQ(names.at("runs/x/meso4/"), "meso4");
  EXPECT_EQ(names.at("not : a spec"), "not : a spec");
}

TEST(Names, TellTwinsApartByWhatDiffers) {
  const auto names = ShortNames({"torch:layout=nchw,threads=1", "torch:layout=nchw,threads=2"}, {});
  EXPECT_EQ(names.at("torch:layout=nchw,threads=1"), "torch (threads=1)");
  EXPECT_EQ(names.at("torch:layout=nchw,threads=2"), "torch (threads=2)");
}

TEST(Names, CannotBeSharedByTwoFolders) {
  const auto names = ShortNames({"runs/a/meso4", "runs/b/meso4"}, {});
  EXPECT_NE(names.at("runs/a/meso4"), names.at("runs/b/meso4"));
}

TEST(Names, GivenOnesComeFirst) {
  EXPECT_EQ(ShortNames({kResnet}, {{kResnet, "ours"}}).at(kResnet), "ours");
}

TEST(Names, SayWhatAMetricIs) {
  EXPECT_EQ(MetricTitle("auc"), "AUC");
  EXPECT_EQ(MetricTitle("tpr_at_fpr:fpr=0.01"), "TPR at 1 % FPR");
  EXPECT_EQ(MetricTitle("ppv:prevalence=0.0001"), "PPV at 0.01 %");
  EXPECT_EQ(MetricTitle("auc:interval=delong"), "AUC, DeLong");
  EXPECT_EQ(MetricTitle("somebodys_metric:x=1"), "somebodys_metric:x=1");
}

}  // namespace
}  // namespace swapbench::report
