// The way from the text of an HTML node back to its source.
#ifndef DATELINE_INGEST_SERVICE_TEXT_CHARACTER_REFERENCES_H_
#define DATELINE_INGEST_SERVICE_TEXT_CHARACTER_REFERENCES_H_

#include <cstddef>
#include <vector>

#include "absl/strings/string_view.h"

namespace dateline::text {

// `text_bytes` bytes of a node's text come from `source_bytes` bytes of its source, either copied or expanded.
struct AlignedPiece {
  size_t text_begin = 0;
  size_t text_bytes = 0;
  size_t source_begin = 0;
  size_t source_bytes = 0;
  bool copied = false;  // the same bytes, as many
};

// Aligns the text that an HTML parser made of `source` (character references expanded, line breaks normalized, ignored
// tags left out) with it. The pieces cover `text` in order and ascend in `source`; what cannot be aligned becomes one
// last piece that is not copied. Linear time.
std::vector<AlignedPiece> AlignWithSource(absl::string_view text, absl::string_view source);

}  // namespace dateline::text

#endif  // DATELINE_INGEST_SERVICE_TEXT_CHARACTER_REFERENCES_H_
