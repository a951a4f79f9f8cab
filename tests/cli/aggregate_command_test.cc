#include "gtest/gtest.h"
#include "tests/cli/fake_services.h"
#include "tests/testing/status_matchers.h"

namespace dateline::cli {
namespace {

using ::dateline::testing::IsOk;
using ::dateline::testing::StatusIs;
using ::testing::AllOf;
using ::testing::HasSubstr;

TEST(AggregateCommand, DimensionsReachTheService) {
  FakeServices services;
  const CommandResult result = RunCommand(AddAggregateCommand, {"aggregate", services.QueryFlag(), "--by=kind,country",
                                                                "--search=rice", "--limit=3", "--negated=yes"});
  ASSERT_THAT(result.status, IsOk());
  EXPECT_EQ(services.query.last_aggregation.ShortDebugString(),
            "filter { negated: true } query: \"rice\" group_by: FACT_DIMENSION_KIND group_by: FACT_DIMENSION_COUNTRY "
            "max_groups: 3 order_by: FACT_GROUP_ORDER_COUNT consistency { }");
}

TEST(AggregateCommand, WantsADimension) {
  EXPECT_THAT(RunCommand(AddAggregateCommand, {"aggregate", "--query=x"}).status,
              StatusIs(absl::StatusCode::kUnimplemented, HasSubstr("--by")));
}

TEST(TimelineCommand, CountsMonthsUnlessToldOtherwise) {
  FakeServices services;
  ASSERT_THAT(RunCommand(AddTimelineCommand, {"timeline", services.QueryFlag()}).status, IsOk());
  EXPECT_EQ(services.query.last_aggregation.group_by(0), v1::FACT_DIMENSION_MONTH);
  EXPECT_EQ(services.query.last_aggregation.order_by(), v1::FACT_GROUP_ORDER_KEY);
  ASSERT_THAT(RunCommand(AddTimelineCommand, {"timeline", services.QueryFlag(), "--by=week"}).status, IsOk());
  EXPECT_EQ(services.query.last_aggregation.group_by(0), v1::FACT_DIMENSION_WEEK);
  EXPECT_EQ(services.query.last_aggregation.group_by_size(), 1);
}

TEST(TimelineCommand, DrawsBars) {
  FakeServices services;
  services.query.aggregation.add_groups()->add_keys("2025-08");
  services.query.aggregation.mutable_groups(0)->set_fact_count(4);
  EXPECT_THAT(RunCommand(AddTimelineCommand, {"timeline", services.QueryFlag(), "--format=text"}).out,
              HasSubstr("2025-08  4  ██████"));
}

TEST(TimelineCommand, KnowsNoHours) {
  EXPECT_THAT(RunCommand(AddTimelineCommand, {"timeline", "--query=x", "--by=hour"}).status,
              StatusIs(absl::StatusCode::kUnimplemented, AllOf(HasSubstr("--by"), HasSubstr("hour"))));
}

}  // namespace
}  // namespace dateline::cli
