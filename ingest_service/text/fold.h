// The form in which names are compared.
#ifndef DATELINE_INGEST_SERVICE_TEXT_FOLD_H_
#define DATELINE_INGEST_SERVICE_TEXT_FOLD_H_

#include <string>

#include "absl/strings/string_view.h"

namespace dateline::text {

// `text` with compatibility decomposition (NFKD), without combining marks, đ as d, case-folded: "Việt Nam" and "VIET
// NAM" both give "viet nam". Bytes that are not UTF-8 become U+FFFD. Idempotent. Linear time.
std::string Fold(absl::string_view text);

}  // namespace dateline::text

#endif  // DATELINE_INGEST_SERVICE_TEXT_FOLD_H_
