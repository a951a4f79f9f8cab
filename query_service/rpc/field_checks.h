// Checks of single fields.
#ifndef DATELINE_QUERY_SERVICE_RPC_FIELD_CHECKS_H_
#define DATELINE_QUERY_SERVICE_RPC_FIELD_CHECKS_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "dateline/v1/query_service.pb.h"
#include "google/protobuf/repeated_field.h"
#include "google/protobuf/timestamp.pb.h"
#include "platform/errors/errors.h"

// Each gives OK, or INVALID_ARGUMENT that names `field` by its path in the request.
namespace dateline::rpc {

// `articles/{article}`, `articles/{article}/facts/{fact}`, `entities/{entity}`; ids are 1 to 128 characters of
// [A-Za-z0-9._~-]. NAME_INVALID.
absl::Status CheckArticleName(absl::string_view name, absl::string_view field);
absl::Status CheckFactName(absl::string_view name, absl::string_view field);
absl::Status CheckEntityName(absl::string_view name, absl::string_view field);

// Each of `names` as CheckEntityName; at most `limit`. FIELD_INVALID, NAME_INVALID.
absl::Status CheckEntityNames(const google::protobuf::RepeatedPtrField<std::string>& names, int limit,
                              absl::string_view field);

// `text` of `min_bytes` to `max_bytes`. FIELD_INVALID.
absl::Status CheckText(absl::string_view text, int min_bytes, int max_bytes, absl::string_view field);

// At most `limit` texts of 1 to `max_bytes` each. FIELD_INVALID.
absl::Status CheckTexts(const google::protobuf::RepeatedPtrField<std::string>& texts, int limit, int max_bytes,
                        absl::string_view field);

// 0 (the default) to `limit`. FIELD_INVALID.
absl::Status CheckLimit(int number, int limit, absl::string_view field);

// 0 (the default) to `limit`. PAGE_SIZE_INVALID.
absl::Status CheckPageSize(int page_size, int limit);

// Empty or two capital letters. FIELD_INVALID.
absl::Status CheckCountryCode(absl::string_view code, absl::string_view field);

// At most `limit` codes, none empty. FIELD_INVALID.
absl::Status CheckCountryCodes(const google::protobuf::RepeatedPtrField<std::string>& codes, int limit,
                               absl::string_view field);

// Year 1 to 9999, nanoseconds within a second. FIELD_INVALID.
absl::Status CheckTimestamp(const google::protobuf::Timestamp& time, absl::string_view field);

// Moments in order. FIELD_INVALID.
absl::Status CheckTimeRange(const v1::TimeRange& range, absl::string_view field);

// A day of the calendar. FIELD_INVALID.
absl::Status CheckWholeDate(const v1::Date& date, absl::string_view field);

// Whole days in order. FIELD_INVALID.
absl::Status CheckDateRange(const v1::DateRange& range, absl::string_view field);

// `count` of at most `limit` values. FIELD_INVALID.
absl::Status CheckCount(int count, int limit, absl::string_view field);

// Numbers that `is_valid` (EnumName_IsValid) knows; 0 (unspecified) only with `may_be_unspecified`. ENUM_UNKNOWN,
// FIELD_INVALID.
template <typename IsValid>
absl::Status CheckEnum(int number, IsValid is_valid, bool may_be_unspecified, const std::string& field) {
  if (!is_valid(number))
    return errors::FieldError("ENUM_UNKNOWN", field, absl::StrCat("no value has the number ", number));
  if (number == 0 && !may_be_unspecified) return errors::FieldError("FIELD_INVALID", field, "must not be unspecified");
  return absl::OkStatus();
}

// Each of `numbers` as CheckEnum, none unspecified; at most `limit`.
template <typename Numbers, typename IsValid>
absl::Status CheckEnums(const Numbers& numbers, int limit, IsValid is_valid, const std::string& field) {
  if (absl::Status count = CheckCount(numbers.size(), limit, field); !count.ok()) return count;
  for (int index = 0; index < numbers.size(); ++index) {
    const absl::Status checked = CheckEnum(numbers[index], is_valid, false, absl::StrCat(field, "[", index, "]"));
    if (!checked.ok()) return checked;
  }
  return absl::OkStatus();
}

}  // namespace dateline::rpc

#endif  // DATELINE_QUERY_SERVICE_RPC_FIELD_CHECKS_H_
