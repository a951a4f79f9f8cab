#include "platform/rpc/token_table.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "platform/encoding/sha256.h"

namespace dateline::rpc {
namespace {

constexpr size_t kHashDigits = 64;

bool IsWord(absl::string_view word) {
  return !word.empty() && std::all_of(word.begin(), word.end(), [](unsigned char c) {
    return absl::ascii_isalnum(c) || c == '.' || c == '_' || c == '-' || c == '@';
  });
}

// Empty: the fields are those of a holder.
std::string WhatIsWrong(const std::vector<std::string>& fields) {
  if (fields.size() != 3) return "give HASH NAME ROLES";
  if (fields[0].size() != kHashDigits || !std::all_of(fields[0].begin(), fields[0].end(), absl::ascii_isxdigit)) {
    return "the hash is not 64 hexadecimal digits, such as sha256sum prints";
  }
  const std::vector<std::string> roles = absl::StrSplit(fields[2], ',');
  if (!IsWord(fields[1]) || !std::all_of(roles.begin(), roles.end(), IsWord)) {
    return "names and roles are of letters, digits and ._-@";
  }
  return "";
}

}  // namespace

absl::StatusOr<TokenTable> TokenTable::Parse(absl::string_view text) {
  TokenTable table;
  int line_number = 0;
  for (absl::string_view line : absl::StrSplit(text, '\n')) {
    ++line_number;
    line = absl::StripAsciiWhitespace(line);
    if (line.empty() || line[0] == '#') continue;
    const std::vector<std::string> fields = absl::StrSplit(line, absl::ByAnyChar(" \t"), absl::SkipEmpty());
    const std::string wrong = WhatIsWrong(fields);
    if (!wrong.empty()) return absl::InvalidArgumentError(absl::StrCat("line ", line_number, ": ", wrong));
    TokenHolder holder{fields[1], absl::StrSplit(fields[2], ',')};
    if (!table.holders_.emplace(absl::AsciiStrToLower(fields[0]), std::move(holder)).second) {
      return absl::InvalidArgumentError(absl::StrCat("line ", line_number, ": this hash stands in an earlier line"));
    }
  }
  return table;
}

const TokenHolder* TokenTable::Find(absl::string_view token) const {
  const auto found = holders_.find(encoding::Sha256Hex(token));
  return found == holders_.end() ? nullptr : &found->second;
}

}  // namespace dateline::rpc
