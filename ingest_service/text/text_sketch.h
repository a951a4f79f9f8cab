// A fixed number of bytes by which articles of nearly the same words are found.
#ifndef DATELINE_INGEST_SERVICE_TEXT_TEXT_SKETCH_H_
#define DATELINE_INGEST_SERVICE_TEXT_TEXT_SKETCH_H_

#include <cstddef>
#include <string>

#include "ingest_service/text/document.h"

namespace dateline::text {

inline constexpr size_t kTextSketchBytes = 96;

// Of the sets of three words in a row that two texts have, the share J that is in both (Jaccard) is the chance that one
// byte of their sketches is the same at its place, but for 1 in 256 that is the same by accident: MinHash (Broder 1997)
// of which a byte each is kept (b-bit minwise hashing, Li and König 2010). Words are runs of letters and digits of the
// blocks, folded; a text of fewer than three is one set. Empty: there is no word. Nothing stores the bytes yet; once
// something does, they are compared across versions and must not change any more.
std::string SketchText(const Document& document);

}  // namespace dateline::text

#endif  // DATELINE_INGEST_SERVICE_TEXT_TEXT_SKETCH_H_
