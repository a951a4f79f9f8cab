#include "ingest_service/extraction/times/holiday_patterns.h"

#include "ingest_service/extraction/times/calendar_patterns.h"

namespace dateline::extraction {
namespace {

// Either a day of the month, or the nth weekday of it (weekday 1 = Monday, nth -1 = the last).
struct Holiday {
  absl::string_view words;
  int words_count, month, day, weekday, nth;
};

constexpr Holiday kHolidays[] = {
    {"new year ' s eve", 5, 12, 31, 0, 0},  {"new year ’ s eve", 5, 12, 31, 0, 0},
    {"new year ' s day", 5, 1, 1, 0, 0},    {"new year ’ s day", 5, 1, 1, 0, 0},
    {"valentine ' s day", 4, 2, 14, 0, 0},  {"valentine ’ s day", 4, 2, 14, 0, 0},
    {"st patrick ' s day", 5, 3, 17, 0, 0}, {"may day", 2, 5, 1, 0, 0},
    {"bastille day", 2, 7, 14, 0, 0},       {"halloween", 1, 10, 31, 0, 0},
    {"veterans day", 2, 11, 11, 0, 0},      {"christmas eve", 2, 12, 24, 0, 0},
    {"christmas day", 2, 12, 25, 0, 0},     {"boxing day", 2, 12, 26, 0, 0},
    {"memorial day", 2, 5, 0, 1, -1},       {"labor day", 2, 9, 0, 1, 1},
    {"columbus day", 2, 10, 0, 1, 2},       {"thanksgiving day", 2, 11, 0, 4, 4},
    {"thanksgiving", 1, 11, 0, 4, 4},
};

}  // namespace

std::optional<Found> HolidayAt(Words words, int at) {
  int core = at;
  Direction direction = Direction::kByTense;
  if (Reads(words, core, "last")) direction = Direction::kPast, ++core;
  if (Reads(words, core, "next")) direction = Direction::kFuture, ++core;
  if (Reads(words, core, "this")) direction = Direction::kThis, ++core;
  if (!At(words, core).capitalized) return std::nullopt;
  for (const Holiday& holiday : kHolidays) {
    if (!Reads(words, core, holiday.words)) continue;
    Found found;
    found.begin = at;
    found.end = core + holiday.words_count;
    found.meaning.direction = direction;
    found.meaning.month = holiday.month;
    if (holiday.day > 0) {
      found.meaning.day = holiday.day;
    } else {
      found.meaning.weekday = holiday.weekday;
      found.meaning.nth = holiday.nth;
    }
    const auto year = YearAt(words, found.end);
    if (year) found.meaning.year = year->meaning.year, found.end = year->end;
    return found;
  }
  return std::nullopt;
}

}  // namespace dateline::extraction
