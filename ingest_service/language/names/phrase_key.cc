#include "ingest_service/language/names/phrase_key.h"

#include "absl/strings/ascii.h"

namespace dateline::language {
namespace {

// FNV-1a, 64 bits (Fowler, Noll, Vo).
constexpr uint64_t kOffsetBasis = 0xcbf29ce484222325;
constexpr uint64_t kPrime = 0x100000001b3;

uint64_t Mix(uint64_t key, unsigned char byte) { return (key ^ byte) * kPrime; }

// Bytes at `at` that begin a typographic apostrophe or dash (U+2010..U+201F): they part words as their ASCII forms do.
bool IsGeneralPunctuation(absl::string_view text, size_t at) {
  return at + 2 < text.size() && text[at] == '\xE2' && text[at + 1] == '\x80';
}

}  // namespace

uint64_t ExtendPhrase(uint64_t phrase, absl::string_view folded_token) {
  bool at_word_start = true;
  for (size_t at = 0; at < folded_token.size(); ++at) {
    const unsigned char byte = folded_token[at];
    if (byte == '.') continue;
    if (IsGeneralPunctuation(folded_token, at)) {
      at += 2;
      at_word_start = true;
    } else if (byte < 0x80 && !absl::ascii_isalnum(byte)) {
      at_word_start = true;
    } else {
      if (phrase == kEmptyPhrase) {
        phrase = kOffsetBasis;
      } else if (at_word_start) {
        phrase = Mix(phrase, ' ');
      }
      phrase = Mix(phrase, byte);
      at_word_start = false;
    }
  }
  return phrase;
}

}  // namespace dateline::language
