#include "gtest/gtest.h"
#include "tests/cli/fake_services.h"
#include "tests/testing/status_matchers.h"

namespace dateline::cli {
namespace {

using ::dateline::testing::IsOk;
using ::dateline::testing::StatusIs;
using ::testing::HasSubstr;

TEST(CounterpartsCommand, LooksTheNameUp) {
  FakeServices services;
  services.query.entities["Sơn"] = {"entities/son"};
  const CommandResult result = RunCommand(
      AddCounterpartsCommand, {"counterparts", services.QueryFlag(), "Sơn", "--kind=event", "--format=text"});
  ASSERT_THAT(result.status, IsOk());
  EXPECT_EQ(services.query.last_counterparts.entity(), "entities/son");
  EXPECT_EQ(services.query.last_counterparts.filter().kinds(0), v1::FACT_KIND_EVENT);
  EXPECT_THAT(result.out, HasSubstr("Anna Kovač"));
}

TEST(CounterpartsCommand, AsksToChooseAmongEntities) {
  FakeServices services;
  services.query.entities["Son"] = {"entities/a", "entities/b"};
  EXPECT_THAT(RunCommand(AddCounterpartsCommand, {"counterparts", services.QueryFlag(), "Son"}).status,
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("2 entities")));
}

}  // namespace
}  // namespace dateline::cli
