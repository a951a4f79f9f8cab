#include "ingest_service/extraction/times/duration_value.h"

#include <cmath>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace dateline::extraction {
namespace {

bool IsClockUnit(Unit unit) { return unit == Unit::kSecond || unit == Unit::kMinute || unit == Unit::kHour; }

// The next smaller unit and how many of it make one of `unit`.
struct Smaller {
  Unit unit;
  int count;
};
std::optional<Smaller> SmallerUnit(Unit unit) {
  switch (unit) {
    case Unit::kMinute:
      return Smaller{Unit::kSecond, 60};
    case Unit::kHour:
      return Smaller{Unit::kMinute, 60};
    case Unit::kDay:
      return Smaller{Unit::kHour, 24};
    case Unit::kYear:
      return Smaller{Unit::kMonth, 12};
    default:
      return std::nullopt;
  }
}

std::string Part(double count, Unit unit) { return absl::StrCat(count, IsoLetterOf(unit)); }

}  // namespace

std::string DurationValue(std::optional<double> count, Unit unit) {
  if (!count) return absl::StrCat(IsClockUnit(unit) ? "PTX" : "PX", IsoLetterOf(unit));
  if (unit == Unit::kDecade) return DurationValue(*count * 10, Unit::kYear);
  if (unit == Unit::kCentury) return DurationValue(*count * 100, Unit::kYear);
  if (unit == Unit::kWeekend) return DurationValue(*count * 2, Unit::kDay);
  const double whole = std::floor(*count);
  const auto smaller = SmallerUnit(unit);
  const double rest = smaller ? std::round((*count - whole) * smaller->count) : 0;
  if (rest == 0) return absl::StrCat(IsClockUnit(unit) ? "PT" : "P", Part(*count, unit));
  const absl::string_view designator = IsClockUnit(unit) ? "T" : "";
  const absl::string_view inner = !IsClockUnit(unit) && IsClockUnit(smaller->unit) ? "T" : "";
  return absl::StrCat("P", designator, whole > 0 ? Part(whole, unit) : "", inner, Part(rest, smaller->unit));
}

std::string SetValue(const Meaning& meaning) {
  if (meaning.weekday) return absl::StrFormat("XXXX-WXX-%d", *meaning.weekday);
  if (meaning.month) return absl::StrFormat("XXXX-%02d", *meaning.month);
  if (!meaning.day_part.empty()) return absl::StrCat("XXXX-XX-XXT", meaning.day_part);
  return DurationValue(meaning.count, meaning.unit);
}

}  // namespace dateline::extraction
