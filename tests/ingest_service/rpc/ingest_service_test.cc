#include "ingest_service/rpc/ingest_service.h"

#include "platform/errors/errors.h"
#include "tests/testing/ingest_service_fixture.h"

namespace dateline::ingest_rpc {
namespace {

using ::dateline::testing::IsOk;
using ::dateline::testing::StatusIs;
using ::testing::_;

class IngestServiceTest : public testing::IngestServiceFixture {
 protected:
  absl::StatusOr<v1::ListArticlesResponse> List(int page_size, const std::string& page_token) {
    grpc::ClientContext context;
    v1::ListArticlesRequest request;
    request.set_page_size(page_size);
    request.set_page_token(page_token);
    v1::ListArticlesResponse response;
    const grpc::Status status = ingest_->ListArticles(&context, request, &response);
    if (!status.ok()) return rpc::FromGrpcStatus(status);
    return response;
  }

  absl::StatusOr<v1::Article> Get(const std::string& name) {
    grpc::ClientContext context;
    v1::GetArticleRequest request;
    request.set_name(name);
    v1::GetArticleResponse response;
    const grpc::Status status = ingest_->GetArticle(&context, request, &response);
    if (!status.ok()) return rpc::FromGrpcStatus(status);
    return response.article();
  }
};

TEST_F(IngestServiceTest, AnswersTheArticleItsFactsAndAToken) {
  const auto response = Ingest(Request("a", "One.\nTwo."));
  ASSERT_THAT(response, IsOk());
  EXPECT_EQ(response->article().name(), "articles/a");
  EXPECT_EQ(response->article().revision(), 1);
  EXPECT_TRUE(response->article().body().empty());
  EXPECT_FALSE(response->article().provenance().sender().empty());
  EXPECT_TRUE(response->article().provenance().has_receive_time());
  ASSERT_EQ(response->facts_size(), 2);
  EXPECT_EQ(response->facts(1).evidence().text(), "Two.");
  EXPECT_FALSE(response->revision_token().empty());
}

TEST_F(IngestServiceTest, GivesTheSameRequestTheSameAnswer) {
  v1::IngestArticleRequest request = Request("a", "One.");
  request.set_request_id("request-1");
  const auto first = Ingest(request);
  const auto second = Ingest(request);
  ASSERT_THAT(second, IsOk());
  EXPECT_EQ(second->SerializeAsString(), first->SerializeAsString());
  request.mutable_article()->set_title("Another title");
  EXPECT_EQ(errors::Reason(Ingest(request).status()), "REQUEST_ID_REUSED");
}

TEST_F(IngestServiceTest, RefusesAnotherBodyUnderTheSameName) {
  ASSERT_THAT(Ingest(Request("a", "One.")), IsOk());
  EXPECT_EQ(errors::Reason(Ingest(Request("a", "Two.")).status()), "ARTICLE_EXISTS");
}

TEST_F(IngestServiceTest, NamesTheByteThatIsNotUtf8) {
  const absl::Status status = Ingest(Request("a",
                                             "abc\xff"
                                             "def"))
                                  .status();
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(errors::Reason(status), "BODY_NOT_UTF8");
  EXPECT_EQ(errors::Metadata(status, "byte"), "3");
  EXPECT_EQ(errors::InvalidField(status), "article.body");
}

TEST_F(IngestServiceTest, RefusesAnEmptyBody) {
  EXPECT_EQ(errors::Reason(Ingest(Request("a", " \n")).status()), "BODY_EMPTY");
  EXPECT_EQ(errors::Reason(Ingest({}).status()), "BODY_EMPTY");
}

TEST_F(IngestServiceTest, RefusesABodyOverTheLimit) {
  const absl::Status status = Ingest(Request("a", std::string((1 << 20) + 1, 'x'))).status();
  EXPECT_EQ(errors::Reason(status), "BODY_TOO_LARGE");
  EXPECT_EQ(errors::Metadata(status, "limit_bytes"), "1048576");
  EXPECT_THAT(Ingest(Request("a", std::string(1 << 20, 'x'))), IsOk());
}

TEST_F(IngestServiceTest, ExtractsAndStoresNothing) {
  grpc::ClientContext context;
  v1::ExtractFactsRequest request;
  request.mutable_article()->set_name("articles/a");
  request.mutable_article()->set_body("One.");
  v1::ExtractFactsResponse response;
  ASSERT_TRUE(ingest_->ExtractFacts(&context, request, &response).ok());
  EXPECT_EQ(response.facts_size(), 1);
  EXPECT_EQ(response.facts(0).article_revision(), 0);
  EXPECT_EQ(response.article().name(), "articles/a");
  EXPECT_TRUE(response.article().body().empty());
  EXPECT_EQ(errors::Reason(Get("articles/a").status()), "ARTICLE_NOT_FOUND");
}

TEST_F(IngestServiceTest, GetsAnArticleWithItsBody) {
  ASSERT_THAT(Ingest(Request("a", "One.")), IsOk());
  EXPECT_EQ(Get("articles/a")->body(), "One.");
}

TEST_F(IngestServiceTest, TellsAnUnknownArticleFromABadName) {
  EXPECT_THAT(Get("articles/none"), StatusIs(absl::StatusCode::kNotFound, _));
  EXPECT_EQ(errors::Reason(Get("articles/none").status()), "ARTICLE_NOT_FOUND");
  EXPECT_EQ(errors::Reason(Get("none").status()), "NAME_INVALID");
}

TEST_F(IngestServiceTest, ListsArticlesPageByPageInTheOrderOfTheirNames) {
  for (const char* const id : {"c", "a", "b"}) ASSERT_THAT(Ingest(Request(id, id)), IsOk());
  const auto first = List(2, "");
  ASSERT_THAT(first, IsOk());
  ASSERT_EQ(first->articles_size(), 2);
  EXPECT_EQ(first->articles(0).name(), "articles/a");
  EXPECT_EQ(first->articles(1).name(), "articles/b");
  EXPECT_TRUE(first->articles(0).body().empty());
  const auto second = List(2, first->next_page_token());
  ASSERT_THAT(second, IsOk());
  ASSERT_EQ(second->articles_size(), 1);
  EXPECT_EQ(second->articles(0).name(), "articles/c");
  EXPECT_TRUE(second->next_page_token().empty());
}

TEST_F(IngestServiceTest, RefusesBadPages) {
  EXPECT_EQ(errors::Reason(List(-1, "").status()), "PAGE_SIZE_INVALID");
  EXPECT_EQ(errors::Reason(List(1001, "").status()), "PAGE_SIZE_INVALID");
  EXPECT_EQ(errors::Reason(List(0, "nonsense").status()), "PAGE_TOKEN_INVALID");
  EXPECT_THAT(List(0, ""), IsOk());
}

}  // namespace
}  // namespace dateline::ingest_rpc
