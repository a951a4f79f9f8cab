// HTTP/2 as an attacker writes it: frame by frame (RFC 9113), headers without compression (RFC 7541).
#ifndef DATELINE_TESTS_TESTING_HTTP2_FRAMES_H_
#define DATELINE_TESTS_TESTING_HTTP2_FRAMES_H_

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace dateline::testing {

inline std::string BigEndian(uint64_t value, int bytes) {
  std::string text;
  for (int i = bytes - 1; i >= 0; --i) text.push_back(static_cast<char>(value >> (8 * i)));
  return text;
}

enum class FrameType { kData = 0, kHeaders = 1, kResetStream = 3, kSettings = 4, kPing = 6 };
inline constexpr int kEndStream = 0x1;
inline constexpr int kEndHeaders = 0x4;

inline std::string Frame(FrameType type, int flags, uint32_t stream, const std::string& payload) {
  return BigEndian(payload.size(), 3) + BigEndian(static_cast<uint64_t>(type), 1) +
         BigEndian(static_cast<uint64_t>(flags), 1) + BigEndian(stream, 4) + payload;
}

// What a client begins with.
inline std::string Preface() { return "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + Frame(FrameType::kSettings, 0, 0, ""); }

// A header that is in no table; both shorter than 127 bytes.
inline std::string LiteralHeader(const std::string& name, const std::string& value) {
  return std::string(1, '\0') + BigEndian(name.size(), 1) + name + BigEndian(value.size(), 1) + value;
}

using HeaderList = std::vector<std::pair<std::string, std::string>>;

// The beginning of a call of `path`.
inline std::string CallHeaders(uint32_t stream, const std::string& path, const HeaderList& more = {}) {
  std::string block = LiteralHeader(":method", "POST") + LiteralHeader(":scheme", "http") +
                      LiteralHeader(":path", path) + LiteralHeader(":authority", "localhost") +
                      LiteralHeader("te", "trailers") + LiteralHeader("content-type", "application/grpc");
  for (const auto& [name, value] : more) block += LiteralHeader(name, value);
  return Frame(FrameType::kHeaders, kEndHeaders, stream, block);
}

inline std::string ResetStream(uint32_t stream) {
  constexpr uint32_t kCancel = 8;
  return Frame(FrameType::kResetStream, 0, stream, BigEndian(kCancel, 4));
}

// The head of a gRPC message that says how long it is.
inline std::string MessageHead(bool compressed, uint32_t size) {
  return BigEndian(compressed ? 1 : 0, 1) + BigEndian(size, 4);
}

}  // namespace dateline::testing

#endif  // DATELINE_TESTS_TESTING_HTTP2_FRAMES_H_
