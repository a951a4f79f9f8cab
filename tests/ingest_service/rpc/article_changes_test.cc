#include "ingest_service/rpc/article_changes.h"

#include "platform/errors/errors.h"
#include "tests/testing/ingest_service_fixture.h"

namespace dateline::ingest_rpc {
namespace {

using ::dateline::testing::IsOk;

class ArticleChangesTest : public testing::IngestServiceFixture {
 protected:
  // Calls a method of the service.
  template <class Request, class Response>
  absl::StatusOr<Response> Call(grpc::Status (v1::IngestService::Stub::*method)(grpc::ClientContext*, const Request&,
                                                                                Response*),
                                const Request& request) {
    grpc::ClientContext context;
    Response response;
    const grpc::Status status = (ingest_.get()->*method)(&context, request, &response);
    if (!status.ok()) return rpc::FromGrpcStatus(status);
    return response;
  }

  absl::StatusOr<v1::CorrectArticleResponse> Correct(const std::string& id, const std::string& body,
                                                     const std::string& etag = "") {
    v1::CorrectArticleRequest request;
    *request.mutable_article() = Request(id, body).article();
    request.set_etag(etag);
    request.set_reason("a wrong line");
    return Call(&v1::IngestService::Stub::CorrectArticle, request);
  }

  absl::StatusOr<v1::RetractArticleResponse> Retract(const std::string& id, const std::string& request_id = "") {
    v1::RetractArticleRequest request;
    request.set_name("articles/" + id);
    request.set_request_id(request_id);
    return Call(&v1::IngestService::Stub::RetractArticle, request);
  }

  absl::StatusOr<v1::PurgeArticleResponse> Purge(const std::string& id) {
    v1::PurgeArticleRequest request;
    request.set_name("articles/" + id);
    request.set_reason("court order");
    return Call(&v1::IngestService::Stub::PurgeArticle, request);
  }

  absl::StatusOr<v1::GetPurgeReceiptResponse> Receipt(const std::string& id) {
    v1::GetPurgeReceiptRequest request;
    request.set_name("articles/" + id);
    return Call(&v1::IngestService::Stub::GetPurgeReceipt, request);
  }
};

TEST_F(ArticleChangesTest, CorrectsAnArticleAndSaysWhatBecameOfItsFacts) {
  const auto stored = Ingest(Request("a", "One.\nTwo is here."));
  const auto corrected = Correct("a", "One.\nThree.", stored->article().etag());
  ASSERT_THAT(corrected, IsOk());
  EXPECT_EQ(corrected->article().revision(), 2);
  EXPECT_EQ(corrected->article().reason(), "a wrong line");
  ASSERT_EQ(corrected->changes_size(), 2);
  EXPECT_EQ(corrected->changes(0).kind(), v1::FACT_CHANGE_KIND_CONFIRMED);
  EXPECT_EQ(corrected->changes(1).kind(), v1::FACT_CHANGE_KIND_SUPERSEDED);
  EXPECT_NE(corrected->revision_token(), stored->revision_token());
  EXPECT_EQ(errors::Reason(Correct("a", "Four.", stored->article().etag()).status()), "ETAG_MISMATCH");
}

TEST_F(ArticleChangesTest, WithholdsFacts) {
  v1::IngestArticleRequest request = Request("a", "One.");
  request.mutable_article()->set_status(v1::ARTICLE_STATUS_WITHHELD);
  const auto stored = Ingest(request);
  ASSERT_THAT(stored, IsOk());
  EXPECT_EQ(stored->facts_size(), 0);
  EXPECT_EQ(stored->article().status(), v1::ARTICLE_STATUS_WITHHELD);
  EXPECT_EQ(Correct("a", "One.")->changes(0).kind(), v1::FACT_CHANGE_KIND_ADDED);
}

TEST_F(ArticleChangesTest, RetractsOnceForOneRequest) {
  ASSERT_THAT(Ingest(Request("a", "One.")), IsOk());
  const auto first = Retract("a", "request-1");
  ASSERT_THAT(first, IsOk());
  EXPECT_EQ(first->changes_size(), 1);
  EXPECT_EQ(Retract("a", "request-1")->SerializeAsString(), first->SerializeAsString());
  EXPECT_EQ(errors::Reason(Retract("b", "request-1").status()), "REQUEST_ID_REUSED");
}

TEST_F(ArticleChangesTest, PurgesAndKeepsAReceipt) {
  ASSERT_THAT(Ingest(Request("a", "One.")), IsOk());
  EXPECT_EQ(errors::Reason(Receipt("a").status()), "ARTICLE_NOT_FOUND");
  ASSERT_THAT(Purge("a"), IsOk());
  const auto receipt = Receipt("a");
  ASSERT_THAT(receipt, IsOk());
  EXPECT_EQ(receipt->receipt().facts(), 1);
  EXPECT_EQ(receipt->receipt().reason(), "court order");
  EXPECT_EQ(errors::Reason(Ingest(Request("a", "One.")).status()), "ARTICLE_PURGED");
}

TEST_F(ArticleChangesTest, NamesTheFieldThatIsWrong) {
  EXPECT_EQ(errors::InvalidField(Correct("a b", "One.").status()), "article.name");
  EXPECT_EQ(errors::InvalidField(Correct("a", "One.", std::string(65, 'x')).status()), "etag");
  EXPECT_EQ(errors::InvalidField(Retract("", "").status()), "name");
  v1::PurgeArticleRequest request;
  request.set_name("articles/a");
  request.set_reason(std::string(1025, 'x'));
  EXPECT_EQ(errors::InvalidField(Call(&v1::IngestService::Stub::PurgeArticle, request).status()), "reason");
  v1::IngestArticleRequest canceled = Request("a", "One.");
  canceled.mutable_article()->set_status(v1::ARTICLE_STATUS_CANCELED);
  EXPECT_EQ(errors::InvalidField(Ingest(canceled).status()), "article.status");
}

}  // namespace
}  // namespace dateline::ingest_rpc
