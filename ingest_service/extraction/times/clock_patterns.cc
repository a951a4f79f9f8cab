#include "ingest_service/extraction/times/clock_patterns.h"

#include <cmath>

namespace dateline::extraction {
namespace {

bool IsWhole(double number, int least, int most) {
  return number == std::floor(number) && number >= least && number <= most;
}

// Behind "a.m.", "p.m." or "o'clock" at `at`; `*hour` becomes one of 24. `at`: nothing there.
int TakeHalfOfDay(Words words, int at, int* hour) {
  int end = at;
  const bool in_one = ReadsAny(words, at, {"am", "pm"});
  const bool in_two = ReadsAny(words, at, {"a", "p"}) && Reads(words, at + 1, ".") && Reads(words, at + 2, "m");
  const bool morning = in_one ? Reads(words, at, "am") : Reads(words, at, "a");
  if (in_one)
    end = At(words, at + 1).glued && Reads(words, at + 1, ".") && !At(words, at + 2).lower.empty() ? at + 2 : at + 1;
  if (in_two) end = at + 3;
  if (end == at || *hour > 12) return at;
  if (morning && *hour == 12) *hour = 0;
  if (!morning && *hour < 12) *hour += 12;
  return end;
}

int TakeZone(Words words, int at) {
  if (Reads(words, at, "local time")) return at + 2;
  const bool zone = ReadsAny(
      words, at,
      {"est", "edt", "cst", "cdt", "mst", "mdt", "pst", "pdt", "gmt", "utc", "cet", "cest", "bst", "ist", "et"});
  return zone && At(words, at).capitalized ? at + 1 : at;
}

// "noon", "midnight", "midday".
std::optional<Found> NamedTimeAt(Words words, int at) {
  if (!ReadsAny(words, at, {"noon", "midday", "midnight"})) return std::nullopt;
  Found found;
  found.begin = at;
  found.end = at + 1;
  found.meaning.type = TimeExpression::Type::kTime;
  found.meaning.hour = Reads(words, at, "midnight") ? 24 : 12;
  found.meaning.minute = 0;
  return found;
}

}  // namespace

std::optional<Found> ClockTimeAt(Words words, int at) {
  if (std::optional<Found> named = NamedTimeAt(words, at)) return named;
  if (!IsWhole(At(words, at).number, 0, 24) || At(words, at).span.size_bytes() > 2) return std::nullopt;
  Found found;
  found.begin = at;
  found.end = at + 1;
  found.meaning.type = TimeExpression::Type::kTime;
  int hour = static_cast<int>(At(words, at).number);
  const Word& minute = At(words, at + 2);
  const bool has_minute =
      Reads(words, at + 1, ":") && minute.glued && minute.span.size_bytes() == 2 && IsWhole(minute.number, 0, 59);
  found.meaning.minute = has_minute ? static_cast<int>(minute.number) : 0;
  if (has_minute) found.end = at + 3;
  const int half = TakeHalfOfDay(words, found.end, &hour);
  const bool o_clock =
      Reads(words, found.end, "o'clock") || (Reads(words, found.end, "o") && Reads(words, found.end + 2, "clock"));
  if (!has_minute && half == found.end && !o_clock) return std::nullopt;
  if (o_clock) found.end += Reads(words, found.end, "o") ? 3 : 1;
  if (half > found.end) found.end = half;
  found.end = TakeZone(words, found.end);
  found.meaning.hour = hour;
  return found;
}

}  // namespace dateline::extraction
