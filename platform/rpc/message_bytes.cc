#include "platform/rpc/message_bytes.h"

#include <google/protobuf/stubs/common.h>

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "grpcpp/impl/codegen/proto_utils.h"
#include "platform/errors/errors.h"

namespace dateline::rpc {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

// A string that is not UTF-8.
struct BadText {
  std::string field;  // path from the request
  int byte = 0;       // offset of the first bad byte
};

std::optional<BadText> FindBadText(const Message& message, const std::string& path);

std::optional<BadText> CheckText(const std::string& text, const std::string& path) {
  const int valid_bytes = google::protobuf::internal::UTF8SpnStructurallyValid(text);
  if (valid_bytes == static_cast<int>(text.size())) return std::nullopt;
  return BadText{path, valid_bytes};
}

// Element `index` of a repeated field, or the field itself for index -1.
std::optional<BadText> FindInField(const Message& message, const FieldDescriptor* field, int index,
                                   const std::string& path) {
  const google::protobuf::Reflection* const reflection = message.GetReflection();
  std::string scratch;
  if (field->type() == FieldDescriptor::TYPE_STRING) {
    return CheckText(index < 0 ? reflection->GetStringReference(message, field, &scratch)
                               : reflection->GetRepeatedStringReference(message, field, index, &scratch),
                     path);
  }
  if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) return std::nullopt;
  return FindBadText(
      index < 0 ? reflection->GetMessage(message, field) : reflection->GetRepeatedMessage(message, field, index),
      path + ".");
}

std::optional<BadText> FindBadText(const Message& message, const std::string& path) {
  const google::protobuf::Reflection* const reflection = message.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection->ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    const std::string field_path = path + field->name();
    const int count = field->is_repeated() ? reflection->FieldSize(message, field) : 0;
    if (!field->is_repeated()) {
      if (auto bad = FindInField(message, field, -1, field_path)) return bad;
    }
    for (int i = 0; i < count; ++i) {
      if (auto bad = FindInField(message, field, i, absl::StrCat(field_path, "[", i, "]"))) return bad;
    }
  }
  return std::nullopt;
}

bool Parse(const grpc::ByteBuffer& bytes, Message& message) {
  grpc::ByteBuffer shared = bytes;  // the same slices, another reader
  grpc::ProtoBufferReader reader(&shared);
  return reader.status().ok() && message.ParseFromZeroCopyStream(&reader);
}

}  // namespace

absl::Status ParseMessage(const grpc::ByteBuffer& bytes, Message& message) {
  // What is wrong goes to the caller, not to the log.
  static auto* const previous = google::protobuf::SetLogHandler(nullptr);
  static_cast<void>(previous);
  if (Parse(bytes, message)) return absl::OkStatus();
  if (const std::optional<BadText> bad = FindBadText(message, "")) {
    return errors::FieldError(kTextNotUtf8, bad->field, absl::StrCat("not UTF-8 at byte ", bad->byte),
                              {{"byte", absl::StrCat(bad->byte)}});
  }
  return errors::Error(absl::StatusCode::kInvalidArgument, kRequestMalformed,
                       absl::StrCat("the request is not a ", message.GetDescriptor()->full_name()));
}

grpc::ByteBuffer ToByteBuffer(std::string bytes) {
  auto* const owned = new std::string(std::move(bytes));
  grpc::Slice slice(
      owned->data(), owned->size(), [](void* string) { delete static_cast<std::string*>(string); }, owned);
  return grpc::ByteBuffer(&slice, 1);
}

grpc::ByteBuffer SerializeMessage(const Message& message) {
  grpc::ByteBuffer bytes;
  bool own_buffer = false;
  grpc::GenericSerialize<grpc::ProtoBufferWriter, Message>(message, &bytes, &own_buffer);
  return bytes;
}

}  // namespace dateline::rpc
