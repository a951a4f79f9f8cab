// A correction, a withdrawal and a purge, from the one service to the other.
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/directories.h"
#include "tests/testing/service_pair.h"
#include "tests/testing/stored_bytes.h"

namespace dateline {
namespace {

using ::dateline::testing::CallContext;
using ::dateline::testing::ServicePair;
using ::dateline::testing::StoredBytes;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::UnorderedElementsAreArray;

constexpr char kName[] = "articles/life";
constexpr char kBody[] =
    "PARIS - President Anne Dubois met Prime Minister Karl Weber in Paris on Monday. The storm killed ten people in "
    "Lyon.";
constexpr char kCorrectedBody[] =
    "PARIS - President Anne Dubois met Prime Minister Karl Weber in Paris on Monday. The storm killed twelve people in "
    "Lyon.";

class ArticleLifeTest : public ::testing::Test {
 protected:
  ArticleLifeTest() {
    pair_.StartIngest();
    pair_.StartQuery();
    v1::IngestArticleRequest request;
    request.mutable_article()->set_name(kName);
    request.mutable_article()->set_body(kBody);
    EXPECT_TRUE(pair_.Ingest()->IngestArticle(CallContext().get(), request, &ingested_).ok());
    EXPECT_GT(ingested_.facts_size(), 1);
  }

  v1::CorrectArticleResponse Correct(const std::string& body, v1::ArticleStatus status = v1::ARTICLE_STATUS_USABLE) {
    v1::CorrectArticleRequest request;
    request.mutable_article()->set_status(status);
    request.mutable_article()->set_name(kName);
    request.mutable_article()->set_body(body);
    request.set_reason("another figure");
    v1::CorrectArticleResponse response;
    const grpc::Status corrected = pair_.Ingest()->CorrectArticle(CallContext().get(), request, &response);
    EXPECT_TRUE(corrected.ok()) << corrected.error_message();
    return response;
  }

  // The facts of the article at a state: the newest that includes `token`, or exactly that one.
  std::vector<v1::Fact> Facts(const std::string& token, bool exactly = false) {
    v1::ListFactsRequest request;
    request.mutable_filter()->set_article(kName);
    if (exactly) {
      request.mutable_consistency()->set_at_exact(token);
    } else {
      request.mutable_consistency()->set_at_least_as_fresh(token);
    }
    v1::ListFactsResponse response;
    const grpc::Status status = pair_.Query()->ListFacts(CallContext().get(), request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return {response.facts().begin(), response.facts().end()};
  }

  // Every article; waits for the end.
  v1::Reextraction ReadAgain() {
    v1::ReextractArticlesResponse started;
    EXPECT_TRUE(pair_.Ingest()->ReextractArticles(CallContext().get(), {}, &started).ok());
    v1::GetReextractionRequest request;
    request.set_name(started.reextraction().name());
    v1::GetReextractionResponse answer;
    *answer.mutable_reextraction() = started.reextraction();
    while (answer.reextraction().state() == v1::REEXTRACTION_STATE_RUNNING) {
      absl::SleepFor(absl::Milliseconds(50));
      if (!pair_.Ingest()->GetReextraction(CallContext().get(), request, &answer).ok()) {
        ADD_FAILURE() << "it does not say how far it is";
        break;
      }
    }
    return answer.reextraction();
  }

  static double Killed(const std::vector<v1::Fact>& facts) {
    for (const v1::Fact& fact : facts) {
      if (fact.has_quantity()) return fact.quantity().value();
    }
    return 0;
  }

  ServicePair pair_{DATELINE_PROGRAM_DIRECTORY};
  v1::IngestArticleResponse ingested_;
};

TEST_F(ArticleLifeTest, ACorrectionReplacesAFigureAndLeavesThePast) {
  const v1::CorrectArticleResponse corrected = Correct(kCorrectedBody);
  int superseded = 0;
  for (const v1::FactChange& change : corrected.changes()) {
    if (change.kind() != v1::FACT_CHANGE_KIND_SUPERSEDED || !change.after().has_quantity()) continue;
    ++superseded;
    EXPECT_EQ(change.before().quantity().value(), 10);
    EXPECT_EQ(change.after().quantity().value(), 12);
  }
  EXPECT_EQ(superseded, 1);
  EXPECT_EQ(Killed(Facts(corrected.revision_token())), 12);
  EXPECT_EQ(Killed(Facts(ingested_.revision_token(), true)), 10);
}

TEST_F(ArticleLifeTest, AWithdrawalTakesTheFactsAwayAndACorrectionBringsThemBack) {
  v1::RetractArticleRequest request;
  request.set_name(kName);
  v1::RetractArticleResponse retracted;
  ASSERT_TRUE(pair_.Ingest()->RetractArticle(CallContext().get(), request, &retracted).ok());
  EXPECT_EQ(retracted.changes_size(), ingested_.facts_size());
  EXPECT_TRUE(Facts(retracted.revision_token()).empty());
  EXPECT_EQ(static_cast<int>(Facts(Correct(kBody).revision_token()).size()), ingested_.facts_size());
}

TEST_F(ArticleLifeTest, APurgeLeavesNoCopyAnywhereAndTheFollowerConfirmsIt) {
  EXPECT_FALSE(Facts(ingested_.revision_token()).empty());
  v1::PurgeArticleRequest request;
  request.set_name(kName);
  v1::PurgeArticleResponse purged;
  const grpc::Status status = pair_.Ingest()->PurgeArticle(CallContext().get(), request, &purged);
  ASSERT_TRUE(status.ok()) << status.error_message();
  EXPECT_TRUE(Facts(purged.revision_token()).empty());
  v1::GetPurgeReceiptRequest receipt_request;
  receipt_request.set_name(kName);
  v1::GetPurgeReceiptResponse receipt;
  for (int attempt = 0; attempt < 300 && receipt.receipt().confirmations_size() == 0; ++attempt) {
    absl::SleepFor(absl::Milliseconds(100));
    ASSERT_TRUE(pair_.Ingest()->GetPurgeReceipt(CallContext().get(), receipt_request, &receipt).ok());
  }
  EXPECT_EQ(receipt.receipt().confirmations_size(), 1);
  for (const std::string& store : {pair_.IngestStore(), pair_.QueryStore()}) {
    const std::string bytes = StoredBytes(store);
    EXPECT_THAT(bytes, Not(HasSubstr("Dubois"))) << store;
    EXPECT_THAT(bytes, Not(HasSubstr("dubois"))) << store;
    EXPECT_THAT(bytes, Not(HasSubstr("storm"))) << store;
  }
}

TEST_F(ArticleLifeTest, ReadingAgainWithTheSameExtractorChangesNothing) {
  const v1::Reextraction reextraction = ReadAgain();
  EXPECT_EQ(reextraction.articles_done(), 1);
  EXPECT_EQ(reextraction.articles_changed(), 0);
}

// "MATCH RECORDED > AFTER", "UNMATCH CANCELED BEFORE > ".
std::string EventLine(v1::WatchEventKind kind, v1::WatchEventCause cause, const std::string& before,
                      const std::string& after) {
  return absl::StrCat(v1::WatchEventKind_Name(kind), " ", v1::WatchEventCause_Name(cause), " ", before, " > ", after);
}

// What a watch is told of the changes that a request was answered with.
std::vector<std::string> EventsOf(const google::protobuf::RepeatedPtrField<v1::FactChange>& changes,
                                  v1::WatchEventCause cause) {
  std::vector<std::string> lines;
  for (const v1::FactChange& change : changes) {
    const bool is_new = !change.has_before();
    const auto kind = is_new               ? v1::WATCH_EVENT_KIND_MATCH
                      : change.has_after() ? v1::WATCH_EVENT_KIND_CHANGE
                                           : v1::WATCH_EVENT_KIND_UNMATCH;
    lines.push_back(EventLine(kind, is_new ? v1::WATCH_EVENT_CAUSE_RECORDED : cause, change.before().name(),
                              change.after().name()));
  }
  return lines;
}

TEST_F(ArticleLifeTest, AWatchIsToldOfEachChangeAndWhy) {
  pair_.WaitUntilCaughtUp();
  const auto query = pair_.Query();
  const auto context = CallContext();
  v1::WatchFactsRequest watch;
  watch.mutable_filter()->set_article(kName);
  watch.set_bookmark_interval_ms(100);
  const auto stream = query->WatchFacts(context.get(), watch);
  v1::WatchFactsResponse told;
  ASSERT_TRUE(stream->Read(&told));
  // The events up to the state that the index has then.
  const auto read_on = [&] {
    pair_.WaitUntilCaughtUp();
    v1::ListFactsResponse state;
    EXPECT_TRUE(pair_.Query()->ListFacts(CallContext().get(), {}, &state).ok());
    std::vector<std::string> lines;
    while (told.revision_token() != state.revision_token() && stream->Read(&told)) {
      for (const v1::WatchEvent& event : told.events()) {
        const bool is_match = event.kind() == v1::WATCH_EVENT_KIND_MATCH;
        lines.push_back(EventLine(event.kind(), event.cause(), is_match ? "" : event.fact_name(), event.fact().name()));
        if (event.cause() == v1::WATCH_EVENT_CAUSE_CANCELED) {
          EXPECT_EQ(event.reason(), "it was wrong");
        }
      }
    }
    return lines;
  };
  const v1::CorrectArticleResponse corrected = Correct(kCorrectedBody);
  EXPECT_THAT(read_on(), UnorderedElementsAreArray(EventsOf(corrected.changes(), v1::WATCH_EVENT_CAUSE_CORRECTED)));
  v1::RetractArticleRequest retract;
  retract.set_name(kName);
  retract.set_reason("it was wrong");
  v1::RetractArticleResponse retracted;
  ASSERT_TRUE(pair_.Ingest()->RetractArticle(CallContext().get(), retract, &retracted).ok());
  EXPECT_GT(retracted.changes_size(), 1);
  EXPECT_THAT(read_on(), UnorderedElementsAreArray(EventsOf(retracted.changes(), v1::WATCH_EVENT_CAUSE_CANCELED)));
  const v1::CorrectArticleResponse again = Correct(kBody);
  EXPECT_THAT(read_on(), UnorderedElementsAreArray(EventsOf(again.changes(), v1::WATCH_EVENT_CAUSE_CORRECTED)));
  ReadAgain();
  EXPECT_THAT(read_on(), IsEmpty());
  const v1::CorrectArticleResponse withheld = Correct(kBody, v1::ARTICLE_STATUS_WITHHELD);
  EXPECT_EQ(withheld.changes_size(), again.changes_size());
  EXPECT_THAT(read_on(), UnorderedElementsAreArray(EventsOf(withheld.changes(), v1::WATCH_EVENT_CAUSE_WITHHELD)));
  context->TryCancel();
  stream->Finish();
}

}  // namespace
}  // namespace dateline
