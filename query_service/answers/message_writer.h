// Response messages put together from parts that are already serialized.
#ifndef DATELINE_QUERY_SERVICE_ANSWERS_MESSAGE_WRITER_H_
#define DATELINE_QUERY_SERVICE_ANSWERS_MESSAGE_WRITER_H_

#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"

namespace dateline::answers {

// Writes the protobuf wire format, field by field.
class MessageWriter {
 public:
  // A string or bytes field, or a message field of a serialized message. Unlike Text, also when empty.
  void AddMessage(int field, absl::string_view bytes);
  // The beginning of such a field, of which `size` bytes follow.
  void BeginMessage(int field, size_t size);
  // Where they are to be appended.
  std::string& bytes() { return message_; }
  // A string field; nothing when it is empty, as proto3 has it.
  void AddText(int field, absl::string_view text);
  // An int64 field; nothing when it is 0.
  void AddInteger(int field, int64_t value);
  // A double field; also when it is 0.
  void AddDouble(int field, double value);

  // So many bytes are to come.
  void Reserve(size_t size) { message_.reserve(size); }
  size_t size() const { return message_.size(); }
  void Clear() { message_.clear(); }
  std::string Take() { return std::move(message_); }

 private:
  void AddVarint(uint64_t value);

  std::string message_;
};

}  // namespace dateline::answers

#endif  // DATELINE_QUERY_SERVICE_ANSWERS_MESSAGE_WRITER_H_
