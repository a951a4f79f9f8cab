#include "ingest_service/text/calendar_date.h"

#include <array>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "ingest_service/text/utf8.h"

namespace dateline::text {
namespace {

constexpr std::array<absl::string_view, 12> kMonths = {"january",   "february", "march",    "april",
                                                       "may",       "june",     "july",     "august",
                                                       "september", "october",  "november", "december"};
constexpr std::array<absl::string_view, 7> kWeekdays = {"monday", "tuesday",  "wednesday", "thursday",
                                                        "friday", "saturday", "sunday"};

// Whether `word` is `name` or its beginning of at least three letters, with or without a period.
bool IsNameOrAbbreviation(absl::string_view word, absl::string_view name) {
  const bool abbreviated = absl::ConsumeSuffix(&word, ".");
  if (word.size() < 3) return false;
  const std::string lower = absl::AsciiStrToLower(word);
  return lower == name || ((abbreviated || word.size() <= 4) && absl::StartsWith(name, lower));
}

std::optional<int> ParseNumber(absl::string_view word, size_t max_digits) {
  if (word.empty() || word.size() > max_digits) return std::nullopt;
  int number;
  return absl::SimpleAtoi(word, &number) ? std::optional<int>(number) : std::nullopt;
}

std::optional<int> ParseDayOfMonth(absl::string_view word) {
  for (absl::string_view suffix : {"st", "nd", "rd", "th"}) {
    if (absl::ConsumeSuffix(&word, suffix)) break;
  }
  return ParseNumber(word, 2);
}

std::optional<absl::CivilDay> MakeDay(std::optional<int> year, std::optional<int> month, std::optional<int> day) {
  if (!year || !month || !day || *year < 1000 || *year > 9999) return std::nullopt;
  const absl::CivilDay civil(*year, *month, *day);
  const bool exists = civil.month() == *month && civil.day() == *day;
  return exists ? std::optional<absl::CivilDay>(civil) : std::nullopt;
}

std::optional<absl::CivilDay> ParseIsoDay(absl::string_view word) {
  if (word.size() > 10 && (word[10] == 'T' || word[10] == 't')) word = word.substr(0, 10);
  if (word.size() != 10) return std::nullopt;
  const char separator = word[4];
  if ((separator != '-' && separator != '/') || word[7] != separator) return std::nullopt;
  return MakeDay(ParseNumber(word.substr(0, 4), 4), ParseNumber(word.substr(5, 2), 2), ParseNumber(word.substr(8), 2));
}

bool LooksLikeClockTime(absl::string_view word) {
  return !word.empty() && absl::ascii_isdigit(word[0]) && absl::StrContains(word, ":");
}

}  // namespace

std::optional<int> ParseMonth(absl::string_view word) {
  for (size_t month = 0; month < kMonths.size(); ++month) {
    if (IsNameOrAbbreviation(word, kMonths[month])) return static_cast<int>(month) + 1;
  }
  return std::nullopt;
}

bool IsWeekday(absl::string_view word) {
  for (absl::string_view name : kWeekdays) {
    if (IsNameOrAbbreviation(word, name)) return true;
  }
  return false;
}

std::optional<absl::CivilDay> ParseCalendarDate(absl::string_view text) {
  constexpr size_t kLongestDate = 80;
  text = StripSpace(text);
  if (text.size() > kLongestDate) return std::nullopt;
  const std::vector<absl::string_view> words = absl::StrSplit(text, absl::ByAnyChar(" ,\t"), absl::SkipEmpty());
  size_t first = !words.empty() && IsWeekday(words[0]) ? 1 : 0;
  if (first >= words.size()) return std::nullopt;

  std::optional<absl::CivilDay> day = ParseIsoDay(words[first]);
  size_t after = first + 1;
  if (!day && words.size() >= first + 3) {
    const auto year = ParseNumber(words[first + 2], 4);
    day = MakeDay(year, ParseMonth(words[first]), ParseDayOfMonth(words[first + 1]));
    if (!day) day = MakeDay(year, ParseMonth(words[first + 1]), ParseDayOfMonth(words[first]));
    after = first + 3;
  }
  if (after < words.size() && words[after] == "at") ++after;
  const bool complete = after == words.size() || (after < words.size() && LooksLikeClockTime(words[after]));
  return complete ? day : std::nullopt;
}

}  // namespace dateline::text
