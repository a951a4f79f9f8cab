// Messages <-> the bytes of a call, for services that take their requests raw: a request that cannot be parsed then
// gets an answer that says why, where gRPC's generated code would answer UNIMPLEMENTED.
#ifndef DATELINE_PLATFORM_RPC_MESSAGE_BYTES_H_
#define DATELINE_PLATFORM_RPC_MESSAGE_BYTES_H_

#include <string>

#include "absl/status/status.h"
#include "google/protobuf/message.h"
#include "grpcpp/support/byte_buffer.h"

namespace dateline::rpc {

// Reason of the error for text that is not UTF-8; the status names the field (errors::InvalidField), its metadata
// `byte` is the offset of the first bad byte in it.
inline constexpr char kTextNotUtf8[] = "FIELD_INVALID";

// Reason of the error for bytes that are not the message.
inline constexpr char kRequestMalformed[] = "REQUEST_MALFORMED";

// INVALID_ARGUMENT: the bytes are not a `message`, or one of its strings is not UTF-8. `message` then holds what was
// read up to there, the bad string included.
absl::Status ParseMessage(const grpc::ByteBuffer& bytes, google::protobuf::Message& message);

// Hands the bytes over without a copy.
grpc::ByteBuffer ToByteBuffer(std::string bytes);

grpc::ByteBuffer SerializeMessage(const google::protobuf::Message& message);

}  // namespace dateline::rpc

#endif  // DATELINE_PLATFORM_RPC_MESSAGE_BYTES_H_
