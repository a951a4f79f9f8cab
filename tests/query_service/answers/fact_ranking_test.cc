#include "query_service/answers/fact_ranking.h"

#include <algorithm>
#include <limits>
#include <random>

#include "absl/time/clock.h"
#include "gmock/gmock.h"
#include "platform/errors/errors.h"
#include "tests/query_service/answers/answer_fixture.h"

namespace dateline::answers {
namespace {

using ::dateline::testing::DateOf;
using ::dateline::testing::FactChange;
using ::dateline::testing::FactOf;
using ::dateline::testing::StatusIs;
using ::testing::_;
using ::testing::ElementsAre;

class FactRankingTest : public testing::AnswerFixture {
 protected:
  static v1::Change FactWith(int number, int day, double confidence) {
    v1::Fact fact = FactOf("articles/a/facts/" + std::to_string(number));
    if (day > 0) *fact.mutable_time()->mutable_earliest() = DateOf(2025, 8, day);
    fact.set_confidence(confidence);
    return FactChange(fact);
  }
  std::vector<int64_t> Page(v1::FactOrder order, bool ascending, size_t count, std::optional<FactRank> after = {}) {
    ReadState state = OpenNewest();
    const FactSelection selection(state, v1::FactFilter());
    const auto page = SelectPage(state.facts(), selection, {order, ascending}, count, after, absl::InfiniteFuture());
    std::vector<int64_t> offsets;
    for (const RankedFact& fact : *page) {
      offsets.push_back(fact.rank.recorded_from);
      last_ = fact.rank;
    }
    return offsets;
  }
  FactRank last_ = {};
};

TEST_F(FactRankingTest, OrdersByRecordingBothWays) {
  for (int fact = 1; fact <= 10; ++fact) Apply({FactWith(fact, 0, 0)});
  EXPECT_THAT(Page(v1::FACT_ORDER_RECORDED, false, 3), ElementsAre(10, 9, 8));
  EXPECT_THAT(Page(v1::FACT_ORDER_RECORDED, false, 3, last_), ElementsAre(7, 6, 5));
  EXPECT_THAT(Page(v1::FACT_ORDER_RECORDED, true, 9), ElementsAre(1, 2, 3, 4, 5, 6, 7, 8, 9));
  EXPECT_THAT(Page(v1::FACT_ORDER_RECORDED, true, 3, last_), ElementsAre(10));
}

TEST_F(FactRankingTest, OrdersByTimeWithTimelessFactsLast) {
  Apply({FactWith(1, 14, 0), FactWith(2, 0, 0), FactWith(3, 13, 0), FactWith(4, 14, 0), FactWith(5, 0, 0)});
  EXPECT_THAT(Page(v1::FACT_ORDER_TIME, false, 9), ElementsAre(4, 1, 3, 5, 2));
  EXPECT_THAT(Page(v1::FACT_ORDER_TIME, true, 9), ElementsAre(3, 4, 1, 5, 2));
}

TEST_F(FactRankingTest, OrdersByConfidencePageByPage) {
  Apply({FactWith(1, 0, 0.5), FactWith(2, 0, 0.9), FactWith(3, 0, 0.5), FactWith(4, 0, 0)});
  EXPECT_THAT(Page(v1::FACT_ORDER_CONFIDENCE, false, 2), ElementsAre(2, 3));
  EXPECT_THAT(Page(v1::FACT_ORDER_CONFIDENCE, false, 2, last_), ElementsAre(1, 4));
  EXPECT_THAT(Page(v1::FACT_ORDER_CONFIDENCE, true, 3), ElementsAre(4, 3, 1));
  EXPECT_THAT(Page(v1::FACT_ORDER_CONFIDENCE, true, 3, last_), ElementsAre(2));
}

TEST_F(FactRankingTest, EndsAtTheDeadline) {
  Apply({FactWith(1, 0, 0)});
  ReadState state = OpenNewest();
  const FactSelection selection(state, v1::FactFilter());
  for (const v1::FactOrder order : {v1::FACT_ORDER_RECORDED, v1::FACT_ORDER_TIME}) {
    EXPECT_THAT(SelectPage(state.facts(), selection, {order, false}, 1, {}, absl::Now() - absl::Seconds(1)),
                StatusIs(absl::StatusCode::kDeadlineExceeded, _));
  }
}

TEST(FactRank, ComesBackAsWritten) {
  for (const double rank : {0.0, -1.5, 1e300, -std::numeric_limits<double>::infinity()}) {
    EXPECT_EQ(*ReadFactRank(WriteFactRank({rank, 7})), (FactRank{rank, 7}));
  }
  for (const char* const damaged : {"", "1", "1:", ":1", "x:1", "1:-1", "1:-9223372036854775808"}) {
    EXPECT_EQ(errors::Reason(ReadFactRank(damaged).status()), "PAGE_TOKEN_INVALID") << damaged;
  }
}

}  // namespace
}  // namespace dateline::answers
