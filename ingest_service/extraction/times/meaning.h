// What the words of a time expression say before anyone knows on which day they were written.
#ifndef DATELINE_INGEST_SERVICE_EXTRACTION_TIMES_MEANING_H_
#define DATELINE_INGEST_SERVICE_EXTRACTION_TIMES_MEANING_H_

#include <optional>

#include "absl/strings/string_view.h"
#include "ingest_service/extraction/times/time_expression.h"
#include "ingest_service/extraction/times/time_lexicon.h"

namespace dateline::extraction {

// Which of several days, months, ... of one name is meant.
enum class Direction {
  kByTense,   // "Friday": the verb tells
  kThis,      // "this June"
  kPast,      // "last Friday"
  kFuture,    // "next Friday", "this coming Friday"
  kPrevious,  // "the quarter", "the latest period": the last that is over
};

// The fields that the words fill. A point in time is its coarsest known field narrowed by the finer ones: "June last
// year" is {shift_unit = kYear, shift = -1, month = 6}. All views are string constants.
struct Meaning {
  TimeExpression::Type type = TimeExpression::Type::kDate;

  absl::string_view reference;     // "PRESENT_REF", "PAST_REF", "FUTURE_REF"; set: nothing else is
  std::optional<Unit> shift_unit;  // moved from the day of publication by `shift` of these; sets the granularity
  int shift = 0;
  bool from_spoken = false;  // counts from the time last spoken of instead: "that year", "the next day"
  bool is_distance = false;  // "three years later": the shifted time stays as exact as the one it counts from
  Direction direction = Direction::kByTense;

  std::optional<int> year, year_end;  // "2026-2030" has both
  std::optional<int> decade;          // 199 for the 1990s
  std::optional<int> century;         // 19 for the 20th
  std::optional<int> half, quarter;   // of a year, from 1
  std::optional<int> first_months;    // 9 for "the first nine months of 2019"
  std::optional<int> month;           // from 1
  std::optional<int> day, day_end;    // of the month; "May 15-24" has both
  std::optional<int> weekday;         // 1 = Monday
  std::optional<int> nth;             // of that weekday in the month; -1: the last
  absl::string_view season;           // "SU"
  absl::string_view day_part;         // "MO"
  std::optional<int> hour, minute;

  std::optional<double> count;  // of a duration; unset in one: vague ("several days")
  Unit unit = Unit::kDay;       // of a duration or set
};

// A stretch of words that says when.
struct Found {
  int begin = 0;  // words
  int end = 0;
  Meaning meaning;
};

}  // namespace dateline::extraction

#endif  // DATELINE_INGEST_SERVICE_EXTRACTION_TIMES_MEANING_H_
