#include "ingest_service/extraction/times/time_lexicon.h"

#include <cstddef>
#include <utility>

#include "absl/strings/strip.h"

namespace dateline::extraction {
namespace {

constexpr std::pair<absl::string_view, Unit> kUnits[] = {
    {"second", Unit::kSecond}, {"minute", Unit::kMinute},   {"hour", Unit::kHour},        {"day", Unit::kDay},
    {"week", Unit::kWeek},     {"weekend", Unit::kWeekend}, {"month", Unit::kMonth},      {"quarter", Unit::kQuarter},
    {"year", Unit::kYear},     {"decade", Unit::kDecade},   {"centurie", Unit::kCentury}, {"century", Unit::kCentury}};

constexpr std::pair<absl::string_view, int> kMonths[] = {
    {"january", 1}, {"february", 2}, {"march", 3},     {"april", 4},    {"may", 5},       {"june", 6},
    {"july", 7},    {"august", 8},   {"september", 9}, {"october", 10}, {"november", 11}, {"december", 12},
    {"jan", 1},     {"feb", 2},      {"mar", 3},       {"apr", 4},      {"jun", 6},       {"jul", 7},
    {"aug", 8},     {"sep", 9},      {"sept", 9},      {"oct", 10},     {"nov", 11},      {"dec", 12}};
constexpr size_t kFullMonthNames = 12;

constexpr std::pair<absl::string_view, int> kWeekdays[] = {
    {"monday", 1},   {"tuesday", 2}, {"wednesday", 3}, {"thursday", 4}, {"friday", 5},
    {"saturday", 6}, {"sunday", 7},  {"mon", 1},       {"tue", 2},      {"tues", 2},
    {"wed", 3},      {"thu", 4},     {"thur", 4},      {"thurs", 4},    {"fri", 5}};

constexpr std::pair<absl::string_view, absl::string_view> kSeasons[] = {
    {"spring", "SP"}, {"summer", "SU"}, {"autumn", "FA"}, {"fall", "FA"}, {"winter", "WI"}};

constexpr std::pair<absl::string_view, absl::string_view> kDayParts[] = {
    {"morning", "MO"}, {"afternoon", "AF"}, {"evening", "EV"}, {"night", "NI"}, {"overnight", "NI"}};

template <typename Value, size_t kSize>
std::optional<Value> Find(const std::pair<absl::string_view, Value> (&table)[kSize], absl::string_view word) {
  for (const auto& [name, value] : table) {
    if (word == name) return value;
  }
  return std::nullopt;
}

}  // namespace

std::optional<Unit> UnitOf(absl::string_view word) {
  absl::ConsumeSuffix(&word, "s");
  return Find(kUnits, word);
}

bool IsPluralUnit(absl::string_view word) { return UnitOf(word).has_value() && word.back() == 's'; }

absl::string_view IsoLetterOf(Unit unit) {
  switch (unit) {
    case Unit::kSecond:
      return "S";
    case Unit::kMinute:
      return "M";
    case Unit::kHour:
      return "H";
    case Unit::kDay:
      return "D";
    case Unit::kWeekend:
      return "WE";
    case Unit::kWeek:
      return "W";
    case Unit::kMonth:
      return "M";
    case Unit::kQuarter:
      return "Q";
    case Unit::kYear:
      return "Y";
    case Unit::kDecade:
      return "E";
    case Unit::kCentury:
      return "C";
  }
  return "";
}

std::optional<int> MonthOf(absl::string_view word) { return Find(kMonths, word); }

bool IsFullMonthName(absl::string_view word) {
  for (size_t i = 0; i < kFullMonthNames; ++i) {
    if (word == kMonths[i].first) return true;
  }
  return false;
}

std::optional<int> WeekdayOf(absl::string_view word) { return Find(kWeekdays, word); }

absl::string_view SeasonOf(absl::string_view word) { return Find(kSeasons, word).value_or(""); }

absl::string_view DayPartOf(absl::string_view word) {
  absl::ConsumeSuffix(&word, "s");
  return Find(kDayParts, word).value_or("");
}

}  // namespace dateline::extraction
