#include "cli/labels.h"

#include <algorithm>
#include <cstdio>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "absl/time/civil_time.h"

namespace dateline::cli {
namespace {

// "FACT_KIND_" of FactKind: what comes before UNSPECIFIED in the name of the zero.
absl::string_view ValuePrefix(const google::protobuf::EnumDescriptor& descriptor) {
  return absl::StripSuffix(descriptor.FindValueByNumber(0)->name(), "UNSPECIFIED");
}

// Digits only, `width` of them.
bool ParsePart(absl::string_view text, size_t width, int32_t* number) {
  for (const char character : text) {
    if (!absl::ascii_isdigit(character)) return false;
  }
  return text.size() == width && absl::SimpleAtoi(text, number) && *number > 0;
}

v1::Date ToDate(absl::CivilDay day) {
  v1::Date date;
  date.set_year(static_cast<int32_t>(day.year()));
  date.set_month(day.month());
  date.set_day(day.day());
  return date;
}

}  // namespace

std::string EnumLabel(const google::protobuf::EnumDescriptor& descriptor, int number) {
  const auto* value = descriptor.FindValueByNumber(number);
  if (value == nullptr) return absl::StrCat(number);
  return absl::AsciiStrToLower(absl::StripPrefix(value->name(), ValuePrefix(descriptor)));
}

std::map<std::string, int> EnumLabels(const google::protobuf::EnumDescriptor& descriptor) {
  std::map<std::string, int> labels;
  for (int i = 0; i < descriptor.value_count(); ++i) {
    const int number = descriptor.value(i)->number();
    if (number != 0) labels.emplace(EnumLabel(descriptor, number), number);
  }
  return labels;
}

std::string DateLabel(const v1::Date& date) {
  const bool has_day = date.day() != 0;
  const bool has_month = has_day || date.month() != 0;
  if (date.year() == 0 && !has_month) return "";
  std::string label = date.year() != 0 ? absl::StrFormat("%04d", date.year()) : "XXXX";
  if (has_month) absl::StrAppend(&label, date.month() != 0 ? absl::StrFormat("-%02d", date.month()) : "-XX");
  if (has_day) absl::StrAppend(&label, absl::StrFormat("-%02d", date.day()));
  return label;
}

absl::StatusOr<v1::Date> ParseDate(absl::string_view text) {
  const std::vector<absl::string_view> parts = absl::StrSplit(text, '-');
  int32_t year = 0, month = 0, day = 0;
  const bool readable = parts.size() <= 3 && ParsePart(parts[0], 4, &year) &&
                        (parts.size() < 2 || ParsePart(parts[1], 2, &month)) &&
                        (parts.size() < 3 || ParsePart(parts[2], 2, &day));
  // A civil day that no calendar has is normalized to another one.
  const absl::CivilDay civil(year, month == 0 ? 1 : month, day == 0 ? 1 : day);
  if (!readable || (month != 0 && civil.month() != month) || (day != 0 && civil.day() != day)) {
    return absl::InvalidArgumentError(absl::StrCat("'", text, "' is not a date: write YYYY-MM-DD, YYYY-MM or YYYY"));
  }
  v1::Date date;
  date.set_year(year);
  date.set_month(month);
  date.set_day(day);
  return date;
}

v1::Date FirstDay(const v1::Date& date) {
  return ToDate(absl::CivilDay(date.year(), date.month() == 0 ? 1 : date.month(), date.day() == 0 ? 1 : date.day()));
}

v1::Date LastDay(const v1::Date& date) {
  if (date.day() != 0) return date;
  if (date.month() == 0) return ToDate(absl::CivilDay(date.year(), 12, 31));
  return ToDate(absl::CivilDay(absl::CivilMonth(date.year(), date.month()) + 1) - 1);
}

std::string NumberLabel(double number) {
  std::string label = absl::StrFormat("%.6f", number);
  label.erase(label.find_last_not_of('0') + 1);
  label = std::string(absl::StripSuffix(label, "."));
  const size_t sign = number < 0 ? 1 : 0;
  const size_t whole = std::min(label.find('.'), label.size());
  if (whole - sign < 5) return label;
  for (size_t at = whole; at > sign + 3;) label.insert(at -= 3, 1, ',');
  return label;
}

}  // namespace dateline::cli
