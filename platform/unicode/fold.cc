#include "platform/unicode/fold.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <iterator>

#include "absl/strings/ascii.h"

namespace dateline::unicode {
namespace {

struct PlainForm {
  UChar32 letter;
  absl::string_view plain;
};

// Small letters that NFKD leaves whole: by their Unicode names "... WITH STROKE", ligatures, eth, thorn, eng, dotless
// i.
constexpr PlainForm kPlainForms[] = {
    {0x00E6, "ae"}, {0x00F0, "d"}, {0x00F8, "o"},  {0x00FE, "th"}, {0x0111, "d"}, {0x0127, "h"}, {0x0131, "i"},
    {0x0142, "l"},  {0x014B, "n"}, {0x0153, "oe"}, {0x0167, "t"},  {0x0180, "b"}, {0x0268, "i"},
};

bool IsAscii(absl::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char character) { return absl::ascii_isascii(character); });
}

icu::UnicodeString Decode(absl::string_view utf8) {
  return icu::UnicodeString::fromUTF8(icu::StringPiece(utf8.data(), static_cast<int32_t>(utf8.size())));
}

icu::UnicodeString Decompose(const icu::UnicodeString& text) {
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2* normalizer = icu::Normalizer2::getNFKDInstance(error);
  if (U_FAILURE(error)) return text;  // only when ICU has no data of its own
  return normalizer->normalize(text, error);
}

void AppendPlain(UChar32 letter, icu::UnicodeString& text) {
  const auto* found = std::find_if(std::begin(kPlainForms), std::end(kPlainForms),
                                   [letter](const PlainForm& form) { return form.letter == letter; });
  if (found == std::end(kPlainForms)) {
    text.append(letter);
  } else {
    text.append(Decode(found->plain));
  }
}

icu::UnicodeString WithoutMarks(const icu::UnicodeString& text) {
  icu::UnicodeString result;
  for (int32_t at = 0; at < text.length(); at = text.moveIndex32(at, 1)) {
    const UChar32 letter = text.char32At(at);
    if (u_charType(letter) != U_NON_SPACING_MARK) AppendPlain(letter, result);
  }
  return result;
}

}  // namespace

std::string Fold(absl::string_view utf8) {
  if (IsAscii(utf8)) return absl::AsciiStrToLower(utf8);
  // Case folding may compose anew what decomposition took apart (İ, ΐ), so marks go once more at the end.
  icu::UnicodeString folded = WithoutMarks(Decompose(Decode(utf8)));
  folded = WithoutMarks(Decompose(folded.foldCase()));
  std::string result;
  folded.toUTF8String(result);
  return result;
}

std::vector<std::string> FoldedWords(absl::string_view utf8) {
  const icu::UnicodeString folded = Decode(Fold(utf8));
  std::vector<std::string> words;
  bool inside_word = false;
  for (int32_t at = 0; at < folded.length(); at = folded.moveIndex32(at, 1)) {
    const UChar32 letter = folded.char32At(at);
    if (!u_isalnum(letter)) {
      inside_word = false;
      continue;
    }
    if (!inside_word) words.emplace_back();
    inside_word = true;
    icu::UnicodeString(letter).toUTF8String(words.back());
  }
  return words;
}

}  // namespace dateline::unicode
