#include "cli/consistency_option.h"

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "cli/labels.h"

namespace dateline::cli {

absl::StatusOr<google::protobuf::Timestamp> ParseMoment(absl::string_view text) {
  absl::Time moment;
  if (const absl::StatusOr<v1::Date> date = ParseDate(text); date.ok()) {
    const v1::Date last = LastDay(*date);
    const absl::CivilDay day(last.year(), last.month(), last.day());
    moment = absl::FromCivil(day + 1, absl::UTCTimeZone()) - absl::Nanoseconds(1);
  } else if (!absl::ParseTime(absl::RFC3339_full, text, &moment, nullptr)) {
    return absl::InvalidArgumentError(
        absl::StrCat("'", text, "' is not a time: write YYYY-MM-DDTHH:MM:SSZ, YYYY-MM-DD, YYYY-MM or YYYY"));
  }
  google::protobuf::Timestamp timestamp;
  timestamp.set_seconds(absl::ToUnixSeconds(moment));
  timestamp.set_nanos(
      static_cast<int32_t>((moment - absl::FromUnixSeconds(timestamp.seconds())) / absl::Nanoseconds(1)));
  return timestamp;
}

void AddAsOfOption(CLI::App& command, std::string& as_of) {
  const CLI::Validator is_moment(
      [](const std::string& text) {
        return text.empty() ? std::string() : std::string(ParseMoment(text).status().message());
      },
      "TIME");
  command.add_option("--as-of", as_of, "What was known then, instead of now: a time, or the end of a day")
      ->check(is_moment);
}

v1::Consistency MakeConsistency(const std::string& as_of) {
  v1::Consistency consistency;
  if (!as_of.empty()) *consistency.mutable_as_of_recorded() = *ParseMoment(as_of);
  return consistency;
}

}  // namespace dateline::cli
