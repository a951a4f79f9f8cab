#include "cli/consistency_option.h"

#include "gtest/gtest.h"
#include "tests/testing/status_matchers.h"

namespace dateline::cli {
namespace {

using ::dateline::testing::StatusIs;
using ::testing::HasSubstr;

TEST(ParseMoment, TakesAMoment) {
  EXPECT_EQ(ParseMoment("1970-01-02T01:00:00+01:00")->seconds(), 86400);
  EXPECT_EQ(ParseMoment("1970-01-01T00:00:00.5Z")->nanos(), 500'000'000);
}

TEST(ParseMoment, TakesTheEndOfADayMonthOrYear) {
  EXPECT_EQ(ParseMoment("1970-01-01")->ShortDebugString(), "seconds: 86399 nanos: 999999999");
  EXPECT_EQ(ParseMoment("1970-01")->seconds(), 31 * 86400 - 1);
  EXPECT_EQ(ParseMoment("1970")->seconds(), 365 * 86400 - 1);
}

TEST(ParseMoment, SaysWhatToWrite) {
  EXPECT_THAT(ParseMoment("yesterday"), StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("'yesterday'")));
}

TEST(MakeConsistency, IsUnsetWithoutTheFlag) { EXPECT_EQ(MakeConsistency("").ByteSizeLong(), 0u); }

}  // namespace
}  // namespace dateline::cli
