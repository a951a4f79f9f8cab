#include "gmock/gmock.h"
#include "platform/errors/errors.h"
#include "query_service/answers/answers.h"
#include "query_service/answers/fact_ranking.h"
#include "tests/query_service/answers/answer_fixture.h"
#include "tests/query_service/segments/segment_samples.h"

namespace dateline::answers {
namespace {

using ::dateline::testing::FactChange;
using ::dateline::testing::FactSaying;
using ::dateline::testing::IsOk;
using ::dateline::testing::PurgeChange;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class SearchAnswersTest : public testing::AnswerFixture {
 protected:
  SearchAnswersTest() {
    Apply({FactChange(FactSaying("articles/a/facts/1", "trade deal signed in Hanoi on Monday")),
           FactChange(FactSaying("articles/a/facts/2", "trade trade")),
           FactChange(FactSaying("articles/a/facts/3", "war")), FactChange(FactSaying("articles/b/facts/4", "trade"))});
    request_.set_query("trade");
  }
  absl::StatusOr<v1::SearchFactsResponse> Search() {
    return Ask<v1::SearchFactsResponse>(&Answers::SearchFacts, request_);
  }
  std::vector<std::string> Found() {
    std::vector<std::string> names;
    const auto response = Search();
    EXPECT_THAT(response, IsOk());
    for (const v1::FactHit& hit : response->hits()) names.push_back(hit.fact().name().substr(11));
    return names;
  }
  // An article of six facts that say the text is purged after the first page.
  std::vector<std::string> SecondPageAfterPurge(const std::string& text, int page_size) {
    for (int i = 5; i <= 10; ++i) {
      Apply({FactChange(FactSaying("articles/c/facts/" + std::to_string(i), text))});
    }
    request_.set_page_size(page_size);
    const auto first = Search();
    EXPECT_THAT(first, IsOk());
    EXPECT_EQ(first->hits_size(), page_size);
    EXPECT_EQ(first->hits(page_size - 1).fact().name(), "articles/b/facts/4");
    Apply({PurgeChange("articles/c")});
    request_.set_page_size(50);
    request_.set_page_token(first->next_page_token());
    return Found();
  }
  v1::SearchFactsRequest request_;
};

TEST_F(SearchAnswersTest, GivesTheMostRelevantFirst) {
  EXPECT_THAT(Found(), ElementsAre("facts/2", "facts/4", "facts/1"));
  request_.set_ascending(true);
  EXPECT_THAT(Found(), ElementsAre("facts/1", "facts/4", "facts/2"));
  request_.set_order_by(v1::FACT_ORDER_RECORDED);
  EXPECT_THAT(Found(), ElementsAre("facts/1", "facts/2", "facts/4"));
}

TEST_F(SearchAnswersTest, LooksAtTheFilterToo) {
  request_.mutable_filter()->set_article("articles/a");
  EXPECT_THAT(Found(), ElementsAre("facts/2", "facts/1"));
}

TEST_F(SearchAnswersTest, MarksTheWordsAndSaysTheScore) {
  const auto response = Search();
  ASSERT_THAT(response, IsOk());
  EXPECT_GT(response->hits(0).score(), response->hits(1).score());
  EXPECT_EQ(response->hits(0).snippets(0).text(), "trade trade");
  EXPECT_EQ(response->hits(0).snippets(0).highlights_size(), 2);
  EXPECT_EQ(response->revision_token(), RevisionToken({"feed", 4}));
}

TEST_F(SearchAnswersTest, ShowsAsMuchAsIsAskedFor) {
  request_.set_view(v1::FACT_VIEW_BASIC);
  const auto response = Search();
  ASSERT_THAT(response, IsOk());
  EXPECT_FALSE(response->hits(0).fact().has_evidence());
  EXPECT_EQ(response->hits(0).snippets_size(), 1);
}

TEST_F(SearchAnswersTest, GoesPageByPage) {
  request_.set_page_size(2);
  const auto first = Search();
  ASSERT_THAT(first, IsOk());
  EXPECT_EQ(first->hits_size(), 2);
  Apply({FactChange(FactSaying("articles/a/facts/5", "trade"))});
  request_.set_page_token(first->next_page_token());
  EXPECT_THAT(Found(), ElementsAre("facts/1"));
  EXPECT_EQ(Search()->next_page_token(), "");
}

// The purge makes the word more frequent: measured anew, all scores would fall behind the position.
TEST_F(SearchAnswersTest, RepeatsNothingWhenAnArticleIsPurgedBetweenPages) {
  EXPECT_THAT(SecondPageAfterPurge("peace", 2), ElementsAre("facts/1"));
}

// The purge makes the word rarer: measured anew, all scores would come before the position.
TEST_F(SearchAnswersTest, SkipsNothingWhenAnArticleIsPurgedBetweenPages) {
  EXPECT_THAT(SecondPageAfterPurge("trade", 8), ElementsAre("facts/1"));
}

TEST_F(SearchAnswersTest, RefusesATokenWithoutStatistics) {
  request_.set_page_token(PageToken(request_, {{"feed", 4}, WriteFactRank({1, 1})}));
  EXPECT_EQ(errors::Reason(Search().status()), "PAGE_TOKEN_INVALID");
}

TEST_F(SearchAnswersTest, EndsAPageBeforeItIsTooLarge) {
  AnswerLimits limits;
  limits.max_page_bytes = 1;
  const Answers small_pages(reader_, limits);
  std::vector<std::string> names;
  for (int page = 0; page < 3; ++page) {
    const auto response = AskFrom<v1::SearchFactsResponse>(small_pages, &Answers::SearchFacts, request_);
    ASSERT_THAT(response, IsOk());
    ASSERT_EQ(response->hits_size(), 1);
    names.push_back(response->hits(0).fact().name().substr(11));
    request_.set_page_token(response->next_page_token());
  }
  EXPECT_THAT(names, ElementsAre("facts/2", "facts/4", "facts/1"));
  EXPECT_EQ(request_.page_token(), "");
}

TEST_F(SearchAnswersTest, SaysWhereAQueryIsBroken) {
  request_.set_query("trade (");
  EXPECT_EQ(errors::Reason(Search().status()), "FIELD_INVALID");
}

TEST_F(SearchAnswersTest, OfAWordThatNobodySaidFindsNothing) {
  request_.set_query("peace");
  EXPECT_THAT(Found(), IsEmpty());
}

}  // namespace
}  // namespace dateline::answers
