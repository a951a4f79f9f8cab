#include "ingest_service/text/dateline.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "ingest_service/text/calendar_date.h"
#include "ingest_service/text/utf8.h"

namespace dateline::text {
namespace {

constexpr size_t kLongestDateline = 120;  // bytes
constexpr size_t kLongestPlacePart = 4;   // words

bool HasLetterThat(absl::string_view text, UBool (*is_such)(UChar32)) {
  for (size_t offset = 0; offset < text.size();) {
    if (is_such(static_cast<UChar32>(NextCodePoint(text, &offset)))) return true;
  }
  return false;
}

bool IsInCapitals(absl::string_view text) {
  return HasLetterThat(text, u_isUUppercase) && !HasLetterThat(text, u_isULowercase);
}

bool BeginsSentence(absl::string_view text) {
  if (text.empty()) return false;
  size_t offset = 0;
  const auto first = static_cast<UChar32>(NextCodePoint(text, &offset));
  return u_isUUppercase(first) || u_istitle(first) || u_isdigit(first) ||
         absl::StrContains("\"'“‘«[$€£", text.substr(0, offset));
}

bool IsPlaceWord(absl::string_view word) {
  for (absl::string_view particle : {"de", "la", "da", "do", "del", "of", "and", "al", "el"}) {
    if (word == particle) return true;
  }
  size_t offset = 0;
  return u_isUUppercase(static_cast<UChar32>(NextCodePoint(word, &offset))) && !HasLetterThat(word, u_isdigit);
}

// "Hanoi", "Washington D.C.", "Kyiv, Ukraine".
bool IsPlace(absl::string_view text) {
  const std::vector<absl::string_view> parts = absl::StrSplit(text, ',');
  if (parts.size() > 3) return false;
  return std::all_of(parts.begin(), parts.end(), [](absl::string_view part) {
    const std::vector<absl::string_view> words = absl::StrSplit(part, ' ', absl::SkipEmpty());
    return !words.empty() && words.size() <= kLongestPlacePart && std::all_of(words.begin(), words.end(), IsPlaceWord);
  });
}

// Whether `text` is a day of the year: "Jan 5", "5 January".
bool IsDayWithoutYear(absl::string_view text) {
  constexpr absl::string_view kLeapYear = " 2024";
  return ParseCalendarDate(absl::StrCat(text, kLeapYear)).has_value();
}

// Takes ", Jan 5" or ", January 5, 2025" off the end of `*head`; false: no date there.
bool TakeDate(absl::string_view* head, std::optional<absl::CivilDay>* day) {
  for (size_t comma = head->rfind(','); comma != absl::string_view::npos && comma > 0;
       comma = head->rfind(',', comma - 1)) {
    const absl::string_view tail = StripSpace(head->substr(comma + 1));
    *day = ParseCalendarDate(tail);
    if (!*day && !IsDayWithoutYear(tail)) continue;
    *head = StripSpace(head->substr(0, comma));
    return true;
  }
  return false;
}

// Takes "(Reuters)" off the end of `*head`; empty: none there.
absl::string_view TakeAgency(absl::string_view* head) {
  if (!absl::EndsWith(*head, ")")) return {};
  const size_t open = head->rfind('(');
  if (open == absl::string_view::npos) return {};
  const absl::string_view agency = StripSpace(head->substr(open + 1, head->size() - open - 2));
  *head = StripSpace(head->substr(0, open));
  return agency;
}

bool IsAlert(absl::string_view head) {
  for (absl::string_view word :
       {"BREAKING", "UPDATE", "WATCH", "EXCLUSIVE", "OPINION", "ANALYSIS", "NEWS", "PHOTOS", "VIDEO"}) {
    if (absl::StartsWith(head, word)) return true;
  }
  return false;
}

std::optional<Dateline> ParseHead(absl::string_view head, bool before_colon) {
  head = StripSpace(head);
  Dateline dateline;
  bool dated = TakeDate(&head, &dateline.day);
  dateline.agency = TakeAgency(&head);
  dated = dated || TakeDate(&head, &dateline.day);
  dateline.place = head;
  if (head.empty()) return dateline.agency.empty() ? std::nullopt : std::make_optional(dateline);
  if (!IsPlace(head) || IsAlert(head)) return std::nullopt;
  const bool in_capitals =
      IsInCapitals(head.substr(0, head.find(','))) && (!before_colon || CountCodePoints(head) >= 4);
  return in_capitals || dated || !dateline.agency.empty() ? std::make_optional(dateline) : std::nullopt;
}

}  // namespace

std::optional<Dateline> ParseDateline(absl::string_view paragraph) {
  const absl::string_view beginning = paragraph.substr(0, kLongestDateline);
  for (absl::string_view dash : {"—", "–", "―", "--", " - ", ": "}) {
    const size_t at = beginning.find(dash);
    if (at == absl::string_view::npos) continue;
    const absl::string_view rest = StripSpace(paragraph.substr(at + dash.size()));
    if (!BeginsSentence(rest)) continue;
    std::optional<Dateline> dateline = ParseHead(paragraph.substr(0, at), dash == ": ");
    if (!dateline) continue;
    dateline->size_bytes = rest.data() - paragraph.data();
    return dateline;
  }
  return std::nullopt;
}

}  // namespace dateline::text
