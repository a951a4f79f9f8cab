#include "platform/unicode/fold.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

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

namespace {

// Fold of one character.
std::string FoldCharacter(UChar32 character) {
  std::string utf8;
  icu::UnicodeString(character).toUTF8String(utf8);
  return Fold(utf8);
}

// The same; those of the most used scripts are kept.
const std::string& FoldedCharacter(UChar32 character, std::string& storage) {
  constexpr UChar32 kKept = 0x2100;
  static const auto* const kept = [] {
    auto* table = new std::vector<std::string>(kKept);
    for (UChar32 each = 0; each < kKept; ++each) (*table)[static_cast<size_t>(each)] = FoldCharacter(each);
    return table;
  }();
  if (character < kKept) return (*kept)[static_cast<size_t>(character)];
  storage = FoldCharacter(character);
  return storage;
}

// Puts folded characters together to words.
class WordCutter {
 public:
  explicit WordCutter(absl::FunctionRef<void(absl::string_view, size_t, size_t)> take) : take_(take) {}

  void TakeAscii(char character, size_t begin) {
    if (!absl::ascii_isalnum(static_cast<unsigned char>(character))) return Finish();
    if (word_.empty()) begin_ = begin;
    word_.push_back(absl::ascii_tolower(static_cast<unsigned char>(character)));
    end_ = begin + 1;
  }

  // Negative: bytes that are not UTF-8.
  void TakeOther(UChar32 character, size_t begin, size_t end) {
    if (character < 0) return Finish();
    std::string storage;
    const std::string& folded = FoldedCharacter(character, storage);
    // A mark belongs to the word in which it stands.
    if (folded.empty() && !word_.empty()) end_ = end;
    const auto length = static_cast<int32_t>(folded.size());
    for (int32_t at = 0; at < length;) {
      const auto from = static_cast<size_t>(at);
      UChar32 letter = 0;
      U8_NEXT(folded.data(), at, length, letter);
      if (!u_isalnum(letter)) {
        Finish();
        continue;
      }
      if (word_.empty()) begin_ = begin;
      word_.append(folded, from, static_cast<size_t>(at) - from);
      end_ = end;
    }
  }

  void Finish() {
    if (!word_.empty()) take_(word_, begin_, end_);
    word_.clear();
  }

 private:
  absl::FunctionRef<void(absl::string_view, size_t, size_t)> take_;
  std::string word_;
  size_t begin_ = 0;
  size_t end_ = 0;
};

}  // namespace

void ForEachWord(absl::string_view utf8,
                 absl::FunctionRef<void(absl::string_view folded, size_t begin_byte, size_t end_byte)> take) {
  WordCutter cutter(take);
  const auto length = static_cast<int32_t>(utf8.size());
  for (int32_t at = 0; at < length;) {
    const char first = utf8[static_cast<size_t>(at)];
    const int32_t begin = at;
    if (absl::ascii_isascii(static_cast<unsigned char>(first))) {
      ++at;
      cutter.TakeAscii(first, static_cast<size_t>(begin));
      continue;
    }
    UChar32 letter = 0;
    U8_NEXT(utf8.data(), at, length, letter);
    cutter.TakeOther(letter, static_cast<size_t>(begin), static_cast<size_t>(at));
  }
  cutter.Finish();
}

std::vector<std::string> FoldedWords(absl::string_view utf8) {
  std::vector<std::string> words;
  ForEachWord(utf8, [&words](absl::string_view word, size_t, size_t) { words.emplace_back(word); });
  return words;
}

}  // namespace dateline::unicode
