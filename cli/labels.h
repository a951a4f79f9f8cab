// Values of the contract as words for people, and back.
#ifndef DATELINE_CLI_LABELS_H_
#define DATELINE_CLI_LABELS_H_

#include <map>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "dateline/v1/article.pb.h"
#include "google/protobuf/descriptor.h"

namespace dateline::cli {

// The value's name in lower case without the prefix that all values of its enum share: FACT_KIND_EVENT -> "event".
// A number that the enum does not know: the number.
std::string EnumLabel(const google::protobuf::EnumDescriptor& descriptor, int number);
template <typename Enum>
std::string EnumLabel(Enum value) {
  return EnumLabel(*google::protobuf::GetEnumDescriptor<Enum>(), static_cast<int>(value));
}

// Every label of an enum but the unspecified one, with its number.
std::map<std::string, int> EnumLabels(const google::protobuf::EnumDescriptor& descriptor);

// "2025-08-14", "2025-08", "2025", "XXXX-12-12"; empty: nothing is known.
std::string DateLabel(const v1::Date& date);

// Reads "2025-08-14", "2025-08" or "2025". INVALID_ARGUMENT: anything else, or a day that no calendar has.
absl::StatusOr<v1::Date> ParseDate(absl::string_view text);

// The first and the last whole day of a date that may be known in part. REQUIRES: the year is known.
v1::Date FirstDay(const v1::Date& date);
v1::Date LastDay(const v1::Date& date);

// A figure without an exponent or superfluous zeros, in groups of three from 10,000 on: "7,000,000,000", "2026", "2.5".
std::string NumberLabel(double number);

}  // namespace dateline::cli

#endif  // DATELINE_CLI_LABELS_H_
