#include "query_service/index/term_postings.h"

#include <vector>

#include "gmock/gmock.h"
#include "tests/query_service/index/index_fixture.h"

namespace dateline::index {
namespace {

using ::dateline::testing::FactChange;
using ::dateline::testing::FactOf;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Optional;
using ::testing::SizeIs;

using TermPostingsTest = testing::IndexFixture;

TEST_F(TermPostingsTest, RunFromTheNewestToTheOldest) {
  Apply({FactChange(FactOf("articles/a/facts/1")), FactChange(FactOf("articles/a/facts/2"))});
  EXPECT_THAT(PostedUnder({TermField::kEveryFact, ""}), ElementsAre(2, 1));
}

TEST_F(TermPostingsTest, OfATermWithoutNumberAreEmpty) {
  Apply({FactChange(FactOf("articles/a/facts/1"))});
  EXPECT_THAT(PostedUnder({TermField::kFactEntity, "entities/nobody"}), IsEmpty());
}

TEST_F(TermPostingsTest, LeaveOutOtherRoles) {
  Apply({FactChange(FactOf("articles/a/facts/1", {{v1::PARTICIPANT_ROLE_ACTOR, "entities/x"}})),
         FactChange(FactOf("articles/a/facts/2", {{v1::PARTICIPANT_ROLE_SPEAKER, "entities/x"}}))});
  EXPECT_THAT(PostedUnder({TermField::kFactEntity, "entities/x"}, RoleBit(v1::PARTICIPANT_ROLE_ACTOR)), ElementsAre(1));
}

// A short way is stepped, a long one sought: both must arrive at the same.
TEST_F(TermPostingsTest, FindTheSameFromNearAndFar) {
  std::vector<v1::Change> changes;
  for (int fact = 1; fact <= 100; ++fact)
    changes.push_back(FactChange(FactOf("articles/a/facts/" + std::to_string(fact))));
  Apply(changes);
  Snapshot snapshot = TakeSnapshot();
  const auto postings = snapshot.OpenPostings(snapshot.FindTerm({TermField::kEveryFact, ""})->number);
  EXPECT_THAT(*postings->SeekAtMost(1000), Optional(100));
  EXPECT_THAT(*postings->SeekAtMost(97), Optional(97));
  EXPECT_THAT(*postings->SeekAtMost(97), Optional(97));
  EXPECT_THAT(*postings->SeekAtMost(20), Optional(20));
  EXPECT_THAT(*postings->SeekAtMost(0), ::testing::Eq(std::nullopt));
}

}  // namespace
}  // namespace dateline::index
