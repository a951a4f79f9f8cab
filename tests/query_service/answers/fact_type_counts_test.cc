#include "query_service/answers/fact_type_counts.h"

#include "gmock/gmock.h"
#include "tests/query_service/segments/segment_samples.h"

namespace dateline::answers {
namespace {

using ::dateline::testing::DocumentOf;
using ::dateline::testing::FactOf;
using ::testing::Pair;

TEST(FactTypes, AreKindAndEventType) {
  v1::Fact office = FactOf("articles/a/facts/2");
  office.set_kind(v1::FACT_KIND_OFFICE);
  office.clear_event_type();
  const auto segment = testing::SegmentOf({DocumentOf(1, FactOf("articles/a/facts/1")), DocumentOf(2, office)});
  segments::DocSet facts(2);
  facts.SetBelow(2);
  const FactTypes types(*segment, facts);
  EXPECT_THAT(types.TypeOf(0), Pair(v1::FACT_KIND_EVENT, v1::EVENT_TYPE_CONSULT));
  EXPECT_THAT(types.TypeOf(1), Pair(v1::FACT_KIND_OFFICE, 0));
}

// More than a column holds; a later contract may have them.
TEST(FactTypes, MayHaveNumbersOfAnySize) {
  v1::Fact fact = FactOf("articles/a/facts/1");
  fact.set_kind(static_cast<v1::FactKind>(70'000));
  fact.set_event_type(static_cast<v1::EventType>(255));
  const auto segment = testing::SegmentOf({DocumentOf(1, FactOf("articles/a/facts/0")), DocumentOf(2, fact)});
  segments::DocSet facts(2);
  facts.SetBelow(2);
  const FactTypes types(*segment, facts);
  EXPECT_THAT(types.TypeOf(0), Pair(v1::FACT_KIND_EVENT, v1::EVENT_TYPE_CONSULT));
  EXPECT_THAT(types.TypeOf(1), Pair(70'000, 255));
}

TEST(InOrder, HasTheMostFirstThenByNumber) {
  const auto counts = InOrder({{{1, 2}, 5}, {{1, 1}, 5}, {{3, 0}, 9}});
  ASSERT_EQ(counts.size(), 3u);
  EXPECT_EQ(counts[0].kind(), v1::FACT_KIND_OFFICE);
  EXPECT_EQ(counts[0].fact_count(), 9);
  EXPECT_EQ(counts[1].event_type(), v1::EVENT_TYPE_AGREE);
  EXPECT_EQ(counts[2].event_type(), v1::EVENT_TYPE_CONSULT);
}

}  // namespace
}  // namespace dateline::answers
