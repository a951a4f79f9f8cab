// What stands behind the last sentence of an article: signatures, credits, copyright lines.
#ifndef DATELINE_INGEST_SERVICE_TEXT_CLOSING_H_
#define DATELINE_INGEST_SERVICE_TEXT_CLOSING_H_

#include <cstddef>

#include "absl/strings/string_view.h"

namespace dateline::text {

// Whether a paragraph at the end of an article is no part of its text: a credit ("(Reporting by ...)", "Source: VNA"),
// a signature ("Asia News Network"), a mark ("###").
bool IsClosingLine(absl::string_view paragraph);

// The credit without its brackets, for a byline; empty: a mark or a copyright line that names nobody.
absl::string_view CreditOf(absl::string_view closing_line);

// A paragraph's text and the agency that signs it: "... Cambodia. — VNS".
struct SignedParagraph {
  size_t text_bytes = 0;        // without the signature and the space before it
  absl::string_view signature;  // "VNS"; empty: unsigned
};
SignedParagraph SplitSignature(absl::string_view paragraph);

}  // namespace dateline::text

#endif  // DATELINE_INGEST_SERVICE_TEXT_CLOSING_H_
