#include "gtest/gtest.h"
#include "tests/cli/fake_services.h"
#include "tests/testing/status_matchers.h"

namespace dateline::cli {
namespace {

using ::dateline::testing::IsOk;
using ::dateline::testing::StatusIs;
using ::testing::HasSubstr;

TEST(EntityCommand, FindsEntityByName) {
  FakeServices services;
  services.query.entities["Bui Thanh Son"] = {"entities/son", "entities/other-partly"};
  const CommandResult result =
      RunCommand(AddEntityCommand, {"entity", "--format=text", services.QueryFlag(), "Bui Thanh Son"});
  ASSERT_THAT(result.status, IsOk());
  EXPECT_EQ(result.out, "Bùi Thanh Sơn\n  type   person\n  facts  0\n  name   entities/son\n");
}

TEST(EntityCommand, SaysThatTheNameFitsSeveral) {
  FakeServices services;
  services.query.entities["Son"] = {"entities/a", "entities/b"};
  EXPECT_THAT(RunCommand(AddEntityCommand, {"entity", "--format=text", services.QueryFlag(), "Son"}).out,
              HasSubstr("fits 2 entities"));
}

TEST(EntityCommand, AsksForAMoment) {
  FakeServices services;
  RunCommand(AddEntityCommand, {"entity", services.QueryFlag(), "entities/son", "--as-of=1970-01-01"});
  EXPECT_EQ(services.query.last_entity.consistency().as_of_recorded().seconds(), 86399);
}

TEST(EntityCommand, WritesJsonInPipe) {
  FakeServices services;
  EXPECT_THAT(RunCommand(AddEntityCommand, {"entity", services.QueryFlag(), "entities/son"}).out,
              HasSubstr("\"name\": \"entities/son\""));
}

}  // namespace
}  // namespace dateline::cli
