#include "ingest_service/rpc/article_intake.h"

#include <future>

#include "platform/errors/errors.h"
#include "tests/testing/line_reader.h"
#include "tests/testing/status_matchers.h"
#include "tests/testing/temporary_directory.h"

namespace dateline::ingest_rpc {
namespace {

using ::dateline::testing::IsOk;
using ::dateline::testing::ReadLines;

class ArticleIntakeTest : public ::testing::Test {
 protected:
  absl::StatusOr<v1::IngestArticleResponse> Ingest(const v1::IngestArticleRequest& request,
                                                   ArticleReader reader = ReadLines) {
    std::promise<absl::StatusOr<v1::IngestArticleResponse>> answer;
    ArticleIntake(std::move(reader), *log_, {})
        .Ingest(request, "ipv4:127.0.0.1:5", [&answer](absl::StatusOr<v1::IngestArticleResponse> response) {
          answer.set_value(std::move(response));
        });
    return answer.get_future().get();
  }

  testing::TemporaryDirectory directory_;
  std::unique_ptr<fact_log::FactLog> log_ =
      *fact_log::FactLog::Open(directory_.File("log"), {}, [](const fact_log::FeedHead&) {});
};

v1::IngestArticleRequest Request(const std::string& body) {
  v1::IngestArticleRequest request;
  request.mutable_article()->set_body(body);
  return request;
}

TEST_F(ArticleIntakeTest, RecordsWhoSentTheArticle) {
  v1::IngestArticleRequest request = Request("One.");
  request.set_request_id("r1");
  const auto response = Ingest(request);
  ASSERT_THAT(response, IsOk());
  EXPECT_EQ(response->article().provenance().sender(), "ipv4:127.0.0.1:5");
  EXPECT_EQ(response->article().provenance().request_id(), "r1");
}

TEST_F(ArticleIntakeTest, IgnoresWhatOnlyTheServiceSets) {
  v1::IngestArticleRequest request = Request("One.");
  request.mutable_article()->set_revision(7);
  request.mutable_article()->set_etag("another");
  request.mutable_article()->mutable_provenance()->set_sender("somebody else");
  const auto response = Ingest(request);
  ASSERT_THAT(response, IsOk());
  EXPECT_EQ(response->article().revision(), 1);
  EXPECT_EQ(response->article().status(), v1::ARTICLE_STATUS_USABLE);
  EXPECT_EQ(response->article().provenance().sender(), "ipv4:127.0.0.1:5");
}

TEST_F(ArticleIntakeTest, TakesARepeatedRequestForTheSameWhateverTheServicesFieldsSay) {
  v1::IngestArticleRequest request = Request("One.");
  request.set_request_id("r1");
  ASSERT_THAT(Ingest(request), IsOk());
  request.mutable_article()->set_revision(1);
  EXPECT_THAT(Ingest(request), IsOk());
}

TEST_F(ArticleIntakeTest, CallsABodyWithoutTextEmpty) {
  const auto response = Ingest(Request("<p></p>"), [](const v1::Article&) -> absl::StatusOr<pipeline::Reading> {
    return absl::InvalidArgumentError("no text in the markup");
  });
  EXPECT_EQ(errors::Reason(response.status()), "BODY_EMPTY");
}

TEST(ParseError, CallsABadBodyByItsReason) {
  const absl::Status status =
      ParseError(errors::FieldError("FIELD_INVALID", "article.body", "not UTF-8 at byte 7", {{"byte", "7"}}));
  EXPECT_EQ(errors::Reason(status), "BODY_NOT_UTF8");
  EXPECT_EQ(errors::Metadata(status, "byte"), "7");
}

TEST(ParseError, LeavesOthersAlone) {
  const absl::Status status = errors::FieldError("FIELD_INVALID", "article.title", "not UTF-8 at byte 7");
  EXPECT_EQ(ParseError(status), status);
}

}  // namespace
}  // namespace dateline::ingest_rpc
