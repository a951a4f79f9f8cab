#include "ingest_service/extraction/times/words.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"
#include "ingest_service/extraction/times/number_words.h"
#include "ingest_service/text/utf8.h"

namespace dateline::extraction {
namespace {

// Whether a letter may begin with `byte`: 0xE2 begins dashes, quotes and currency signs, 0xC2 marks like "°".
bool IsLetter(char byte) {
  const auto code = static_cast<unsigned char>(byte);
  return absl::ascii_isalpha(code) || (code >= 0xC3 && code != 0xE2);
}

// The bytes of a number at the beginning of `text`: "1,000", "2.5", "15". Grouping commas need three digits behind
// them.
size_t NumberBytes(absl::string_view text) {
  const auto is_digit = [&](size_t at) { return at < text.size() && absl::ascii_isdigit(text[at]); };
  size_t size = 0;
  while (is_digit(size)) ++size;
  while (size > 0 && size < text.size() && text[size] == ',' && is_digit(size + 1) && is_digit(size + 2) &&
         is_digit(size + 3) && !is_digit(size + 4)) {
    size += 4;
  }
  if (size > 0 && size < text.size() && text[size] == '.' && is_digit(size + 1)) {
    ++size;
    while (is_digit(size)) ++size;
  }
  return size;
}

// The bytes of a run of letters, periods of abbreviations included ("p.m.", "Dec."): a period counts when a letter or
// nothing follows it.
size_t LetterBytes(absl::string_view text) {
  size_t size = 0;
  while (size < text.size()) {
    const auto byte = static_cast<unsigned char>(text[size]);
    const bool inner_period = byte == '.' && size > 0 && (size + 1 == text.size() || IsLetter(text[size + 1]));
    const bool continuation = byte >= 0x80 && byte < 0xC0 && size > 0;
    if (!IsLetter(text[size]) && !inner_period && !continuation) break;
    ++size;
  }
  return size;
}

size_t WordBytes(absl::string_view text) {
  if (const size_t size = NumberBytes(text); size > 0) return size;
  if (const size_t size = LetterBytes(text); size > 0) return size;
  size_t size = 0;
  text::NextCodePoint(text, &size);
  return size;
}

Word MakeWord(absl::string_view text, text::Span span, int token) {
  Word word;
  word.span = span;
  word.token = token;
  word.capitalized = absl::ascii_isupper(text[0]);
  word.lower = absl::AsciiStrToLower(text);
  if (absl::ascii_isdigit(text[0])) {
    if (!absl::SimpleAtod(absl::StrReplaceAll(word.lower, {{",", ""}}), &word.number)) word.number = -1;
  } else if (text.size() > 1) {
    word.lower = absl::StrReplaceAll(word.lower, {{".", ""}});
  }
  return word;
}

}  // namespace

std::vector<Word> SplitWords(const text::Document& document, const language::Analysis& analysis,
                             const language::Sentence& sentence) {
  std::vector<Word> words;
  for (int token = sentence.begin_token; token < sentence.end_token; ++token) {
    text::Span rest = analysis.tokens[token].span;
    while (!rest.empty()) {
      const absl::string_view text = text::Slice(document.text, rest);
      const auto size = static_cast<uint32_t>(WordBytes(text));
      words.push_back(MakeWord(text.substr(0, size), {rest.begin_byte, rest.begin_byte + size}, token));
      words.back().glued = words.size() > 1 && words[words.size() - 2].span.end_byte == rest.begin_byte;
      rest.begin_byte += size;
    }
  }
  return words;
}

const Word& At(Words words, int at) {
  static const auto* none = new Word;
  return at >= 0 && at < static_cast<int>(words.size()) ? words[at] : *none;
}

bool Reads(Words words, int at, absl::string_view text) {
  for (;; ++at) {
    if (!absl::ConsumePrefix(&text, At(words, at).lower)) return false;
    if (text.empty()) return true;
    if (!absl::ConsumePrefix(&text, " ")) return false;
  }
}

bool ReadsAny(Words words, int at, std::initializer_list<absl::string_view> choices) {
  const std::string& lower = At(words, at).lower;
  return std::any_of(choices.begin(), choices.end(), [&](absl::string_view choice) { return lower == choice; });
}

bool IsGluedDash(const Word& word) {
  return word.glued && (word.lower == "-" || word.lower == "–" || word.lower == "—" || word.lower == "‑");
}

namespace {

// "twenty", "twenty-five", "twenty five".
std::optional<Number> BelowHundredAt(Words words, int at) {
  const auto first = SmallNumberOf(At(words, at).lower);
  if (!first) return std::nullopt;
  if (*first < 20) return Number{static_cast<double>(*first), at + 1};
  const int next = IsGluedDash(At(words, at + 1)) ? at + 2 : at + 1;
  const auto second = SmallNumberOf(At(words, next).lower);
  if (second && *second > 0 && *second < 10) return Number{static_cast<double>(*first + *second), next + 1};
  return Number{static_cast<double>(*first), at + 1};
}

// The part before a scale: digits or letters.
std::optional<Number> PartAt(Words words, int at) {
  if (At(words, at).number >= 0) return Number{At(words, at).number, at + 1};
  return BelowHundredAt(words, at);
}

// "1/2", "½" behind a number.
std::optional<Number> FractionAt(Words words, int at) {
  if (At(words, at).lower == "½") return Number{0.5, at + 1};
  const double above = At(words, at).number, below = At(words, at + 2).number;
  if (At(words, at + 1).lower != "/" || above <= 0 || above > 9 || below <= above || below > 9) return std::nullopt;
  return Number{above / below, at + 3};
}

}  // namespace

std::optional<Number> NumberAt(Words words, int at) {
  const bool article = ReadsAny(words, at, {"a", "an"}) && ScaleOf(At(words, at + 1).lower).has_value();
  std::optional<Number> part = article ? Number{1, at + 1} : PartAt(words, at);
  if (!part) return std::nullopt;
  double total = 0, current = part->value;
  int end = part->end;
  if (const auto fraction = FractionAt(words, end)) current += fraction->value, end = fraction->end;
  constexpr int kLongestNumber = 16;  // words
  while (end < at + kLongestNumber) {
    const int scale_at = IsGluedDash(At(words, end)) ? end + 1 : end;
    if (const auto scale = ScaleOf(At(words, scale_at).lower)) {
      current *= static_cast<double>(*scale);
      if (*scale != 100) total += current, current = 0;
      end = scale_at + 1;
      continue;
    }
    const bool in_letters = At(words, end - 1).number < 0;
    const int next = in_letters && Reads(words, end, "and") && ScaleOf(At(words, end - 1).lower) ? end + 1 : end;
    const bool may_go_on = in_letters && ScaleOf(At(words, end - 1).lower).has_value();
    part = may_go_on ? BelowHundredAt(words, next) : std::nullopt;
    if (!part) break;
    current += part->value;
    end = part->end;
  }
  return Number{total + current, end};
}

std::optional<Number> OrdinalAt(Words words, int at) {
  if (At(words, at).number > 0 && At(words, at + 1).glued && ReadsAny(words, at + 1, {"st", "nd", "rd", "th"})) {
    return Number{At(words, at).number, at + 2};
  }
  if (const auto ordinal = OrdinalOf(At(words, at).lower)) return Number{static_cast<double>(*ordinal), at + 1};
  const auto tens = SmallNumberOf(At(words, at).lower);
  if (!tens || *tens < 20 || !IsGluedDash(At(words, at + 1))) return std::nullopt;
  const auto ones = OrdinalOf(At(words, at + 2).lower);
  return ones && *ones < 10 ? std::optional<Number>({static_cast<double>(*tens + *ones), at + 3}) : std::nullopt;
}

}  // namespace dateline::extraction
