#include "platform/rpc/unary_call.h"

#include "absl/time/clock.h"
#include "dateline/v1/ingest_service.pb.h"
#include "gtest/gtest.h"
#include "platform/errors/errors.h"

namespace dateline::rpc {
namespace {

TEST(Overloaded, TellsCallersToComeAgain) {
  const absl::Status status = Overloaded();
  EXPECT_EQ(status.code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(errors::Reason(status), "OVERLOADED");
  EXPECT_TRUE(status.GetPayload("type.googleapis.com/google.rpc.RetryInfo").has_value());
}

TEST(ResourceOf, IsWhatARequestNamesOrBrings) {
  v1::PurgeArticleRequest purge;
  purge.set_name("articles/a");
  EXPECT_EQ(ResourceOf(purge), "articles/a");
  v1::CorrectArticleRequest correct;
  correct.mutable_article()->set_name("articles/b");
  EXPECT_EQ(ResourceOf(correct), "articles/b");
  EXPECT_EQ(ResourceOf(v1::ListArticlesRequest()), "");
}

TEST(CheckAwaited, HeedsTheDeadlineOfTheOutcome) {
  const grpc::CallbackServerContext context;
  CallOutcome outcome;
  EXPECT_TRUE(CheckAwaited(context, nullptr).ok());
  EXPECT_TRUE(CheckAwaited(context, &outcome).ok());
  outcome.SetDeadline(absl::Now());
  EXPECT_EQ(CheckAwaited(context, &outcome).code(), absl::StatusCode::kDeadlineExceeded);
}

}  // namespace
}  // namespace dateline::rpc
