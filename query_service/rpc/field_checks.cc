#include "query_service/rpc/field_checks.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/time/civil_time.h"
#include "query_service/segments/fact_days.h"

namespace dateline::rpc {
namespace {

constexpr size_t kMaxIdBytes = 128;
constexpr absl::string_view kArticles = "articles/";
constexpr absl::string_view kFacts = "/facts/";
constexpr absl::string_view kEntities = "entities/";

bool IsIdCharacter(char character) {
  return absl::ascii_isalnum(character) || absl::StrContains("._~-", absl::string_view(&character, 1));
}

bool IsId(absl::string_view id) {
  return !id.empty() && id.size() <= kMaxIdBytes && std::all_of(id.begin(), id.end(), IsIdCharacter);
}

bool IsArticleName(absl::string_view name) {
  return absl::StartsWith(name, kArticles) && IsId(name.substr(kArticles.size()));
}

bool IsFactName(absl::string_view name) {
  const size_t facts = name.find(kFacts);
  return facts != absl::string_view::npos && IsArticleName(name.substr(0, facts)) &&
         IsId(name.substr(facts + kFacts.size()));
}

// The first that `check` objects to, by its place in `values`.
template <typename Values, typename Check>
absl::Status CheckEach(const Values& values, int limit, absl::string_view field, Check check) {
  if (absl::Status count = CheckCount(values.size(), limit, field); !count.ok()) return count;
  for (int index = 0; index < values.size(); ++index) {
    if (absl::Status checked = check(values[index], absl::StrCat(field, "[", index, "]")); !checked.ok())
      return checked;
  }
  return absl::OkStatus();
}

// 0001-01-01 and the second before 10000-01-01, as google.protobuf.Timestamp allows.
constexpr int64_t kFirstSecond = -62135596800;
constexpr int64_t kLastSecond = 253402300799;
constexpr int32_t kNanosPerSecond = 1'000'000'000;

absl::Status NameError(absl::string_view field, absl::string_view form) {
  return errors::FieldError(
      "NAME_INVALID", field,
      absl::StrCat("must be ", form, " with 1 to ", kMaxIdBytes, " characters of [A-Za-z0-9._~-] in braces' place"));
}

}  // namespace

absl::Status CheckArticleName(absl::string_view name, absl::string_view field) {
  return IsArticleName(name) ? absl::OkStatus() : NameError(field, "articles/{article}");
}

absl::Status CheckFactName(absl::string_view name, absl::string_view field) {
  return IsFactName(name) ? absl::OkStatus() : NameError(field, "articles/{article}/facts/{fact}");
}

absl::Status CheckEntityName(absl::string_view name, absl::string_view field) {
  const bool valid = absl::StartsWith(name, kEntities) && IsId(name.substr(kEntities.size()));
  return valid ? absl::OkStatus() : NameError(field, "entities/{entity}");
}

absl::Status CheckEntityNames(const google::protobuf::RepeatedPtrField<std::string>& names, int limit,
                              absl::string_view field) {
  return CheckEach(names, limit, field, CheckEntityName);
}

absl::Status CheckText(absl::string_view text, int min_bytes, int max_bytes, absl::string_view field) {
  const int bytes = static_cast<int>(text.size());
  if (bytes >= min_bytes && bytes <= max_bytes) return absl::OkStatus();
  return errors::FieldError("FIELD_INVALID", field,
                            absl::StrCat("has ", bytes, " bytes; must have ", min_bytes, " to ", max_bytes));
}

absl::Status CheckTexts(const google::protobuf::RepeatedPtrField<std::string>& texts, int limit, int max_bytes,
                        absl::string_view field) {
  return CheckEach(texts, limit, field, [max_bytes](const std::string& text, const std::string& path) {
    return CheckText(text, 1, max_bytes, path);
  });
}

absl::Status CheckLimit(int number, int limit, absl::string_view field) {
  if (number >= 0 && number <= limit) return absl::OkStatus();
  return errors::FieldError("FIELD_INVALID", field,
                            absl::StrCat("is ", number, "; must be 0 (the default) to ", limit));
}

absl::Status CheckPageSize(int page_size, int limit) {
  if (page_size >= 0 && page_size <= limit) return absl::OkStatus();
  return errors::FieldError("PAGE_SIZE_INVALID", "page_size",
                            absl::StrCat("is ", page_size, "; must be 0 (the default) to ", limit));
}

absl::Status CheckCountryCode(absl::string_view code, absl::string_view field) {
  const bool valid = code.empty() || (code.size() == 2 && absl::ascii_isupper(code[0]) && absl::ascii_isupper(code[1]));
  if (valid) return absl::OkStatus();
  return errors::FieldError("FIELD_INVALID", field, "must be an ISO 3166-1 alpha-2 code in capitals, such as VN");
}

absl::Status CheckCountryCodes(const google::protobuf::RepeatedPtrField<std::string>& codes, int limit,
                               absl::string_view field) {
  return CheckEach(codes, limit, field, [](const std::string& code, const std::string& path) {
    return code.empty() ? errors::FieldError("FIELD_INVALID", path, "must not be empty") : CheckCountryCode(code, path);
  });
}

absl::Status CheckTimestamp(const google::protobuf::Timestamp& time, absl::string_view field) {
  const bool valid = time.seconds() >= kFirstSecond && time.seconds() <= kLastSecond && time.nanos() >= 0 &&
                     time.nanos() < kNanosPerSecond;
  if (valid) return absl::OkStatus();
  return errors::FieldError("FIELD_INVALID", field, "must be a moment of the years 1 to 9999");
}

absl::Status CheckTimeRange(const v1::TimeRange& range, absl::string_view field) {
  if (range.has_begin_time()) {
    const absl::Status begin = CheckTimestamp(range.begin_time(), absl::StrCat(field, ".begin_time"));
    if (!begin.ok()) return begin;
  }
  if (range.has_end_time()) {
    const absl::Status end = CheckTimestamp(range.end_time(), absl::StrCat(field, ".end_time"));
    if (!end.ok()) return end;
  }
  const auto moment = [](const google::protobuf::Timestamp& time) {
    return std::make_pair(time.seconds(), time.nanos());
  };
  const bool is_reversed =
      range.has_begin_time() && range.has_end_time() && moment(range.begin_time()) > moment(range.end_time());
  return is_reversed ? errors::FieldError("FIELD_INVALID", field, "ends before it begins") : absl::OkStatus();
}

absl::Status CheckWholeDate(const v1::Date& date, absl::string_view field) {
  if (date.year() >= 1 && date.year() <= 9999) {
    // CivilDay carries what overflows: 30 February becomes a day of March.
    const absl::CivilDay day(date.year(), date.month(), date.day());
    if (day.year() == date.year() && day.month() == date.month() && day.day() == date.day()) return absl::OkStatus();
  }
  return errors::FieldError("FIELD_INVALID", field,
                            "must be a whole date: year 1 to 9999, a month, a day of that month");
}

absl::Status CheckDateRange(const v1::DateRange& range, absl::string_view field) {
  if (range.has_first()) {
    if (absl::Status first = CheckWholeDate(range.first(), absl::StrCat(field, ".first")); !first.ok()) return first;
  }
  if (range.has_last()) {
    if (absl::Status last = CheckWholeDate(range.last(), absl::StrCat(field, ".last")); !last.ok()) return last;
  }
  const bool is_reversed =
      range.has_first() && range.has_last() && segments::FirstDay(range.first()) > segments::LastDay(range.last());
  return is_reversed ? errors::FieldError("FIELD_INVALID", field, "ends before it begins") : absl::OkStatus();
}

absl::Status CheckCount(int count, int limit, absl::string_view field) {
  if (count <= limit) return absl::OkStatus();
  return errors::FieldError("FIELD_INVALID", field,
                            absl::StrCat("has ", count, " values; at most ", limit, " are allowed"));
}

}  // namespace dateline::rpc
