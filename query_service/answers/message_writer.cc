#include "query_service/answers/message_writer.h"

#include <bit>

namespace dateline::answers {
namespace {

// https://protobuf.dev/programming-guides/encoding: a tag is (field << 3) | wire type; 2: a length and so many bytes.
constexpr uint64_t kVarint = 0;
constexpr uint64_t kLengthDelimited = 2;
constexpr uint64_t kEightBytes = 1;  // little-endian

}  // namespace

void MessageWriter::BeginMessage(int field, size_t size) {
  AddVarint(static_cast<uint64_t>(field) << 3 | kLengthDelimited);
  AddVarint(size);
}

void MessageWriter::AddMessage(int field, absl::string_view bytes) {
  BeginMessage(field, bytes.size());
  message_.append(bytes.data(), bytes.size());
}

void MessageWriter::AddText(int field, absl::string_view text) {
  if (!text.empty()) AddMessage(field, text);
}

void MessageWriter::AddInteger(int field, int64_t value) {
  if (value == 0) return;
  AddVarint(static_cast<uint64_t>(field) << 3 | kVarint);
  AddVarint(static_cast<uint64_t>(value));
}

void MessageWriter::AddDouble(int field, double value) {
  AddVarint(static_cast<uint64_t>(field) << 3 | kEightBytes);
  const auto bits = std::bit_cast<uint64_t>(value);
  for (unsigned shift = 0; shift < 64; shift += 8) message_.push_back(static_cast<char>(bits >> shift & 0xFF));
}

void MessageWriter::AddVarint(uint64_t value) {
  for (; value >= 0x80; value >>= 7) message_.push_back(static_cast<char>(value | 0x80));
  message_.push_back(static_cast<char>(value));
}

}  // namespace dateline::answers
