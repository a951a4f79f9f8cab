#include "ingest_service/extraction/entities/name_words.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "ingest_service/text/fold.h"

namespace dateline::extraction {
namespace {

constexpr absl::string_view kSuffixes[] = {"jr", "sr", "ii", "iii", "iv"};
constexpr absl::string_view kSmallWords[] = {"of", "the", "and", "for", "de", "s", "in", "on"};

template <size_t size>
bool OneOf(absl::string_view word, const absl::string_view (&words)[size]) {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

bool IsWordByte(unsigned char c) { return c >= 0x80 || absl::ascii_isalnum(c); }

// Typographic apostrophes and dashes part words, as their ASCII forms do.
bool IsPunctuationAt(absl::string_view text, size_t at) {
  return text.compare(at, 2, "\xE2\x80") == 0 && at + 2 < text.size();
}

}  // namespace

std::vector<std::string> NameWords(absl::string_view name) {
  const std::string folded = text::Fold(name);
  std::vector<std::string> words(1);
  for (size_t i = 0; i < folded.size(); ++i) {
    if (folded[i] == '.') continue;
    if (IsPunctuationAt(folded, i))
      i += 2;
    else if (IsWordByte(static_cast<unsigned char>(folded[i]))) {
      words.back() += folded[i];
      continue;
    }
    if (!words.back().empty()) words.emplace_back();
  }
  if (words.back().empty()) words.pop_back();
  if (words.size() > 1 && words.front() == "the") words.erase(words.begin());
  while (words.size() > 2 && OneOf(words.back(), kSuffixes)) words.pop_back();
  return words;
}

PartPosition FindPart(const std::vector<std::string>& part, const std::vector<std::string>& full) {
  if (part.empty() || part.size() > full.size()) return PartPosition::kNone;
  size_t matched = 0;
  for (const std::string& word : full) {
    if (matched < part.size() && part[matched] == word) ++matched;
  }
  if (matched < part.size()) return PartPosition::kNone;
  const bool first = part.front() == full.front();
  const bool last = part.back() == full.back();
  if (first && last) return PartPosition::kWhole;
  return last ? PartPosition::kLast : first ? PartPosition::kFirst : PartPosition::kMiddle;
}

std::string Initials(const std::vector<std::string>& words) {
  std::string initials;
  for (const std::string& word : words) {
    if (!OneOf(word, kSmallWords)) initials += word[0];
  }
  return initials;
}

}  // namespace dateline::extraction
