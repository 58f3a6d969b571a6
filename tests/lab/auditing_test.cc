// SPDX-License-Identifier: Apache-2.0
#include "lab/auditing.h"

#include "store/records.h"
#include "support.h"

namespace swapbench {
namespace {

using testing::HasSubstr;

/// Reals of ten people in split test, fakes of ten others in split train: no fake has reals beside
/// it, so no cue can be judged.
class Apart : public Corpus {
 public:
  Apart() {
    info_.name = "apart";
    for (size_t i = 0; i < 20; ++i) {
      Record record;
      const bool fake = i % 2 == 1;
      record.info.id = Concat("apart/", i);
      record.info.label = fake ? Label::kFake : Label::kReal;
      record.info.split = fake ? "train" : "test";
      record.info.target = Concat("p", i);
      if (fake) record.info.method = "paste";
      record.image = EncodePng(NoiseImage(i, 32));
      records_.push_back(record);
    }
  }
  const CorpusInfo& corpus_info() const override { return info_; }
  size_t size() const override { return records_.size(); }
  const SampleInfo& info(size_t i) const override { return records_[i].info; }
  Sample Get(size_t) const override { return {}; }
  Record GetRecord(size_t i) const override { return records_[i]; }

 private:
  CorpusInfo info_;
  std::vector<Record> records_;
};

TEST(AuditCorpus, SaysWhyACueIsNotJudgedAndHoldsItAgainstNothing) {
  AuditOptions options;
  options.threads = 1;
  const AuditReport report = AuditCorpus(Apart(), options);
  EXPECT_THAT(report.text, HasSubstr("not judged: undefined: no scored real in this slice"));
  EXPECT_THAT(report.text, HasSubstr("No interval could be computed"));
  EXPECT_THAT(report.text, testing::Not(HasSubstr("nan")));
  EXPECT_THAT(report.text, testing::Not(HasSubstr("GIVES THE LABEL AWAY")));
  EXPECT_TRUE(report.clean) << report.text;
}

}  // namespace
}  // namespace swapbench
