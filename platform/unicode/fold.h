// Text folding: what is left of a text when spelling variants are not to count.
#ifndef DATELINE_PLATFORM_UNICODE_FOLD_H_
#define DATELINE_PLATFORM_UNICODE_FOLD_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/strings/string_view.h"

namespace dateline::unicode {

// `utf8` with compatibility decomposition (NFKD), without marks, case-folded; letters that Unicode does not decompose
// become their plain neighbours (đ=d, ł=l, ø=o, æ=ae): "Việt Nam" and "VIET NAM" both give "viet nam". Bytes that are
// not UTF-8 become U+FFFD. Idempotent. Linear time.
std::string Fold(absl::string_view utf8);

// Calls take(folded, begin_byte, end_byte) for the maximal runs of letters and digits in Fold(utf8), in order, with the
// bytes of `utf8` from which each came: "Jean-Noël BARROT" gives jean, noel, barrot. Words of one character ("½") share
// its bytes. Linear time.
void ForEachWord(absl::string_view utf8,
                 absl::FunctionRef<void(absl::string_view folded, size_t begin_byte, size_t end_byte)> take);

// Those words.
std::vector<std::string> FoldedWords(absl::string_view utf8);

}  // namespace dateline::unicode

#endif  // DATELINE_PLATFORM_UNICODE_FOLD_H_
