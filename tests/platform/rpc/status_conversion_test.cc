#include "platform/rpc/status_conversion.h"

#include "gtest/gtest.h"
#include "platform/errors/errors.h"

namespace dateline::rpc {
namespace {

TEST(StatusConversion, CarriesDetailsThereAndBack) {
  const absl::Status error = errors::FieldError("FIELD_INVALID", "article.title", "too long", {{"limit", "9"}});
  const absl::Status returned = FromGrpcStatus(ToGrpcStatus(error));
  EXPECT_EQ(returned, error);
  EXPECT_EQ(errors::InvalidField(returned), "article.title");
  EXPECT_EQ(errors::Metadata(returned, "limit"), "9");
}

TEST(StatusConversion, GivesEveryErrorAReason) {
  EXPECT_EQ(errors::Reason(FromGrpcStatus(ToGrpcStatus(absl::InternalError("bug")))), "INTERNAL");
}

TEST(StatusConversion, KeepsOk) {
  EXPECT_TRUE(ToGrpcStatus(absl::OkStatus()).ok());
  EXPECT_TRUE(FromGrpcStatus(grpc::Status::OK).ok());
}

TEST(StatusConversion, KeepsErrorsThatGrpcMakesItself) {
  const absl::Status status = FromGrpcStatus(grpc::Status(grpc::StatusCode::UNAVAILABLE, "no connection"));
  EXPECT_EQ(status, absl::UnavailableError("no connection"));
}

}  // namespace
}  // namespace dateline::rpc
