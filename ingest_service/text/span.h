// A half-open range of bytes.
#ifndef DATELINE_INGEST_SERVICE_TEXT_SPAN_H_
#define DATELINE_INGEST_SERVICE_TEXT_SPAN_H_

#include <cstdint>

#include "absl/strings/string_view.h"

namespace dateline::text {

// Bytes [begin_byte, end_byte) of a UTF-8 text. Invariant: begin_byte <= end_byte, and neither cuts a code point.
struct Span {
  uint32_t begin_byte = 0;
  uint32_t end_byte = 0;

  bool empty() const { return begin_byte == end_byte; }
  uint32_t size_bytes() const { return end_byte - begin_byte; }
  bool Contains(Span other) const { return begin_byte <= other.begin_byte && other.end_byte <= end_byte; }
  bool Overlaps(Span other) const { return begin_byte < other.end_byte && other.begin_byte < end_byte; }
  friend bool operator==(Span, Span) = default;
  friend auto operator<=>(Span, Span) = default;
};

// The bytes of `text` that `span` names. REQUIRES: span.end_byte <= text.size().
inline absl::string_view Slice(absl::string_view text, Span span) {
  return text.substr(span.begin_byte, span.size_bytes());
}

}  // namespace dateline::text

#endif  // DATELINE_INGEST_SERVICE_TEXT_SPAN_H_
