#include "platform/encoding/opaque_token.h"

#include "absl/strings/escaping.h"
#include "platform/encoding/crc32.h"

namespace dateline::encoding {
namespace {

constexpr size_t kChecksumBytes = 4;

}  // namespace

OpaqueTokenWriter::OpaqueTokenWriter(char kind) : content_(1, kind) {}

OpaqueTokenWriter& OpaqueTokenWriter::AddInteger(uint64_t value) {
  while (value >= 0x80) {
    content_.push_back(static_cast<char>(value | 0x80));
    value >>= 7;
  }
  content_.push_back(static_cast<char>(value));
  return *this;
}

OpaqueTokenWriter& OpaqueTokenWriter::AddBytes(absl::string_view value) {
  AddInteger(value.size());
  content_.append(value.data(), value.size());
  return *this;
}

std::string OpaqueTokenWriter::Finish() const {
  std::string bytes = content_;
  AppendLittleEndian32(Crc32(0, content_), bytes);
  return absl::WebSafeBase64Escape(bytes);
}

std::optional<OpaqueTokenReader> OpaqueTokenReader::Open(char kind, absl::string_view token) {
  std::string bytes;
  if (!absl::WebSafeBase64Unescape(token, &bytes) || bytes.size() < 1 + kChecksumBytes) return std::nullopt;
  const std::string content = bytes.substr(0, bytes.size() - kChecksumBytes);
  std::string checksum;
  AppendLittleEndian32(Crc32(0, content), checksum);
  if (content[0] != kind || bytes.compare(content.size(), kChecksumBytes, checksum) != 0) return std::nullopt;
  return OpaqueTokenReader(content.substr(1));
}

uint64_t OpaqueTokenReader::ReadInteger() {
  uint64_t value = 0;
  for (int shift = 0; shift < 64 && position_ < content_.size(); shift += 7) {
    const uint8_t byte = static_cast<uint8_t>(content_[position_++]);
    value |= static_cast<uint64_t>(byte & 0x7f) << shift;
    if (byte < 0x80) return value;
  }
  well_formed_ = false;
  return 0;
}

std::string OpaqueTokenReader::ReadBytes() {
  const uint64_t size = ReadInteger();
  if (size > content_.size() - position_) {
    well_formed_ = false;
    return "";
  }
  std::string value = content_.substr(position_, size);
  position_ += size;
  return value;
}

}  // namespace dateline::encoding
