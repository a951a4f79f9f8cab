// Tokens that callers hand back without reading them: cursors, revision tokens, page tokens. docs/feed_protocol.md has
// the layout.
#ifndef DATELINE_PLATFORM_ENCODING_OPAQUE_TOKEN_H_
#define DATELINE_PLATFORM_ENCODING_OPAQUE_TOKEN_H_

#include <cstdint>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"

namespace dateline::encoding {

// Puts a token together, field by field.
class OpaqueTokenWriter {
 public:
  // `kind` says what the token is for, so that one sort cannot be passed for another.
  explicit OpaqueTokenWriter(char kind);

  OpaqueTokenWriter& AddInteger(uint64_t value);
  OpaqueTokenWriter& AddBytes(absl::string_view value);

  // The token: characters of [A-Za-z0-9_-].
  std::string Finish() const;

 private:
  std::string content_;
};

// Takes a token apart in the order in which it was put together. Reading past the end or a malformed field gives zero
// values and makes AtEnd false for good.
class OpaqueTokenReader {
 public:
  // Nothing: the text is no token, is damaged, or is of another kind.
  static std::optional<OpaqueTokenReader> Open(char kind, absl::string_view token);

  uint64_t ReadInteger();
  std::string ReadBytes();

  // Every field was read, and each was well formed.
  bool AtEnd() const { return well_formed_ && position_ == content_.size(); }

 private:
  explicit OpaqueTokenReader(std::string content) : content_(std::move(content)) {}

  std::string content_;  // the fields
  size_t position_ = 0;
  bool well_formed_ = true;
};

}  // namespace dateline::encoding

#endif  // DATELINE_PLATFORM_ENCODING_OPAQUE_TOKEN_H_
