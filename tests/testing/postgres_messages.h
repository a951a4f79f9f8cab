// PostgreSQL's protocol 3, as far as one who stands between its two sides must know it
// (postgresql.org/docs/15/protocol-message-formats.html).
#ifndef DATELINE_TESTS_TESTING_POSTGRES_MESSAGES_H_
#define DATELINE_TESTS_TESTING_POSTGRES_MESSAGES_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace dateline::testing {

// The types that a relay tells apart. Some letters mean one thing from a client, another from a server.
inline constexpr char kNoType = 0;  // how a client begins: with a length and a code
inline constexpr char kQueryMessage = 'Q', kParseMessage = 'P', kBindMessage = 'B', kDescribeMessage = 'D',
                      kExecuteMessage = 'E', kCloseMessage = 'C', kSyncMessage = 'S', kFunctionCallMessage = 'F';
inline constexpr char kParseComplete = '1', kBindComplete = '2', kCloseComplete = '3', kRowDescription = 'T',
                      kNoRows = 'n', kCommandComplete = 'C', kEmptyQueryResponse = 'I', kPortalSuspended = 's',
                      kErrorResponse = 'E', kReadyForQuery = 'Z', kCopyInResponse = 'G', kNoticeResponse = 'N',
                      kNotification = 'A', kParameterStatus = 'S';

// What a message without a type asks for.
inline constexpr int32_t kProtocolThree = 3 << 16, kTlsRequest = (1234 << 16) + 5679,
                         kGssEncryptionRequest = (1234 << 16) + 5680;

struct PostgresMessage {
  char type = kNoType;
  std::string bytes;  // as sent: type, length, body

  absl::string_view Body() const;
};

// Cuts the bytes of one side into messages. Not thread-safe.
class PostgresMessageReader {
 public:
  void Add(absl::string_view bytes) { bytes_.append(bytes.data(), bytes.size()); }
  // The next whole message; nothing: it is not there yet. A message longer than 64 MiB never is. `has_type`: whether
  // one with a type comes.
  std::optional<PostgresMessage> Next(bool has_type);

 private:
  std::string bytes_;
  size_t read_ = 0;  // so many of bytes_ were given out
};

// A message of this type.
std::string PostgresMessageOf(char type, absl::string_view body);
// An error that a server could have found in a statement.
std::string PostgresErrorOf(absl::string_view sqlstate, absl::string_view message);

// What a message without a type asks for.
int32_t RequestCodeOf(const PostgresMessage& message);
// The first `count` strings of a body, each of which ends with a zero byte; those that are not there are empty.
std::vector<std::string> StringsOf(absl::string_view body, size_t count);

// Whether SQL commits a transaction by a word of its own: COMMIT, among several statements too, or END. Only the first
// word of what stands between semicolons is looked at, be it in a literal.
bool IsCommit(absl::string_view sql);

}  // namespace dateline::testing

#endif  // DATELINE_TESTS_TESTING_POSTGRES_MESSAGES_H_
