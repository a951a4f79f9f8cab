#include "tests/testing/postgres_messages.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace dateline::testing {
namespace {

constexpr size_t kLengthBytes = 4;
constexpr size_t kMaxMessageBytes = 64 << 20;

// Most significant byte first.
uint32_t NumberAt(absl::string_view bytes, size_t at) {
  uint32_t number = 0;
  for (size_t i = at; i < at + kLengthBytes; ++i) number = number << 8 | static_cast<uint8_t>(bytes[i]);
  return number;
}

std::string BytesOf(uint32_t number) {
  std::string bytes;
  for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(number >> shift & 0xff);
  return bytes;
}

absl::string_view FirstWord(absl::string_view sql) {
  sql = absl::StripLeadingAsciiWhitespace(sql);
  return sql.substr(
      0, static_cast<size_t>(std::find_if_not(sql.begin(), sql.end(), [](char c) { return absl::ascii_isalpha(c); }) -
                             sql.begin()));
}

}  // namespace

absl::string_view PostgresMessage::Body() const {
  return absl::string_view(bytes).substr((type == kNoType ? 0 : 1) + kLengthBytes);
}

std::optional<PostgresMessage> PostgresMessageReader::Next(bool has_type) {
  const absl::string_view rest = absl::string_view(bytes_).substr(read_);
  const size_t type_bytes = has_type ? 1 : 0;
  if (rest.size() < type_bytes + kLengthBytes) return std::nullopt;
  const size_t size = type_bytes + std::max<size_t>(NumberAt(rest, type_bytes), kLengthBytes);
  if (size > kMaxMessageBytes || rest.size() < size) return std::nullopt;
  PostgresMessage message{has_type ? rest[0] : kNoType, std::string(rest.substr(0, size))};
  read_ += size;
  if (read_ == bytes_.size() || read_ > kMaxMessageBytes) {
    bytes_.erase(0, read_);
    read_ = 0;
  }
  return message;
}

std::string PostgresMessageOf(char type, absl::string_view body) {
  return absl::StrCat(absl::string_view(&type, 1), BytesOf(static_cast<uint32_t>(body.size() + kLengthBytes)), body);
}

std::string PostgresErrorOf(absl::string_view sqlstate, absl::string_view message) {
  std::string body;
  const auto add = [&](char field, absl::string_view value) {
    body += field;
    absl::StrAppend(&body, value, absl::string_view("\0", 1));
  };
  add('S', "ERROR");
  add('V', "ERROR");
  add('C', sqlstate);
  add('M', message);
  body += '\0';
  return PostgresMessageOf(kErrorResponse, body);
}

int32_t RequestCodeOf(const PostgresMessage& message) {
  return message.Body().size() < kLengthBytes ? 0 : static_cast<int32_t>(NumberAt(message.Body(), 0));
}

std::vector<std::string> StringsOf(absl::string_view body, size_t count) {
  std::vector<std::string> strings;
  while (strings.size() < count) {
    const size_t end = std::min(body.find('\0'), body.size());
    strings.emplace_back(body.substr(0, end));
    body.remove_prefix(std::min(end + 1, body.size()));
  }
  return strings;
}

bool IsCommit(absl::string_view sql) {
  if (absl::EqualsIgnoreCase(FirstWord(sql), "end")) return true;
  for (const absl::string_view statement : absl::StrSplit(sql, ';')) {
    if (absl::EqualsIgnoreCase(FirstWord(statement), "commit")) return true;
  }
  return false;
}

}  // namespace dateline::testing
