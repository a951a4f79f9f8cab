#include "ingest_service/extraction/quantities/figure.h"

#include <algorithm>
#include <cmath>

#include "absl/strings/ascii.h"
#include "ingest_service/extraction/quantities/currency.h"

namespace dateline::extraction {
namespace {

// Whether the words before `at` end with `phrase`.
bool Follows(Words words, int at, absl::string_view phrase) {
  const int count = 1 + static_cast<int>(std::count(phrase.begin(), phrase.end(), ' '));
  return at >= count && Reads(words, at - count, phrase);
}

bool FollowsApproximator(Words words, int at) {
  for (absl::string_view phrase :
       {"about",      "around",     "nearly",     "almost",     "approximately", "roughly",      "some",
        "over",       "more than",  "less than",  "fewer than", "at least",      "at most",      "up to",
        "as many as", "as much as", "close to",   "estimated",  "upwards of",    "no more than", "an average of",
        "under",      "just over",  "just under", "circa"}) {
    if (Follows(words, at, phrase)) return true;
  }
  return false;
}

// Behind "or more", "-plus", "or so" at `at`; `at`: none there.
int SkipVagueTail(Words words, int at) {
  for (absl::string_view phrase : {"or more", "or so", "or fewer", "- plus", "plus", "+"}) {
    if (Reads(words, at, phrase)) return at + 1 + static_cast<int>(std::count(phrase.begin(), phrase.end(), ' '));
  }
  return at;
}

// Letters that stand for a scale behind digits: "7bn", "24k".
double GluedScale(const Word& word) {
  if (!word.glued) return 1;
  if (word.lower == "bn" || word.lower == "b") return 1e9;
  if (word.lower == "m" || word.lower == "mn") return 1e6;
  if (word.lower == "k") return 1e3;
  if (word.lower == "tn") return 1e12;
  return 1;
}

struct Amount {
  double value = 0, scale = 1;  // value = what is written times scale
  absl::string_view currency;
  int end = 0;
};

// "$7 billion", "7bn", "twenty".
std::optional<Amount> AmountAt(Words words, int at) {
  const auto sign = CurrencySignAt(words, at);
  const auto number = NumberAt(words, sign ? sign->end : at);
  if (!number) return std::nullopt;
  Amount amount;
  amount.value = number->value;
  amount.end = number->end;
  if (sign) amount.currency = sign->code;
  if (const double scale = GluedScale(At(words, amount.end)); scale > 1 && At(words, amount.end - 1).number >= 0) {
    amount.value *= scale;
    amount.scale = scale;
    ++amount.end;
  } else if (const double written = At(words, sign ? sign->end : at).number; written > 0) {
    amount.scale = amount.value / written;
  }
  return amount;
}

// The second end of a range behind `first`: "–17", " to 40", " and $7 billion" after "between".
std::optional<Amount> RangeEndAt(Words words, int begin, const Amount& first) {
  const bool between = Reads(words, begin - 1, "between") && Reads(words, first.end, "and");
  const bool dashed = IsGluedDash(At(words, first.end)) && At(words, first.end + 1).glued;
  const bool to = ReadsAny(words, first.end, {"to", "or"}) && !Reads(words, begin - 1, "from");
  if (!between && !dashed && !to) return std::nullopt;
  std::optional<Amount> second = AmountAt(words, first.end + 1);
  return second && second->value > first.value ? second : std::nullopt;
}

// "percent", "%", "per cent", "percentage points" at `*at`, which moves behind it; empty: none.
absl::string_view TakePercent(Words words, int* at) {
  for (absl::string_view phrase : {"percentage points", "percentage point"}) {
    if (Reads(words, *at, phrase)) {
      *at += 2;
      return "percentage points";
    }
  }
  if (Reads(words, *at, "per cent")) {
    *at += 2;
    return "percent";
  }
  if (!ReadsAny(words, *at, {"%", "percent", "pct"})) return {};
  ++*at;
  return "percent";
}

// "half", "a quarter", "two-thirds" of something, as percent.
std::optional<Figure> ShareAt(Words words, int at) {
  struct Share {
    absl::string_view words;
    double percent;
  };
  constexpr Share kShares[] = {{"three - quarters", 75},
                               {"three quarters", 75},
                               {"two - thirds", 200.0 / 3},
                               {"two thirds", 200.0 / 3},
                               {"a quarter", 25},
                               {"one - quarter", 25},
                               {"a third", 100.0 / 3},
                               {"one - third", 100.0 / 3},
                               {"a fifth", 20},
                               {"one - fifth", 20},
                               {"half", 50}};
  for (const Share& share : kShares) {
    if (!Reads(words, at, share.words)) continue;
    Figure figure;
    figure.begin = at;
    figure.end = at + 1 + static_cast<int>(std::count(share.words.begin(), share.words.end(), ' '));
    figure.value = share.percent;
    figure.unit = "percent";
    figure.approximate = FollowsApproximator(words, at);
    return Reads(words, figure.end, "of") ? std::optional<Figure>(figure) : std::nullopt;
  }
  return std::nullopt;
}

bool IsLetters(const Word& word) {
  return !word.lower.empty() &&
         (absl::ascii_isalpha(word.lower[0]) || static_cast<unsigned char>(word.lower[0]) >= 0xC3);
}

// "F-16", "COVID-19", "G7", "mid-30s".
bool IsInsideName(Words words, const Figure& figure) {
  const Word &first = At(words, figure.begin), &before = At(words, figure.begin - 1);
  if (first.glued && IsLetters(before)) return true;
  if (first.glued && IsGluedDash(before) && IsLetters(At(words, figure.begin - 2))) return true;
  if (first.glued && (before.lower == "#" || before.lower == "." || before.lower == "/" || before.lower == ":" ||
                      before.lower == "[" || before.lower == "]"))
    return true;
  const Word& behind = At(words, figure.end);
  if (!behind.glued) return false;
  const bool measure = ReadsAny(
      words, figure.end, {"km", "m", "cm", "mm", "kg", "g", "mw", "gw", "kw", "ha", "mph", "kph", "ft", "c", "f"});
  return (IsLetters(behind) && !measure) || ReadsAny(words, figure.end, {"/", ":", "°"});
}

// "Region 11", "Article 5", "No. 10", "Task Force 50": a capitalized noun before digits with no noun of theirs behind.
bool IsLabel(Words words, const Figure& figure) {
  const Word& before = At(words, figure.begin - 1);
  if (ReadsAny(words, figure.begin - 1,
               {"no", "number", "page", "chapter", "article", "section", "phase", "level", "route", "flight", "channel",
                "resolution", "resolutions", "room", "grade", "category"}))
    return true;
  if (Reads(words, figure.begin - 1, ".") && Reads(words, figure.begin - 2, "no")) return true;
  const bool bare = At(words, figure.begin).number >= 0 && figure.unit.empty();
  const bool noun_before = before.capitalized && IsLetters(before) && figure.begin > 1;
  const bool noun_behind =
      IsLetters(At(words, figure.end)) && !ReadsAny(words, figure.end,
                                                    {"and", "or", "in", "of", "on", "at", "to", "is", "was", "were",
                                                     "will", "has", "from", "for", "with", "by"});
  return bare && noun_before && !noun_behind;
}

// "aged 45", "at the age of 68", "aged between 51 and 60".
bool FollowsAge(Words words, int at) {
  while (ReadsAny(words, at - 1,
                  {"of", "about", "around", "above", "over", "under", "between", "from", "at", "only", "just"}))
    --at;
  return ReadsAny(words, at - 1, {"aged", "age", "ages"}) || Reads(words, at - 3, "age from") ||
         Reads(words, at - 2, "in age");
}

// "He was 85.", "she turned 90,".
bool IsPersonsNumber(Words words, const Figure& figure) {
  const bool ends = ReadsAny(words, figure.end, {".", ",", ";", "", "when", "years"});
  return ends && ReadsAny(words, figure.begin - 1, {"was", "is", "turned", "turns"}) &&
         ReadsAny(words, figure.begin - 2, {"he", "she", "who", ","});
}

bool IsAge(Words words, const Figure& figure) {
  if (FollowsAge(words, figure.begin) || IsPersonsNumber(words, figure)) return true;
  const int unit = IsGluedDash(At(words, figure.end)) ? figure.end + 1 : figure.end;
  if (ReadsAny(words, unit, {"year", "years", "month", "months"})) {
    const int old = IsGluedDash(At(words, unit + 1)) ? unit + 2 : unit + 1;
    return ReadsAny(words, old, {"old", "olds"});
  }
  // ", 45," or ", 40 and 49," behind a name.
  const auto adult = [&](int at) { return At(words, at).number >= 10 && At(words, at).number < 110; };
  if (!adult(figure.begin)) return false;
  const auto behind_name = [&](int at) { return Reads(words, at - 1, ",") && At(words, at - 2).capitalized; };
  if (Reads(words, figure.begin - 1, "and") && adult(figure.begin - 2) && behind_name(figure.begin - 2)) return true;
  const bool first_of_two =
      Reads(words, figure.end, "and") && adult(figure.end + 1) && Reads(words, figure.end + 2, ",");
  return behind_name(figure.begin) && (first_of_two || Reads(words, figure.end, ","));
}

// "the two sides", "both countries": a known pair or handful.
bool IsKnownGroup(Words words, const Figure& figure) {
  constexpr double kHandful = 4;
  if (figure.value > kHandful || !figure.unit.empty()) return false;
  return ReadsAny(words, figure.begin - 1,
                  {"the", "these", "those", "both", "his", "her", "their", "its", "our", "my", "your", "s", "all",
                   "other", "last", "first", "next"});
}

bool IsListNumber(Words words, const Figure& figure) {
  return figure.begin == 0 && (Reads(words, figure.end, ".") || Reads(words, figure.end, ")"));
}

// "Three Connections": a word that is part of a title.
bool IsTitleWord(Words words, const Figure& figure) {
  const Word& first = At(words, figure.begin);
  return first.number < 0 && first.capitalized && figure.begin > 0 && At(words, figure.end).capitalized;
}

}  // namespace

std::optional<Figure> FigureAt(Words words, int at) {
  if (std::optional<Figure> share = ShareAt(words, at)) return share;
  const auto first = AmountAt(words, at);
  if (!first) return std::nullopt;
  Figure figure;
  figure.begin = at;
  figure.end = first->end;
  figure.value = first->value;
  absl::string_view currency = first->currency;
  if (const auto second = RangeEndAt(words, at, *first)) {
    if (first->scale == 1 && second->scale >= 1000) figure.value *= second->scale;
    figure.value_max = second->value;
    figure.end = second->end;
    if (currency.empty()) currency = second->currency;
  }
  const int tail = SkipVagueTail(words, figure.end);
  figure.approximate = tail > figure.end || FollowsApproximator(words, Reads(words, at - 1, "between") ? at - 1 : at);
  int unit_at = IsGluedDash(At(words, tail)) ? tail + 1 : tail;
  if (const absl::string_view percent = TakePercent(words, &unit_at); !percent.empty()) {
    figure.unit = std::string(percent);
    figure.end = unit_at;
  } else if (const auto name = CurrencyNameAt(words, unit_at); name && currency.empty()) {
    figure.unit = std::string(name->code);
    figure.end = name->end;
  } else {
    figure.unit = std::string(currency);
    figure.end = tail;
  }
  return figure;
}

bool IsReported(Words words, const Figure& figure) {
  if (!figure.unit.empty()) return !(IsInsideName(words, figure) && At(words, figure.begin).number >= 0);
  const bool ordinal = OrdinalAt(words, figure.begin).has_value();
  const bool zone = ReadsAny(words, figure.end, {"utc", "gmt"});
  return !ordinal && !zone && !IsInsideName(words, figure) && !IsLabel(words, figure) && !IsAge(words, figure) &&
         !IsKnownGroup(words, figure) && !IsListNumber(words, figure) && !IsTitleWord(words, figure);
}

}  // namespace dateline::extraction
