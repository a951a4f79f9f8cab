// Who holds which bearer token.
#ifndef DATELINE_PLATFORM_RPC_TOKEN_TABLE_H_
#define DATELINE_PLATFORM_RPC_TOKEN_TABLE_H_

#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace dateline::rpc {

struct TokenHolder {
  std::string name;
  std::vector<std::string> roles;
};

// Holds no token, only hashes. Immutable.
class TokenTable {
 public:
  // One holder a line: the SHA-256 of the token in hexadecimal, a name, and its roles with commas between them. Empty
  // lines and those that begin with # are skipped. INVALID_ARGUMENT: names the line.
  static absl::StatusOr<TokenTable> Parse(absl::string_view text);

  // Null: nobody holds it.
  const TokenHolder* Find(absl::string_view token) const;

 private:
  absl::flat_hash_map<std::string, TokenHolder> holders_;  // by hash
};

}  // namespace dateline::rpc

#endif  // DATELINE_PLATFORM_RPC_TOKEN_TABLE_H_
