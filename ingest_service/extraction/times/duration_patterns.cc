#include "ingest_service/extraction/times/duration_patterns.h"

#include <algorithm>
#include <utility>

#include "ingest_service/extraction/times/calendar_patterns.h"

namespace dateline::extraction {
namespace {

using Type = TimeExpression::Type;

// How many: a number, an article, or a word for a vague number. count unset: vague.
struct Count {
  std::optional<double> count;
  int end = 0;
  bool is_article = false;
};

std::optional<Count> CountAt(Words words, int at) {
  if (ReadsAny(words, at, {"a", "the"}) && Reads(words, at + 1, "couple"))
    return Count{2, Reads(words, at + 2, "of") ? at + 3 : at + 2};
  if (Reads(words, at, "couple of")) return Count{2, at + 2};
  if (Reads(words, at, "half a") || Reads(words, at, "half an")) return Count{0.5, at + 2};
  if (Reads(words, at, "a few") || Reads(words, at, "a number"))
    return Count{std::nullopt, At(words, at + 1).lower == "number" ? at + 3 : at + 2};
  if (ReadsAny(words, at, {"few", "several", "many", "some", "recent", "coming"})) return Count{std::nullopt, at + 1};
  if (const auto number = NumberAt(words, at)) return Count{number->value, number->end};
  if (ReadsAny(words, at, {"a", "an"})) return Count{1, at + 1, true};
  return std::nullopt;
}

// Behind words between a number and its unit: "20 more years", "eight trading days".
int SkipInnerWord(Words words, int at) {
  return ReadsAny(words, at,
                  {"more", "full", "long", "consecutive", "straight", "additional", "trading", "business", "working",
                   "whole", "calendar"})
             ? at + 1
             : at;
}

bool IsAge(Words words, int end) {
  const int at = IsGluedDash(At(words, end)) ? end + 1 : end;
  return ReadsAny(words, at, {"old", "olds"}) || Reads(words, at, "of age");
}

// "to 18" of "12 to 18 months"; "-18" of "12-18 months".
int SkipRange(Words words, int at) {
  const bool joined = ReadsAny(words, at, {"to", "or"}) || IsGluedDash(At(words, at));
  if (!joined) return at;
  const auto number = NumberAt(words, at + 1);
  return number ? number->end : at;
}

void TakeAndAHalf(Words words, Found* found) {
  if (!Reads(words, found->end, "and a half") || !found->meaning.count) return;
  *found->meaning.count += 0.5;
  found->end += 3;
}

// Words before a stretch of time.
constexpr std::initializer_list<absl::string_view> kBeforeStretch = {
    "for", "in", "over", "within", "after", "than", "about", "once", "lasted", "of", "took", "take", "takes", "by"};

// "for years", "the past weeks".
std::optional<Found> BarePluralAt(Words words, int at, bool expected) {
  if (!expected || !IsPluralUnit(At(words, at).lower) || IsAge(words, at + 1)) return std::nullopt;
  Found found;
  found.end = at + 1;
  found.meaning.type = Type::kDuration;
  found.meaning.unit = *UnitOf(At(words, at).lower);
  return found;
}

// "a year" alone is a rate ("$5 a year") more often than a stretch of time.
bool IsRate(Words words, const Found& units) {
  const bool article = ReadsAny(words, units.begin, {"a", "an"}) && units.end == units.begin + 2;
  return article && !ReadsAny(words, units.begin - 1, kBeforeStretch) &&
         !ReadsAny(words, units.end, {"after", "before"});
}

}  // namespace

int SkipApproximation(Words words, int at) {
  for (absl::string_view phrase :
       {"no more than", "no less than", "no fewer than", "more than", "less than", "fewer than", "at least", "at most",
        "up to", "as long as", "about", "around", "nearly", "almost", "roughly", "approximately", "some"}) {
    if (!Reads(words, at, phrase)) continue;
    return at + 1 + static_cast<int>(std::count(phrase.begin(), phrase.end(), ' '));
  }
  return Reads(words, at, "over") && ReadsAny(words, at + 1, {"a", "an"}) ? at + 1 : at;
}

std::optional<Found> UnitsAt(Words words, int at) {
  const auto count = CountAt(words, at);
  if (!count) return std::nullopt;
  int unit_at = SkipRange(words, count->end);
  const bool hyphenated = IsGluedDash(At(words, unit_at)) && At(words, unit_at + 1).glued;
  unit_at = hyphenated ? unit_at + 1 : SkipInnerWord(words, unit_at);
  const auto unit = UnitOf(At(words, unit_at).lower);
  if (!unit || IsAge(words, unit_at + 1)) return std::nullopt;
  if (*unit == Unit::kSecond && !IsPluralUnit(At(words, unit_at).lower)) return std::nullopt;  // "a second term"
  if (*unit == Unit::kQuarter && count->is_article) return std::nullopt;                       // "a quarter of them"
  const bool vague_singular = !count->count && !IsPluralUnit(At(words, unit_at).lower);
  if (vague_singular || (hyphenated && IsPluralUnit(At(words, unit_at).lower))) return std::nullopt;
  Found found;
  found.begin = at;
  found.end = unit_at + 1;
  found.meaning.type = Type::kDuration;
  found.meaning.count = count->count;
  found.meaning.unit = *unit;
  TakeAndAHalf(words, &found);
  return found;
}

std::optional<Found> DurationAt(Words words, int at) {
  int core = SkipApproximation(words, at);
  const bool approximated = core > at, definite = ReadsAny(words, core, {"the", "these", "those"});
  if (definite) ++core;
  const bool anchored =
      ReadsAny(words, core, {"past", "last", "next", "coming", "previous", "first", "final", "following", "latest"});
  if (anchored) ++core;
  std::optional<Found> units = UnitsAt(words, core);
  if (!units) units = BarePluralAt(words, core, anchored || (!definite && ReadsAny(words, at - 1, kBeforeStretch)));
  const bool plain = units && !approximated && !definite && !anchored;
  if (!units || (plain && IsRate(words, *units))) return std::nullopt;
  const bool hyphenated = IsGluedDash(At(words, units->end - 2));
  if (hyphenated && definite) return std::nullopt;  // "the two-week visit": the article is the visit's
  units->begin = at;
  return units;
}

std::optional<Found> SetAt(Words words, int at) {
  constexpr std::pair<absl::string_view, Unit> kAdverbs[] = {{"hourly", Unit::kHour}, {"daily", Unit::kDay},
                                                             {"weekly", Unit::kWeek}, {"monthly", Unit::kMonth},
                                                             {"yearly", Unit::kYear}, {"annually", Unit::kYear}};
  Found found;
  found.begin = at;
  found.meaning.type = Type::kSet;
  found.meaning.count = 1;
  for (const auto& [adverb, unit] : kAdverbs) {
    if (!Reads(words, at, adverb) || At(words, at + 1).capitalized || ReadsAny(words, at - 1, {"%", "percent"}))
      continue;
    found.meaning.unit = unit;
    found.end = at + 1;
    return found;
  }
  if (!ReadsAny(words, at, {"every", "each"})) return std::nullopt;
  const bool other = Reads(words, at + 1, "other");
  const int noun = other ? at + 2 : at + 1;
  if (other) found.meaning.count = 2;
  if (const auto weekday = WeekdayAt(words, noun)) {
    found.meaning.weekday = weekday->meaning.weekday;
    found.end = weekday->end;
    return found;
  }
  if (const auto month = MonthNameAt(words, noun)) {
    found.meaning.month = month->month;
    found.end = month->end;
    return found;
  }
  const absl::string_view part = DayPartOf(At(words, noun).lower);
  if (!part.empty()) {
    found.meaning.day_part = part;
    found.end = noun + 1;
    return found;
  }
  const auto number = NumberAt(words, noun);
  const auto unit = UnitOf(At(words, number ? number->end : noun).lower);
  if (!unit) return std::nullopt;
  if (number) found.meaning.count = number->value;
  found.meaning.unit = *unit;
  found.end = (number ? number->end : noun) + 1;
  return found;
}

std::optional<Found> ReferenceAt(Words words, int at) {
  struct Phrase {
    absl::string_view words, reference;
  };
  constexpr Phrase kPhrases[] = {{"right now", "PRESENT_REF"},    {"at present", "PRESENT_REF"},
                                 {"these days", "PRESENT_REF"},   {"nowadays", "PRESENT_REF"},
                                 {"presently", "PRESENT_REF"},    {"currently", "PRESENT_REF"},
                                 {"now", "PRESENT_REF"},          {"the moment", "PRESENT_REF"},
                                 {"more recently", "PAST_REF"},   {"most recently", "PAST_REF"},
                                 {"recently", "PAST_REF"},        {"the recent past", "PAST_REF"},
                                 {"the past", "PAST_REF"},        {"the near future", "FUTURE_REF"},
                                 {"the future", "FUTURE_REF"},    {"the foreseeable future", "FUTURE_REF"},
                                 {"the near term", "FUTURE_REF"}, {"the short term", "FUTURE_REF"},
                                 {"soon", "FUTURE_REF"}};
  for (const Phrase& phrase : kPhrases) {
    if (!Reads(words, at, phrase.words)) continue;
    Found found;
    found.begin = at;
    found.end = at + 1 + static_cast<int>(std::count(phrase.words.begin(), phrase.words.end(), ' '));
    found.meaning.reference = phrase.reference;
    if (phrase.words == "the moment" && !Reads(words, at - 1, "at")) return std::nullopt;
    if (phrase.words == "soon" &&
        (ReadsAny(words, at - 1, {"as", "so"}) || ReadsAny(words, found.end, {"after", "as"})))
      return std::nullopt;
    if (phrase.words == "the past" && !ReadsAny(words, at - 1, {"in", "of", "from", "than", "to"})) return std::nullopt;
    if (phrase.words == "the future" && Reads(words, found.end, "of")) return std::nullopt;
    return found;
  }
  return std::nullopt;
}

}  // namespace dateline::extraction
