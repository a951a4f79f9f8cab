#include "ingest_service/text/closing.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "ingest_service/text/utf8.h"

namespace dateline::text {
namespace {

constexpr size_t kLongestSignature = 5;  // words

bool HasAlphanumeric(absl::string_view text) {
  for (size_t offset = 0; offset < text.size();) {
    if (u_isalnum(static_cast<UChar32>(NextCodePoint(text, &offset)))) return true;
  }
  return false;
}

bool BeginsWithCapital(absl::string_view word) {
  size_t offset = 0;
  return u_isUUppercase(static_cast<UChar32>(NextCodePoint(word, &offset)));
}

bool EndsSentence(absl::string_view text) {
  for (absl::string_view closer : {"\"", "'", ")", "]", "”", "’"}) absl::ConsumeSuffix(&text, closer);
  return absl::EndsWith(text, ".") || absl::EndsWith(text, "!") || absl::EndsWith(text, "?");
}

// "VNS", "Viet Nam News", "Associated Press": few words, each with a capital.
bool IsSignature(absl::string_view text) {
  const std::vector<absl::string_view> words = absl::StrSplit(text, absl::ByAnyChar(" /\t\r\n"), absl::SkipEmpty());
  return !words.empty() && words.size() <= kLongestSignature && !EndsSentence(text) &&
         std::all_of(words.begin(), words.end(), BeginsWithCapital);
}

absl::string_view WithoutBrackets(absl::string_view text) {
  text = StripSpace(text);
  for (const auto& [open, close] : {std::pair("(", ")"), std::pair("[", "]")}) {
    if (absl::ConsumePrefix(&text, open)) absl::ConsumeSuffix(&text, close);
  }
  return StripSpace(text);
}

bool BeginsWithAny(absl::string_view text, std::initializer_list<absl::string_view> beginnings) {
  return std::any_of(beginnings.begin(), beginnings.end(),
                     [&](absl::string_view beginning) { return absl::StartsWithIgnoreCase(text, beginning); });
}

bool IsCredit(absl::string_view text) {
  return BeginsWithAny(
      text, {"reporting by ", "reporting and writing by ", "additional reporting by ", "writing by ", "editing by ",
             "compiled by ", "with inputs from ", "with input from ", "with agency inputs", "with reporting by ",
             "source: ", "sources: ", "contact: ", "media contact"});
}

bool IsNotice(absl::string_view text) {
  return BeginsWithAny(text, {"©", "copyright ", "(c) ", "all rights reserved", "our standards: "});
}

}  // namespace

bool IsClosingLine(absl::string_view paragraph) {
  const absl::string_view text = WithoutBrackets(paragraph);
  return !HasAlphanumeric(text) || IsCredit(text) || IsNotice(text) || text == "-30-" || IsSignature(text);
}

absl::string_view CreditOf(absl::string_view closing_line) {
  const absl::string_view text = WithoutBrackets(closing_line);
  const bool names_nobody = !HasAlphanumeric(text) || IsNotice(text) || BeginsWithAny(text, {"end", "-30-"});
  return names_nobody ? absl::string_view() : text;
}

SignedParagraph SplitSignature(absl::string_view paragraph) {
  constexpr size_t kLongestTail = 60;  // bytes
  const size_t tail_begin = paragraph.size() > kLongestTail ? paragraph.size() - kLongestTail : 0;
  for (absl::string_view mark : {"—", "–", "--", " - ", "./.", "/.", "/", "("}) {
    const size_t at = paragraph.rfind(mark);
    if (at == absl::string_view::npos || at < tail_begin) continue;
    // "./." closes Vietnamese agency copy: its first period is the sentence's own.
    const absl::string_view text = StripSpace(paragraph.substr(0, mark == "./." ? at + 1 : at));
    const absl::string_view tail = paragraph.substr(at + mark.size());
    const absl::string_view signature = StripSpace(mark == "(" ? absl::StripSuffix(tail, ")") : tail);
    const bool bare_mark = signature.empty() && (mark == "./." || mark == "/.");
    if (!EndsSentence(text) || !(bare_mark || IsSignature(signature))) continue;
    return {static_cast<size_t>(text.data() + text.size() - paragraph.data()), signature};
  }
  return {paragraph.size(), {}};
}

}  // namespace dateline::text
