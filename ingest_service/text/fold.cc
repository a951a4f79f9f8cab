#include "ingest_service/text/fold.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>

#include "absl/strings/ascii.h"

namespace dateline::text {
namespace {

constexpr UChar32 kCapitalDWithStroke = 0x0110;
constexpr UChar32 kSmallDWithStroke = 0x0111;

bool IsAscii(absl::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return absl::ascii_isascii(c); });
}

icu::UnicodeString Decompose(const icu::UnicodeString& text) {
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2* normalizer = icu::Normalizer2::getNFKDInstance(error);
  if (U_FAILURE(error)) return text;  // only when ICU has no data of its own
  return normalizer->normalize(text, error);
}

icu::UnicodeString WithoutMarks(const icu::UnicodeString& text) {
  icu::UnicodeString result;
  for (int32_t at = 0; at < text.length(); at = text.moveIndex32(at, 1)) {
    const UChar32 c = text.char32At(at);
    if (u_charType(c) == U_NON_SPACING_MARK) continue;
    result.append(c == kCapitalDWithStroke || c == kSmallDWithStroke ? UChar32{'d'} : c);
  }
  return result;
}

}  // namespace

std::string Fold(absl::string_view text) {
  if (IsAscii(text)) return absl::AsciiStrToLower(text);
  const icu::UnicodeString decoded = icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), text.size()));
  // Case folding may compose anew what decomposition took apart (İ, ΐ), so marks go once more at the end.
  icu::UnicodeString folded = WithoutMarks(Decompose(decoded));
  folded = WithoutMarks(Decompose(folded.foldCase()));
  std::string result;
  folded.toUTF8String(result);
  return result;
}

}  // namespace dateline::text
