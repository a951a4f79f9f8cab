// What the text stage hands on: the words of an article as a reader sees them, and the way back to the bytes that came
// in.
#ifndef DATELINE_INGEST_SERVICE_TEXT_DOCUMENT_H_
#define DATELINE_INGEST_SERVICE_TEXT_DOCUMENT_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "ingest_service/text/span.h"

namespace dateline::text {

// Maps byte offsets of a cleaned text to byte offsets of the body it was made from. Monotonic: a later offset never
// maps to an earlier one. Plain text needs no runs (the identity).
class OffsetMap {
 public:
  // `length_bytes` bytes from `text_byte` on are the same bytes as those from `body_byte` on.
  struct Run {
    uint32_t text_byte;
    uint32_t body_byte;
    uint32_t length_bytes;
  };

  OffsetMap() = default;
  // REQUIRES: runs ascend in both coordinates and do not overlap. Text bytes outside every run (an expanded character
  // reference, a line break put in for a paragraph) map to the gap between the runs around them.
  explicit OffsetMap(std::vector<Run> runs) : runs_(std::move(runs)) {}

  // The smallest span of the body that holds the source of `span`. O(log runs).
  Span ToBody(Span span) const;

 private:
  std::vector<Run> runs_;
};

// A stretch of running text: a paragraph, headline or list item. Sentences never cross its ends.
struct Block {
  Span span;  // in Document::text
};

// An article ready to be read. Spans are ranges of `text` unless they say otherwise; `offsets` leads back to the body.
struct Document {
  std::string text;   // UTF-8; of HTML the main text with its references expanded
  OffsetMap offsets;  // text -> body
  std::vector<Block>
      blocks;  // ascending, disjoint; what is to be read. Datelines, bylines and boilerplate are outside.

  std::string title;                        // empty: unknown
  std::string publisher;                    // empty: unknown
  std::string url;                          // canonical URL; empty: unknown
  std::string byline;                       // author or agency as written; empty: unknown
  std::string dateline_place;               // "HÀ NỘI" of "HÀ NỘI — ..."; empty: none
  std::optional<absl::CivilDay> published;  // from the text or its metadata; unset: unknown
};

}  // namespace dateline::text

#endif  // DATELINE_INGEST_SERVICE_TEXT_DOCUMENT_H_
