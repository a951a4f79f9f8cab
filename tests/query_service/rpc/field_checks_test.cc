#include "query_service/rpc/field_checks.h"

#include "gmock/gmock.h"
#include "tests/query_service/index/sample_changes.h"
#include "tests/testing/status_matchers.h"

namespace dateline::rpc {
namespace {

using ::dateline::testing::DateOf;
using ::dateline::testing::IsOk;

TEST(CheckFactName, WantsAnArticleAndAFact) {
  EXPECT_THAT(CheckFactName("articles/vn-1.2_3~x/facts/f-9", "name"), IsOk());
  for (const char* name : {"", "articles/a", "articles/a/facts/", "articles//facts/f", "facts/f",
                           "articles/a/facts/f/g", "articles/a b/facts/f", "articles/é/facts/f", "entities/e"}) {
    const absl::Status status = CheckFactName(name, "name");
    EXPECT_EQ(errors::Reason(status), "NAME_INVALID") << name;
    EXPECT_EQ(errors::InvalidField(status), "name") << name;
  }
}

TEST(CheckEntityName, LimitsTheId) {
  EXPECT_THAT(CheckEntityName("entities/" + std::string(128, 'x'), "name"), IsOk());
  EXPECT_EQ(errors::Reason(CheckEntityName("entities/" + std::string(129, 'x'), "name")), "NAME_INVALID");
  EXPECT_EQ(errors::Reason(CheckEntityName("entities/", "name")), "NAME_INVALID");
}

TEST(CheckArticleName, IsNoFactName) {
  EXPECT_THAT(CheckArticleName("articles/a", "filter.article"), IsOk());
  EXPECT_EQ(errors::Reason(CheckArticleName("articles/a/facts/f", "filter.article")), "NAME_INVALID");
}

TEST(CheckPageSize, IsFromZeroToTheLimit) {
  EXPECT_THAT(CheckPageSize(0, 1000), IsOk());
  EXPECT_THAT(CheckPageSize(1000, 1000), IsOk());
  EXPECT_EQ(errors::Reason(CheckPageSize(-1, 1000)), "PAGE_SIZE_INVALID");
  EXPECT_EQ(errors::Reason(CheckPageSize(1001, 1000)), "PAGE_SIZE_INVALID");
}

TEST(CheckCountryCode, IsTwoCapitalsOrEmpty) {
  EXPECT_THAT(CheckCountryCode("", "country_code"), IsOk());
  EXPECT_THAT(CheckCountryCode("VN", "country_code"), IsOk());
  for (const char* code : {"vn", "V", "VNM", "V1"}) {
    EXPECT_EQ(errors::Reason(CheckCountryCode(code, "country_code")), "FIELD_INVALID") << code;
  }
}

TEST(CheckWholeDate, IsADayOfTheCalendar) {
  EXPECT_THAT(CheckWholeDate(DateOf(2024, 2, 29), "date"), IsOk());
  EXPECT_THAT(CheckWholeDate(DateOf(9999, 12, 31), "date"), IsOk());
  for (const v1::Date& date : {DateOf(2025, 2, 29), DateOf(0, 1, 1), DateOf(2025, 0, 1), DateOf(2025, 1, 0),
                               DateOf(2025, 13, 1), DateOf(10000, 1, 1), DateOf(-1, 1, 1)}) {
    EXPECT_EQ(errors::Reason(CheckWholeDate(date, "date")), "FIELD_INVALID") << date.ShortDebugString();
  }
}

TEST(CheckDateRange, NamesTheEndThatIsWrong) {
  v1::DateRange range;
  EXPECT_THAT(CheckDateRange(range, "filter.valid_time"), IsOk());
  *range.mutable_last() = DateOf(2025, 2, 30);
  EXPECT_EQ(errors::InvalidField(CheckDateRange(range, "filter.valid_time")), "filter.valid_time.last");
  *range.mutable_first() = DateOf(2025, 2, 0);
  EXPECT_EQ(errors::InvalidField(CheckDateRange(range, "filter.valid_time")), "filter.valid_time.first");
}

TEST(CheckDateRange, EndsNotBeforeItBegins) {
  v1::DateRange range;
  *range.mutable_first() = DateOf(2025, 8, 14);
  *range.mutable_last() = DateOf(2025, 8, 14);
  EXPECT_THAT(CheckDateRange(range, "filter.valid_time"), IsOk());
  *range.mutable_last() = DateOf(2025, 8, 13);
  EXPECT_EQ(errors::InvalidField(CheckDateRange(range, "filter.valid_time")), "filter.valid_time");
}

TEST(CheckEnum, TellsUnknownFromUnspecified) {
  EXPECT_THAT(CheckEnum(1, v1::FactKind_IsValid, false, "kind"), IsOk());
  EXPECT_THAT(CheckEnum(0, v1::FactKind_IsValid, true, "kind"), IsOk());
  EXPECT_EQ(errors::Reason(CheckEnum(0, v1::FactKind_IsValid, false, "kind")), "FIELD_INVALID");
  EXPECT_EQ(errors::Reason(CheckEnum(99, v1::FactKind_IsValid, true, "kind")), "ENUM_UNKNOWN");
}

TEST(CheckEnums, NamesThePlaceInTheList) {
  v1::FactFilter filter;
  filter.add_kinds(v1::FACT_KIND_EVENT);
  filter.add_kinds(static_cast<v1::FactKind>(99));
  EXPECT_EQ(errors::InvalidField(CheckEnums(filter.kinds(), 2, v1::FactKind_IsValid, "filter.kinds")),
            "filter.kinds[1]");
  EXPECT_EQ(errors::InvalidField(CheckEnums(filter.kinds(), 1, v1::FactKind_IsValid, "filter.kinds")), "filter.kinds");
}

TEST(CheckText, HasBytesWithinTheLimits) {
  EXPECT_THAT(CheckText("Sơn", 1, 4, "text"), IsOk());
  EXPECT_THAT(CheckText("", 0, 4, "query"), IsOk());
  EXPECT_EQ(errors::InvalidField(CheckText("", 1, 4, "text")), "text");
  EXPECT_EQ(errors::InvalidField(CheckText("Sơns", 1, 4, "text")), "text");
}

TEST(CheckTexts, NamesThePlaceInTheList) {
  v1::FactFilter filter;
  filter.add_modes("visit");
  filter.add_modes("");
  EXPECT_EQ(errors::InvalidField(CheckTexts(filter.modes(), 2, 256, "filter.modes")), "filter.modes[1]");
  EXPECT_EQ(errors::InvalidField(CheckTexts(filter.modes(), 1, 256, "filter.modes")), "filter.modes");
}

TEST(CheckEntityNames, NamesThePlaceInTheList) {
  v1::FactFilter filter;
  filter.add_places("entities/hanoi");
  filter.add_places("Hanoi");
  EXPECT_EQ(errors::InvalidField(CheckEntityNames(filter.places(), 2, "filter.places")), "filter.places[1]");
  EXPECT_EQ(errors::InvalidField(CheckEntityNames(filter.places(), 1, "filter.places")), "filter.places");
}

TEST(CheckCountryCodes, TakesNoEmptyOne) {
  v1::FactFilter filter;
  filter.add_countries("VN");
  EXPECT_THAT(CheckCountryCodes(filter.countries(), 2, "filter.countries"), IsOk());
  filter.add_countries("");
  EXPECT_EQ(errors::InvalidField(CheckCountryCodes(filter.countries(), 2, "filter.countries")), "filter.countries[1]");
}

TEST(CheckLimit, IsFromZeroToTheLimit) {
  EXPECT_THAT(CheckLimit(0, 100, "max_groups"), IsOk());
  EXPECT_THAT(CheckLimit(100, 100, "max_groups"), IsOk());
  EXPECT_EQ(errors::Reason(CheckLimit(101, 100, "max_groups")), "FIELD_INVALID");
  EXPECT_EQ(errors::Reason(CheckLimit(-1, 100, "max_groups")), "FIELD_INVALID");
}

google::protobuf::Timestamp Moment(int64_t seconds, int32_t nanos = 0) {
  google::protobuf::Timestamp time;
  time.set_seconds(seconds);
  time.set_nanos(nanos);
  return time;
}

TEST(CheckTimestamp, IsAMomentOfTheYearsOneTo9999) {
  for (const auto& time : {Moment(0), Moment(-62135596800), Moment(253402300799, 999'999'999)}) {
    EXPECT_THAT(CheckTimestamp(time, "consistency.as_of_recorded"), IsOk());
  }
  for (const auto& time : {Moment(-62135596801), Moment(253402300800), Moment(0, -1), Moment(0, 1'000'000'000)}) {
    EXPECT_EQ(errors::Reason(CheckTimestamp(time, "consistency.as_of_recorded")), "FIELD_INVALID");
  }
}

TEST(CheckTimeRange, NamesTheEndThatIsWrong) {
  v1::TimeRange range;
  EXPECT_THAT(CheckTimeRange(range, "filter.recorded"), IsOk());
  *range.mutable_end_time() = Moment(5, -1);
  EXPECT_EQ(errors::InvalidField(CheckTimeRange(range, "filter.recorded")), "filter.recorded.end_time");
  *range.mutable_begin_time() = Moment(5, -1);
  EXPECT_EQ(errors::InvalidField(CheckTimeRange(range, "filter.recorded")), "filter.recorded.begin_time");
}

TEST(CheckTimeRange, EndsNotBeforeItBegins) {
  v1::TimeRange range;
  *range.mutable_begin_time() = Moment(5, 1);
  *range.mutable_end_time() = Moment(5, 1);
  EXPECT_THAT(CheckTimeRange(range, "filter.recorded"), IsOk());
  *range.mutable_end_time() = Moment(5);
  EXPECT_EQ(errors::InvalidField(CheckTimeRange(range, "filter.recorded")), "filter.recorded");
}

TEST(CheckCount, IsAtMostTheLimit) {
  EXPECT_THAT(CheckCount(100, 100, "filter.entities"), IsOk());
  EXPECT_EQ(errors::InvalidField(CheckCount(101, 100, "filter.entities")), "filter.entities");
}

}  // namespace
}  // namespace dateline::rpc
