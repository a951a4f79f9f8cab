#include "cli/service_client.h"

#include "gtest/gtest.h"
#include "platform/errors/errors.h"
#include "platform/rpc/status_conversion.h"
#include "tests/cli/fake_services.h"
#include "tests/testing/status_matchers.h"

namespace dateline::cli {
namespace {

using ::dateline::testing::IsOk;
using ::dateline::testing::StatusIs;
using ::testing::HasSubstr;

const ServiceTarget kTarget = {
    .program = "dateline-query", .option = "--query or DATELINE_QUERY", .address = "h:1", .timeout_seconds = 7};

TEST(CallError, ShowsReasonAndKeepsIt) {
  const grpc::Status status =
      rpc::ToGrpcStatus(errors::Error(absl::StatusCode::kNotFound, "FACT_NOT_FOUND", "no such\nfact"));
  const absl::Status error = CallError(status, kTarget);
  EXPECT_THAT(error, StatusIs(absl::StatusCode::kNotFound, "no such fact [FACT_NOT_FOUND]"));
  EXPECT_EQ(errors::Reason(error), "FACT_NOT_FOUND");
}

TEST(CallError, SaysHowToReachTheService) {
  EXPECT_THAT(CallError(grpc::Status(grpc::StatusCode::UNAVAILABLE, "failed to connect"), kTarget),
              StatusIs(absl::StatusCode::kUnavailable,
                       "cannot reach dateline-query at h:1: start it, or say where it listens by --query or "
                       "DATELINE_QUERY"));
}

TEST(CallError, SaysHowToWaitLonger) {
  EXPECT_THAT(CallError(grpc::Status(grpc::StatusCode::DEADLINE_EXCEEDED, "Deadline Exceeded"), kTarget),
              StatusIs(absl::StatusCode::kDeadlineExceeded, HasSubstr("within 7 s")));
}

TEST(ServiceClient, CallsTheMethod) {
  FakeServices services;
  ServiceClient<v1::QueryService> client(services.QueryTarget());
  const auto status = client.Call(&v1::QueryService::Stub::GetIndexStatus, v1::GetIndexStatusRequest());
  ASSERT_THAT(status, IsOk());
  EXPECT_EQ(status->applied_offset(), 7);
}

}  // namespace
}  // namespace dateline::cli
