#include "ingest_service/language/encoding/word_features.h"

#include <unicode/uchar.h>

#include "absl/strings/str_cat.h"
#include "ingest_service/language/encoding/characters.h"

namespace dateline::language {
namespace {

constexpr int kLongestAffix = 4;
constexpr int kNgramLength = 3;
constexpr size_t kMaxNgrams = 24;
constexpr int kMaxBoundaries = 48;  // a longer word is known by its beginning

char ShapeOf(UChar32 character) {
  if (u_isupper(character)) return 'X';
  if (u_islower(character)) return 'x';
  if (u_isdigit(character)) return 'd';
  return u_isalpha(character) ? 'a' : 0;
}

// Where the first characters of `text` begin, and its end if there is room; returns their number.
int CharacterBoundaries(absl::string_view text, uint32_t (&boundaries)[kMaxBoundaries]) {
  int count = 0;
  for (size_t i = 0; i < text.size() && count < kMaxBoundaries; ++i) {
    if ((static_cast<uint8_t>(text[i]) & 0xC0) != 0x80) boundaries[count++] = static_cast<uint32_t>(i);
  }
  if (count < kMaxBoundaries) boundaries[count++] = static_cast<uint32_t>(text.size());
  return count;
}

}  // namespace

int32_t NormalizeCharacter(int32_t character) {
  if (character < 0x80) {
    if (character >= 'A' && character <= 'Z') return character + ('a' - 'A');
    if (character >= '0' && character <= '9') return '0';
    return character == '`' ? '\'' : character;
  }
  switch (character) {
    case 0x2018:
    case 0x2019:
    case 0x201B:
    case 0x00B4:
      return '\'';
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0x00AB:
    case 0x00BB:
      return '"';
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2212:
      return '-';
    case 0x2026:
      return '.';
    default:
      return u_isdigit(character) ? '0' : u_tolower(character);
  }
}

std::string NormalizeWord(absl::string_view word) {
  std::string normalized;
  normalized.reserve(word.size());
  for (size_t position = 0; position < word.size();)
    AppendCharacter(NormalizeCharacter(NextCharacter(word, position)), normalized);
  return normalized;
}

std::string WordShape(absl::string_view word) {
  std::string shape;
  char previous = 0;
  int run = 0;
  for (size_t position = 0; position < word.size();) {
    const UChar32 character = NextCharacter(word, position);
    const char kind = ShapeOf(character);
    run = kind != 0 && kind == previous ? run + 1 : 1;
    previous = kind;
    if (kind == 0) AppendCharacter(character, shape);
    if (kind != 0 && run <= 3) shape.push_back(kind);
  }
  return shape;
}

WordFeatureExtractor::WordFeatureExtractor(const std::vector<std::string>& vocabulary, int bucket_count)
    : bucket_count_(bucket_count) {
  rows_of_words_.reserve(vocabulary.size());
  for (const std::string& word : vocabulary) rows_of_words_.emplace(word, rows_of_words_.size() + 1);
}

WordFeatures WordFeatureExtractor::Append(absl::string_view word, std::vector<uint32_t>& rows) const {
  const auto bucket = [&](absl::string_view text, uint64_t kind) {
    return static_cast<uint32_t>(rows_of_words_.size() + 1 + HashText(text, kind) % bucket_count_);
  };
  WordFeatures features;
  features.begin = static_cast<uint32_t>(rows.size());
  const std::string padded = absl::StrCat("<", NormalizeWord(word), ">");
  const auto known = rows_of_words_.find(absl::string_view(padded).substr(1, padded.size() - 2));
  rows.push_back(known == rows_of_words_.end() ? 0 : known->second);
  rows.push_back(bucket(WordShape(word), 0));

  uint32_t boundaries[kMaxBoundaries];
  const int characters = CharacterBoundaries(padded, boundaries) - 1;
  const auto piece = [&](int begin, int end) {
    return absl::string_view(padded).substr(boundaries[begin], boundaries[end] - boundaries[begin]);
  };
  for (int length = 1; length <= kLongestAffix; ++length) {
    if (length + 1 > characters) break;
    if (length > 1) rows.push_back(bucket(piece(0, length + 1), 1));
    rows.push_back(bucket(piece(characters - length - 1, characters), 2));
  }
  features.ngrams_begin = static_cast<uint32_t>(rows.size());
  for (int begin = 0; begin + kNgramLength <= characters; ++begin) {
    if (rows.size() - features.ngrams_begin == kMaxNgrams) break;
    rows.push_back(bucket(piece(begin, begin + kNgramLength), 3));
  }
  features.end = static_cast<uint32_t>(rows.size());
  return features;
}

}  // namespace dateline::language
