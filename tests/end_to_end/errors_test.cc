// What callers get for requests that cannot be answered: the code, the reason, and which field.
#include "platform/errors/errors.h"

#include <algorithm>
#include <functional>
#include <string>

#include "absl/status/status.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "platform/rpc/status_conversion.h"
#include "tests/testing/directories.h"
#include "tests/testing/service_pair.h"

namespace dateline {
namespace {

using ::dateline::testing::CallContext;
using ::dateline::testing::ServicePair;

constexpr char kBody[] = "PARIS - President Anne Dubois met Prime Minister Karl Weber in Paris on Monday.";

// A call that fails.
struct Refusal {
  std::string name;
  std::function<grpc::Status(const ServicePair&)> call;
  absl::StatusCode code;
  std::string reason;
  std::string field;  // that BadRequest names; empty: not looked at
};

Refusal IngestRefusal(const std::string& name, const v1::IngestArticleRequest& request, absl::StatusCode code,
                      const std::string& reason, const std::string& field = "") {
  return {name,
          [request](const ServicePair& pair) {
            v1::IngestArticleResponse response;
            return pair.Ingest()->IngestArticle(CallContext().get(), request, &response);
          },
          code, reason, field};
}

Refusal ListRefusal(const std::string& name, const v1::ListFactsRequest& request, const std::string& reason,
                    const std::string& field = "") {
  return {name,
          [request](const ServicePair& pair) {
            v1::ListFactsResponse response;
            return pair.Query()->ListFacts(CallContext().get(), request, &response);
          },
          absl::StatusCode::kInvalidArgument, reason, field};
}

// A request for one thing by its name: GetArticle, GetFact, GetEntity.
template <typename Request, typename Stub, typename Response>
Refusal GetRefusal(const std::string& name, std::unique_ptr<Stub> (ServicePair::*stub)() const,
                   grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                   const std::string& resource, absl::StatusCode code, const std::string& reason) {
  return {name,
          [=](const ServicePair& pair) {
            Request request;
            request.set_name(resource);
            Response response;
            return ((*(pair.*stub)()).*method)(CallContext().get(), request, &response);
          },
          code, reason, ""};
}

v1::IngestArticleRequest WithBody(const std::string& body, const std::string& request_id = "") {
  v1::IngestArticleRequest request;
  request.set_request_id(request_id);
  request.mutable_article()->set_body(body);
  return request;
}

std::vector<Refusal> IngestRefusals() {
  v1::IngestArticleRequest bad_name = WithBody(kBody);
  bad_name.mutable_article()->set_name("no-article");
  v1::IngestArticleRequest bad_date = WithBody(kBody);
  bad_date.mutable_article()->mutable_published()->set_month(13);
  v1::IngestArticleRequest taken_name = WithBody("Another body.");
  taken_name.mutable_article()->set_name("articles/taken");
  constexpr auto kInvalid = absl::StatusCode::kInvalidArgument;
  return {
      IngestRefusal("EmptyBody", WithBody(""), kInvalid, "BODY_EMPTY"),
      IngestRefusal("WhiteSpaceBody", WithBody(" \n\t"), kInvalid, "BODY_EMPTY"),
      IngestRefusal("BodyNotUtf8", WithBody("PARIS \xff"), kInvalid, "BODY_NOT_UTF8", "article.body"),
      IngestRefusal("BodyTooLarge", WithBody(std::string((1 << 20) + 1, 'a')), kInvalid, "BODY_TOO_LARGE"),
      IngestRefusal("BadArticleName", bad_name, kInvalid, "NAME_INVALID", "article.name"),
      IngestRefusal("BadDate", bad_date, kInvalid, "FIELD_INVALID"),
      IngestRefusal("BadRequestId", WithBody(kBody, "\n"), kInvalid, "FIELD_INVALID", "request_id"),
      IngestRefusal("RequestIdReused", WithBody("Another body.", "used"), absl::StatusCode::kAlreadyExists,
                    "REQUEST_ID_REUSED"),
      IngestRefusal("ArticleExists", taken_name, absl::StatusCode::kAlreadyExists, "ARTICLE_EXISTS"),
  };
}

std::vector<Refusal> ListRefusals() {
  v1::ListFactsRequest unknown_kind, negative_page, large_page, bad_page, bad_token, bad_entity;
  unknown_kind.mutable_filter()->add_kinds(static_cast<v1::FactKind>(99));
  negative_page.set_page_size(-1);
  large_page.set_page_size(1001);
  bad_page.set_page_token("nonsense");
  bad_token.mutable_consistency()->set_at_least_as_fresh("nonsense");
  bad_entity.mutable_filter()->add_entities("Paris");
  return {
      ListRefusal("UnknownEnum", unknown_kind, "ENUM_UNKNOWN", "filter.kinds[0]"),
      ListRefusal("NegativePageSize", negative_page, "PAGE_SIZE_INVALID", "page_size"),
      ListRefusal("LargePageSize", large_page, "PAGE_SIZE_INVALID", "page_size"),
      ListRefusal("BadPageToken", bad_page, "PAGE_TOKEN_INVALID"),
      ListRefusal("BadRevisionToken", bad_token, "REVISION_TOKEN_INVALID"),
      ListRefusal("BadEntityName", bad_entity, "NAME_INVALID"),
  };
}

std::vector<Refusal> GetRefusals() {
  constexpr auto kNotFound = absl::StatusCode::kNotFound;
  constexpr auto kInvalid = absl::StatusCode::kInvalidArgument;
  const auto get_article = &v1::IngestService::Stub::GetArticle;
  const auto get_fact = &v1::QueryService::Stub::GetFact;
  const auto get_entity = &v1::QueryService::Stub::GetEntity;
  return {
      GetRefusal<v1::GetArticleRequest>("NoSuchArticle", &ServicePair::Ingest, get_article, "articles/x", kNotFound,
                                        "ARTICLE_NOT_FOUND"),
      GetRefusal<v1::GetArticleRequest>("BadNameOfArticle", &ServicePair::Ingest, get_article, "x", kInvalid,
                                        "NAME_INVALID"),
      GetRefusal<v1::GetFactRequest>("NoSuchFact", &ServicePair::Query, get_fact, "articles/x/facts/y", kNotFound,
                                     "FACT_NOT_FOUND"),
      GetRefusal<v1::GetFactRequest>("BadNameOfFact", &ServicePair::Query, get_fact, "x", kInvalid, "NAME_INVALID"),
      GetRefusal<v1::GetEntityRequest>("NoSuchEntity", &ServicePair::Query, get_entity, "entities/x", kNotFound,
                                       "ENTITY_NOT_FOUND"),
  };
}

std::vector<Refusal> AllRefusals() {
  std::vector<Refusal> all = IngestRefusals();
  for (const std::vector<Refusal>& more : {ListRefusals(), GetRefusals()})
    all.insert(all.end(), more.begin(), more.end());
  return all;
}

// A pair that knows the article articles/taken, sent with the request id "used".
class PairWithOneArticle : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    pair_ = new ServicePair(DATELINE_PROGRAM_DIRECTORY);
    pair_->StartIngest();
    pair_->StartQuery();
    v1::IngestArticleRequest first = WithBody(kBody, "used");
    first.mutable_article()->set_name("articles/taken");
    v1::IngestArticleResponse response;
    ASSERT_TRUE(pair_->Ingest()->IngestArticle(CallContext().get(), first, &response).ok());
    pair_->WaitUntilCaughtUp();
  }
  static void TearDownTestSuite() { delete pair_; }

  static ServicePair* pair_;
};

ServicePair* PairWithOneArticle::pair_ = nullptr;

class Errors : public PairWithOneArticle, public ::testing::WithParamInterface<Refusal> {};

class ErrorsTogether : public PairWithOneArticle {};

TEST_P(Errors, HaveCodeReasonAndField) {
  const absl::Status status = rpc::FromGrpcStatus(GetParam().call(*pair_));
  EXPECT_EQ(status.code(), GetParam().code) << status;
  EXPECT_EQ(errors::Reason(status), GetParam().reason) << status;
  if (!GetParam().field.empty()) {
    EXPECT_EQ(errors::InvalidField(status), GetParam().field) << status;
  }
  EXPECT_FALSE(status.message().empty());
}

INSTANTIATE_TEST_SUITE_P(All, Errors, ::testing::ValuesIn(AllRefusals()),
                         [](const ::testing::TestParamInfo<Refusal>& parameter) { return parameter.param.name; });

TEST_F(ErrorsTogether, StoreNothing) {
  for (const Refusal& refusal : AllRefusals()) EXPECT_FALSE(refusal.call(*pair_).ok()) << refusal.name;
  v1::ListArticlesResponse articles;
  ASSERT_TRUE(pair_->Ingest()->ListArticles(CallContext().get(), {}, &articles).ok());
  EXPECT_EQ(articles.articles_size(), 1);
}

TEST_F(ErrorsTogether, OfOneArticleLeaveTheStreamAlone) {
  auto context = CallContext();
  const auto ingest = pair_->Ingest();
  const auto stream = ingest->StreamIngest(context.get());
  for (const char* body : {"", "LIMA - Minister Ana Rojas met Juan Quispe on Monday.", "\xff"}) {
    v1::StreamIngestRequest request;
    request.mutable_article()->set_body(body);
    ASSERT_TRUE(stream->Write(request));
  }
  stream->WritesDone();
  std::vector<v1::StreamIngestResponse> responses(3);
  for (auto& response : responses) ASSERT_TRUE(stream->Read(&response));
  EXPECT_TRUE(stream->Finish().ok());
  EXPECT_EQ(responses[0].failure().reason(), v1::ERROR_REASON_BODY_EMPTY);
  EXPECT_TRUE(responses[1].has_ingested());
  EXPECT_EQ(responses[2].failure().reason(), v1::ERROR_REASON_BODY_NOT_UTF8);
}

TEST_F(ErrorsTogether, AreOneLineOnTheCommandLine) {
  const auto program = pair_->RunCommand({"fact", "articles/x/facts/y"});
  EXPECT_EQ(program.exit_code, 1);
  EXPECT_EQ(std::count(program.err.begin(), program.err.end(), '\n'), 1) << program.err;
  EXPECT_THAT(program.err, ::testing::HasSubstr("[FACT_NOT_FOUND]"));
}

}  // namespace
}  // namespace dateline
