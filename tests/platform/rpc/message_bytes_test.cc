#include "platform/rpc/message_bytes.h"

#include "google/rpc/error_details.pb.h"
#include "gtest/gtest.h"
#include "platform/errors/errors.h"

namespace dateline::rpc {
namespace {

using google::rpc::BadRequest;

grpc::ByteBuffer Bytes(const std::string& text) {
  const grpc::Slice slice(text);
  return grpc::ByteBuffer(&slice, 1);
}

TEST(ParseMessage, ReadsWhatSerializeMessageWrote) {
  BadRequest message;
  message.add_field_violations()->set_field("titre français");
  BadRequest parsed;
  ASSERT_TRUE(ParseMessage(SerializeMessage(message), parsed).ok());
  EXPECT_EQ(parsed.SerializeAsString(), message.SerializeAsString());
}

TEST(ParseMessage, NamesTheFieldThatIsNotUtf8) {
  BadRequest parsed;
  // field_violations { field: "a" description: "bc\xff" }
  const absl::Status status = ParseMessage(Bytes("\x0a\x08\x0a\x01"
                                                 "a\x12\x03"
                                                 "bc\xff"),
                                           parsed);
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(errors::Reason(status), kTextNotUtf8);
  EXPECT_EQ(errors::InvalidField(status), "field_violations[0].description");
  EXPECT_EQ(errors::Metadata(status, "byte"), "2");
  EXPECT_EQ(parsed.field_violations(0).field(), "a");
}

TEST(ParseMessage, RefusesBytesThatAreNoMessage) {
  BadRequest parsed;
  const absl::Status status = ParseMessage(Bytes("\x0a\x7f"), parsed);
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(errors::Reason(status), kRequestMalformed);
}

TEST(ParseMessage, TakesNoBytesForAnEmptyMessage) {
  BadRequest parsed;
  EXPECT_TRUE(ParseMessage(SerializeMessage(BadRequest()), parsed).ok());
}

}  // namespace
}  // namespace dateline::rpc
