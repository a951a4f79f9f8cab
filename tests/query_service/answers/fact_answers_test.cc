#include <atomic>
#include <set>
#include <thread>

#include "gmock/gmock.h"
#include "platform/errors/errors.h"
#include "query_service/answers/answers.h"
#include "query_service/answers/fact_ranking.h"
#include "tests/query_service/answers/answer_fixture.h"

namespace dateline::answers {
namespace {

using ::dateline::testing::DateOf;
using ::dateline::testing::FactChange;
using ::dateline::testing::FactOf;
using ::dateline::testing::IsOk;
using ::dateline::testing::StatusIs;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class FactAnswersTest : public testing::AnswerFixture {
 protected:
  void AddFacts(int count) {
    std::vector<v1::Change> changes;
    for (int i = 0; i < count; ++i)
      changes.push_back(FactChange(FactOf("articles/a/facts/" + std::to_string(++added_))));
    Apply(changes);
  }
  // The names on all pages, and the number of pages.
  std::vector<std::string> Walk(v1::ListFactsRequest request, int* pages = nullptr) {
    std::vector<std::string> names;
    do {
      const absl::StatusOr<v1::ListFactsResponse> page = ListFacts(request);
      EXPECT_THAT(page, IsOk());
      for (const v1::Fact& fact : page->facts()) names.push_back(fact.name());
      request.set_page_token(page->next_page_token());
      if (pages != nullptr) ++*pages;
    } while (!request.page_token().empty());
    return names;
  }
  int added_ = 0;
};

TEST_F(FactAnswersTest, GetFactGivesTheFactAndTheState) {
  AddFacts(2);
  v1::GetFactRequest request;
  request.set_name("articles/a/facts/1");
  const auto response = Ask<v1::GetFactResponse>(&Answers::GetFact, request);
  ASSERT_THAT(response, IsOk());
  EXPECT_EQ(response->fact().name(), "articles/a/facts/1");
  EXPECT_EQ(response->revision_token(), RevisionToken({"feed", 2}));
}

TEST_F(FactAnswersTest, GetFactOfNoFactSaysSo) {
  AddFacts(1);
  v1::GetFactRequest request;
  request.set_name("articles/a/facts/9");
  const auto response = Ask<v1::GetFactResponse>(&Answers::GetFact, request);
  EXPECT_EQ(response.status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(errors::Reason(response.status()), "FACT_NOT_FOUND");
}

TEST_F(FactAnswersTest, GetFactAtExactGivesTheSameForEver) {
  AddFacts(1);
  v1::GetFactRequest request;
  request.set_name("articles/a/facts/1");
  *request.mutable_consistency() = AtExact(1);
  const auto before = Ask<v1::GetFactResponse>(&Answers::GetFact, request);
  v1::Fact corrected = FactOf("articles/a/facts/1");
  corrected.set_negated(true);
  Apply({FactChange(corrected)});
  const auto after = Ask<v1::GetFactResponse>(&Answers::GetFact, request);
  ASSERT_THAT(after, IsOk());
  EXPECT_EQ(after->SerializeAsString(), before->SerializeAsString());
}

TEST_F(FactAnswersTest, BatchGetFactsKeepsTheOrderAsked) {
  AddFacts(3);
  v1::BatchGetFactsRequest request;
  for (const char* name : {"articles/a/facts/3", "articles/a/facts/1", "articles/a/facts/3"}) request.add_names(name);
  const auto response = Ask<v1::BatchGetFactsResponse>(&Answers::BatchGetFacts, request);
  ASSERT_THAT(response, IsOk());
  EXPECT_THAT(NamesOf(response->facts()),
              ElementsAre("articles/a/facts/3", "articles/a/facts/1", "articles/a/facts/3"));
}

TEST_F(FactAnswersTest, BatchGetFactsFailsForOneThatIsMissing) {
  AddFacts(1);
  v1::BatchGetFactsRequest request;
  request.add_names("articles/a/facts/1");
  request.add_names("articles/a/facts/9");
  const auto response = Ask<v1::BatchGetFactsResponse>(&Answers::BatchGetFacts, request);
  EXPECT_EQ(errors::Reason(response.status()), "FACT_NOT_FOUND");
}

TEST_F(FactAnswersTest, BatchGetFactsRefusesMoreBytesThanAPageHas) {
  AddFacts(3);
  AnswerLimits limits;
  limits.max_page_bytes = 2 * FactOf("articles/a/facts/1").ByteSizeLong() + 8;
  const Answers small_pages(reader_, limits);
  v1::BatchGetFactsRequest request;
  for (const char* name : {"articles/a/facts/1", "articles/a/facts/2"}) request.add_names(name);
  EXPECT_THAT(AskFrom<v1::BatchGetFactsResponse>(small_pages, &Answers::BatchGetFacts, request), IsOk());
  request.add_names("articles/a/facts/3");
  const auto refused = AskFrom<v1::BatchGetFactsResponse>(small_pages, &Answers::BatchGetFacts, request);
  EXPECT_EQ(errors::Reason(refused.status()), "BATCH_TOO_LARGE");
  EXPECT_THAT(refused, StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr(std::to_string(limits.max_page_bytes))));
}

TEST_F(FactAnswersTest, BatchGetFactsGivesAFactLargerThanAPage) {
  AddFacts(1);
  AnswerLimits limits;
  limits.max_page_bytes = 1;
  v1::BatchGetFactsRequest request;
  request.add_names("articles/a/facts/1");
  EXPECT_THAT(AskFrom<v1::BatchGetFactsResponse>(Answers(reader_, limits), &Answers::BatchGetFacts, request), IsOk());
}

TEST_F(FactAnswersTest, ListFactsOfAnEmptyIndexIsOneEmptyPage) {
  Apply({});
  const auto response = ListFacts(v1::ListFactsRequest());
  ASSERT_THAT(response, IsOk());
  EXPECT_THAT(response->facts(), IsEmpty());
  EXPECT_EQ(response->next_page_token(), "");
}

TEST_F(FactAnswersTest, ListFactsGivesFiftyWhenNotToldOtherwise) {
  AddFacts(51);
  const auto response = ListFacts(v1::ListFactsRequest());
  ASSERT_THAT(response, IsOk());
  EXPECT_THAT(response->facts(), SizeIs(50));
  EXPECT_NE(response->next_page_token(), "");
}

TEST_F(FactAnswersTest, ListFactsHasNoPageAfterTheLastFact) {
  AddFacts(4);
  for (const int page_size : {1, 2, 3, 4, 5}) {
    v1::ListFactsRequest request;
    request.set_page_size(page_size);
    int pages = 0;
    EXPECT_THAT(Walk(request, &pages), SizeIs(4));
    EXPECT_EQ(pages, (4 + page_size - 1) / page_size);
  }
}

TEST_F(FactAnswersTest, ListFactsEndsAPageBeforeItIsTooLarge) {
  AddFacts(5);
  AnswerLimits limits;
  limits.max_page_bytes = 2 * FactOf("articles/a/facts/1").ByteSizeLong() + 8;
  const Answers small_pages(reader_, limits);
  v1::ListFactsRequest request;
  const auto page = AskFrom<v1::ListFactsResponse>(small_pages, &Answers::ListFacts, request);
  ASSERT_THAT(page, IsOk());
  EXPECT_THAT(NamesOf(page->facts()), ElementsAre("articles/a/facts/5", "articles/a/facts/4"));
  request.set_page_token(page->next_page_token());
  const auto next = AskFrom<v1::ListFactsResponse>(small_pages, &Answers::ListFacts, request);
  ASSERT_THAT(next, IsOk());
  EXPECT_THAT(NamesOf(next->facts()), ElementsAre("articles/a/facts/3", "articles/a/facts/2"));
}

TEST_F(FactAnswersTest, ListFactsGivesAFactLargerThanAPage) {
  AddFacts(2);
  AnswerLimits limits;
  limits.max_page_bytes = 1;
  const auto page =
      AskFrom<v1::ListFactsResponse>(Answers(reader_, limits), &Answers::ListFacts, v1::ListFactsRequest());
  ASSERT_THAT(page, IsOk());
  EXPECT_THAT(page->facts(), SizeIs(1));
}

TEST_F(FactAnswersTest, AWalkKeepsTheStateOfItsFirstPage) {
  AddFacts(3);
  v1::ListFactsRequest request;
  request.set_page_size(2);
  const auto first = ListFacts(request);
  AddFacts(3);
  Apply({FactChange(FactOf("articles/a/facts/1"))});
  request.set_page_token(first->next_page_token());
  const auto second = ListFacts(request);
  ASSERT_THAT(second, IsOk());
  EXPECT_THAT(NamesOf(second->facts()), ElementsAre("articles/a/facts/1"));
  EXPECT_EQ(second->revision_token(), first->revision_token());
}

TEST_F(FactAnswersTest, AWalkOfAnotherFeedIsRefused) {
  AddFacts(3);
  v1::ListFactsRequest request;
  request.set_page_size(1);
  request.set_page_token(PageToken(request, {{"other", 3}, WriteFactRank({2, 2})}));
  EXPECT_EQ(ListFacts(request).status().code(), absl::StatusCode::kInvalidArgument);
}

// Walks go on while a writer replaces and adds facts; each must see one state: what it says of itself, exactly once.
class WalksWhileWritesGoOn : public FactAnswersTest {
 protected:
  WalksWhileWritesGoOn() {
    for (int number = 1; number <= kNames; ++number) Apply({FactChange(Varied("articles/a", number, 0))});
    writer_thread_ = std::thread([this] {
      for (int round = 1; !stop_; ++round) {
        Apply({FactChange(Varied("articles/a", 1 + round % kNames, round)),
               FactChange(Varied("articles/b", round, round))});
      }
    });
  }
  ~WalksWhileWritesGoOn() override {
    stop_ = true;
    writer_thread_.join();
  }

  // Its place in every order changes from round to round.
  static v1::Fact Varied(const std::string& article, int number, int round) {
    v1::Fact fact = FactOf(article + "/facts/" + std::to_string(number));
    fact.mutable_evidence()->set_text(round % 2 == 0 ? "trade" : "trade talks");
    fact.set_confidence((number * 7 + round) % 100 / 100.0);
    *fact.mutable_time()->mutable_earliest() = DateOf(2025, 1 + (number + round) % 12, 1);
    return fact;
  }

  static void ExpectEachOnce(const std::vector<std::string>& names, const std::string& what) {
    EXPECT_THAT(names, SizeIs(kNames)) << what;
    EXPECT_THAT(std::set<std::string>(names.begin(), names.end()), SizeIs(kNames)) << what;
  }

  static constexpr int kNames = 60;
  std::atomic<bool> stop_ = false;
  std::thread writer_thread_;
};

TEST_F(WalksWhileWritesGoOn, ListFactsSeesOneStateInEveryOrder) {
  for (const v1::FactOrder order : {v1::FACT_ORDER_RECORDED, v1::FACT_ORDER_TIME, v1::FACT_ORDER_CONFIDENCE}) {
    for (int walk = 0; walk < 20; ++walk) {
      v1::ListFactsRequest request;
      request.set_page_size(1 + 2 * walk);
      request.set_order_by(order);
      request.set_ascending(walk % 2 == 1);
      request.mutable_filter()->set_article("articles/a");
      ExpectEachOnce(Walk(request), request.ShortDebugString());
    }
  }
}

TEST_F(WalksWhileWritesGoOn, SearchFactsSeesOneStateInEveryOrder) {
  for (const v1::FactOrder order : {v1::FACT_ORDER_RELEVANCE, v1::FACT_ORDER_TIME}) {
    for (int walk = 0; walk < 20; ++walk) {
      v1::SearchFactsRequest request;
      request.set_query("trade");
      request.set_page_size(1 + 2 * walk);
      request.set_order_by(order);
      request.set_ascending(walk % 2 == 1);
      request.mutable_filter()->set_article("articles/a");
      std::vector<std::string> names;
      do {
        const auto page = Ask<v1::SearchFactsResponse>(&Answers::SearchFacts, request);
        ASSERT_THAT(page, IsOk());
        for (const v1::FactHit& hit : page->hits()) names.push_back(hit.fact().name());
        request.set_page_token(page->next_page_token());
      } while (!request.page_token().empty());
      ExpectEachOnce(names, request.ShortDebugString());
    }
  }
}

}  // namespace
}  // namespace dateline::answers
