#include "platform/errors/errors.h"

#include "google/rpc/error_details.pb.h"
#include "gtest/gtest.h"

namespace dateline::errors {
namespace {

TEST(Error, CarriesReasonAndMetadata) {
  const absl::Status error = Error(absl::StatusCode::kNotFound, "ARTICLE_NOT_FOUND", "no article", {{"name", "x"}});
  EXPECT_EQ(error.code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(error.message(), "no article");
  EXPECT_EQ(Reason(error), "ARTICLE_NOT_FOUND");
  EXPECT_EQ(Metadata(error, "name"), "x");
  EXPECT_EQ(Metadata(error, "other"), "");
}

TEST(FieldError, NamesTheField) {
  const absl::Status error = FieldError("FIELD_INVALID", "article.title", "longer than 4096 bytes");
  EXPECT_EQ(error.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(error.message(), "article.title: longer than 4096 bytes");
  EXPECT_EQ(InvalidField(error), "article.title");
  EXPECT_EQ(Reason(error), "FIELD_INVALID");
}

TEST(WithRetryDelay, SplitsSecondsAndNanoseconds) {
  const absl::Status error =
      WithRetryDelay(Error(absl::StatusCode::kUnavailable, "STORE_UNAVAILABLE", "gone"), absl::Milliseconds(1500));
  google::rpc::RetryInfo retry;
  ASSERT_TRUE(retry.ParseFromString(std::string(*error.GetPayload("type.googleapis.com/google.rpc.RetryInfo"))));
  EXPECT_EQ(retry.retry_delay().seconds(), 1);
  EXPECT_EQ(retry.retry_delay().nanos(), 500000000);
}

TEST(WithMessagePrefix, KeepsDetails) {
  const absl::Status error = WithMessagePrefix(FieldError("ENUM_UNKNOWN", "kind", "no value 99"), "filter: ");
  EXPECT_EQ(error.message(), "filter: kind: no value 99");
  EXPECT_EQ(Reason(error), "ENUM_UNKNOWN");
  EXPECT_EQ(InvalidField(error), "kind");
}

TEST(Reason, IsEmptyOfAPlainStatus) {
  EXPECT_EQ(Reason(absl::InternalError("bug")), "");
  EXPECT_EQ(InvalidField(absl::OkStatus()), "");
}

}  // namespace
}  // namespace dateline::errors
