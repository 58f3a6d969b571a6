// SPDX-License-Identifier: Apache-2.0
#include "synth/donors.h"

#include <limits>
#include <numeric>

#include "faces/align.h"
#include "support.h"
#include "synth/drawn_people.h"

namespace swapbench {
namespace {

std::vector<size_t> All(const Dataset& people) {
  std::vector<size_t> all(people.size());
  std::iota(all.begin(), all.end(), size_t{0});
  return all;
}

/// The donor that a search over everybody, one by one, finds.
size_t NearestOneByOne(const DrawnPeople& people, size_t target) {
  size_t nearest = target;
  double least = std::numeric_limits<double>::infinity();
  for (size_t i = 0; i < people.size(); ++i) {
    if (people.info(i).split != people.info(target).split) continue;
    if (people.info(i).target == people.info(target).target) continue;
    const double distance = AlignedDistance(*people.GetLandmarks(i), *people.GetLandmarks(target));
    if (distance >= least) continue;
    least = distance;
    nearest = i;
  }
  return nearest;
}

/// Many of DrawnPeople's faces are alike but for place; these are not.
class UnlikePeople : public DrawnPeople {
 public:
  using DrawnPeople::DrawnPeople;
  std::optional<Landmarks> GetLandmarks(size_t i) const override {
    Landmarks face = FacePoints(32, 32, 20);
    Rng rng(i, "test/unlike");
    for (cv::Point2f& point : face) point.x += static_cast<float>(rng.Normal());
    return face;
  }
};

TEST(Donors, FindTheNearestLandmarksOfAnotherIdentityOfTheSplit) {
  const UnlikePeople people(20, 2);
  const Donors donors(people, All(people), 1);
  for (const size_t target : {0U, 7U, 40U, 119U})
    EXPECT_EQ(donors.Draw(Donor::kNearestLandmarks, target, 0, Rng(1, "test")),
              NearestOneByOne(people, target));
}

TEST(Donors, TakeTheNextNearestAtTheNextAttempt) {
  const UnlikePeople people(20, 2);
  const Donors donors(people, All(people), 1);
  double last = 0;
  for (int attempt = 0; attempt < 16; ++attempt) {
    const size_t donor = donors.Draw(Donor::kNearestLandmarks, 5, attempt, Rng(1, "test"));
    const double distance = AlignedDistance(*people.GetLandmarks(donor), *people.GetLandmarks(5));
    EXPECT_GE(distance, last);
    last = distance;
  }
}

TEST(Donors, SearchASeededPartOfALargeSplit) {
  const UnlikePeople people(Donors::kMostCandidates / 2 + 100, 2);
  const Donors donors(people, All(people), 1), same(people, All(people), 1),
      another(people, All(people), 2);
  const auto nearest = [](const Donors& among, size_t target) {
    return among.Draw(Donor::kNearestLandmarks, target, 0, Rng(1, "test"));
  };
  size_t differ = 0;
  for (size_t target = 0; target < 200; ++target) {
    EXPECT_EQ(nearest(donors, target), nearest(same, target));
    differ += nearest(donors, target) != nearest(another, target) ? 1 : 0;
  }
  EXPECT_GT(differ, 0u) << "of 5,200 faces each seed leaves out 200";
}

TEST(Donors, NeedSomebodyElseWithLandmarks) {
  const DrawnPeople blind(3, 1, false);
  const Donors donors(blind, All(blind), 1);
  EXPECT_THAT(ErrorOf([&] { donors.Draw(Donor::kNearestLandmarks, 0, 0, Rng(1, "test")); }),
              testing::HasSubstr("people/p0/0"));
}

}  // namespace
}  // namespace swapbench
