#include "query_service/answers/relevance.h"

#include <cmath>

#include "gmock/gmock.h"
#include "platform/errors/errors.h"
#include "tests/query_service/answers/answer_fixture.h"
#include "tests/query_service/segments/segment_samples.h"

namespace dateline::answers {
namespace {

using ::dateline::testing::FactChange;
using ::dateline::testing::FactSaying;
using ::dateline::testing::RetractChange;
using ::testing::DoubleEq;

class RelevanceTest : public testing::AnswerFixture {
 protected:
  double ScoreOf(ReadState state, const std::string& text, int64_t recorded_from) {
    const SearchQuery query = *ParseSearchQuery(text);
    const Relevance relevance = *Relevance::Measure(state, query, absl::InfiniteFuture());
    for (const segments::SegmentView& view : state.facts().views()) {
      const auto doc = view.segment->FindRecorded(recorded_from);
      if (doc.has_value()) return Relevance::OfSegment(relevance, *view.segment).Score(*doc);
    }
    return -1;
  }
};

TEST_F(RelevanceTest, IsBm25) {
  Apply({FactChange(FactSaying("articles/a/facts/1", "trade trade deal")),
         FactChange(FactSaying("articles/a/facts/2", "deal")), FactChange(FactSaying("articles/a/facts/3", "war on"))});
  // 3 facts of 2 words on average; of them one has "trade", twice, and three words.
  const double rarity = std::log(1 + (3 - 1 + 0.5) / (1 + 0.5));
  const double score = rarity * 2 * 2.2 / (2 + 1.2 * (0.25 + 0.75 * 3.0 / 2));
  EXPECT_THAT(ScoreOf(OpenNewest(), "trade", 1), DoubleEq(score));
  EXPECT_THAT(ScoreOf(OpenNewest(), "trade OR war", 1), DoubleEq(score));
  EXPECT_THAT(ScoreOf(OpenNewest(), "trade -deal", 1), DoubleEq(score));
  EXPECT_THAT(ScoreOf(OpenNewest(), "trade", 2), DoubleEq(0));
}

TEST_F(RelevanceTest, IsTheSameAtAStateWhateverComesLater) {
  Apply(
      {FactChange(FactSaying("articles/a/facts/1", "trade deal")), FactChange(FactSaying("articles/a/facts/2", "on"))});
  const double before = ScoreOf(OpenAt(2), "trade", 1);
  Apply({FactChange(FactSaying("articles/a/facts/3", "trade trade trade")), RetractChange("articles/a/facts/2")});
  EXPECT_EQ(ScoreOf(OpenAt(2), "trade", 1), before);
  EXPECT_LT(ScoreOf(OpenNewest(), "trade", 1), before);
}

TEST_F(RelevanceTest, ComesBackAsWrittenForThePagesOfAWalk) {
  Apply({FactChange(FactSaying("articles/a/facts/1", "trade deal")),
         FactChange(FactSaying("articles/a/facts/2", "trade on"))});
  const SearchQuery query = *ParseSearchQuery("trade deal");
  const Relevance measured = *Relevance::Measure(OpenNewest(), query, absl::InfiniteFuture());
  EXPECT_EQ(measured.Write(), "2,4,2,1");
  EXPECT_EQ(Relevance::Read(query, measured.Write())->Write(), "2,4,2,1");
  for (const char* damaged : {"", "2,4,2", "2,4,2,1,1", "2,4,2,x", "2,4,3,1", "0,4,0,0", "2,0,2,1"}) {
    EXPECT_EQ(errors::Reason(Relevance::Read(query, damaged).status()), "PAGE_TOKEN_INVALID") << damaged;
  }
}

}  // namespace
}  // namespace dateline::answers
