#include "ingest_service/rpc/reextractions.h"

#include "absl/strings/str_cat.h"
#include "platform/errors/errors.h"
#include "tests/testing/ingest_service_fixture.h"

namespace dateline::ingest_rpc {
namespace {

using ::dateline::testing::IsOk;

class ReextractionsTest : public testing::IngestServiceFixture {
 protected:
  absl::StatusOr<v1::Reextraction> Start(const v1::ReextractArticlesRequest& request) {
    grpc::ClientContext context;
    v1::ReextractArticlesResponse response;
    const grpc::Status status = ingest_->ReextractArticles(&context, request, &response);
    if (!status.ok()) return rpc::FromGrpcStatus(status);
    return response.reextraction();
  }

  absl::StatusOr<v1::Reextraction> Get(const std::string& name) {
    grpc::ClientContext context;
    v1::GetReextractionRequest request;
    request.set_name(name);
    v1::GetReextractionResponse response;
    const grpc::Status status = ingest_->GetReextraction(&context, request, &response);
    if (!status.ok()) return rpc::FromGrpcStatus(status);
    return response.reextraction();
  }

  absl::StatusOr<v1::Reextraction> Cancel(const std::string& name) {
    grpc::ClientContext context;
    v1::CancelReextractionRequest request;
    request.set_name(name);
    v1::CancelReextractionResponse response;
    const grpc::Status status = ingest_->CancelReextraction(&context, request, &response);
    if (!status.ok()) return rpc::FromGrpcStatus(status);
    return response.reextraction();
  }
};

TEST_F(ReextractionsTest, AreStartedAskedForAndCanceled) {
  ASSERT_THAT(Ingest(Request("a", "One.")), IsOk());
  const auto started = Start({});
  ASSERT_THAT(started, IsOk());
  EXPECT_EQ(started->name(), "reextractions/1");
  EXPECT_EQ(started->state(), v1::REEXTRACTION_STATE_RUNNING);
  EXPECT_EQ(started->articles_total(), 1);
  EXPECT_EQ(Get("reextractions/1")->extractor(), started->extractor());
  EXPECT_EQ(Cancel("reextractions/1")->state(), v1::REEXTRACTION_STATE_CANCELED);
}

TEST_F(ReextractionsTest, NameTheFieldThatIsWrong) {
  EXPECT_EQ(errors::Reason(Get("reextractions/9").status()), "REEXTRACTION_NOT_FOUND");
  EXPECT_EQ(errors::InvalidField(Get("reextractions/x").status()), "name");
  EXPECT_EQ(errors::InvalidField(Cancel("").status()), "name");
  v1::ReextractArticlesRequest request;
  request.add_articles("articles/a");
  request.add_articles("a");
  EXPECT_EQ(errors::InvalidField(Start(request).status()), "articles[1]");
  for (int i = 0; i < 1000; ++i) request.add_articles(absl::StrCat("articles/", i));
  EXPECT_EQ(errors::Reason(Start(request).status()), "BATCH_TOO_LARGE");
}

}  // namespace
}  // namespace dateline::ingest_rpc
