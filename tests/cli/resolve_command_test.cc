#include "gtest/gtest.h"
#include "tests/cli/fake_services.h"
#include "tests/testing/status_matchers.h"

namespace dateline::cli {
namespace {

using ::dateline::testing::IsOk;
using ::dateline::testing::StatusIs;
using ::testing::HasSubstr;

TEST(ResolveCommand, ListsEntities) {
  FakeServices services;
  services.query.entities["Son"] = {"entities/a", "entities/b"};
  const CommandResult result =
      RunCommand(AddResolveCommand, {"resolve", "--format=text", "--country=VN", services.QueryFlag(), "Son"});
  ASSERT_THAT(result.status, IsOk());
  EXPECT_THAT(result.out, HasSubstr("VN"));
  EXPECT_THAT(result.out, HasSubstr("entities/b"));
}

TEST(ResolveCommand, OfficeAndMomentReachTheService) {
  FakeServices services;
  RunCommand(AddResolveCommand,
             {"resolve", services.QueryFlag(), "Son", "--office=foreign minister", "--as-of=1970-01-01T00:00:07Z"});
  EXPECT_EQ(services.query.last_resolution.ShortDebugString(),
            "text: \"Son\" max_results: 10 consistency { as_of_recorded { seconds: 7 } } office: \"foreign minister\"");
}

TEST(ResolveCommand, WritesJsonInPipe) {
  FakeServices services;
  EXPECT_EQ(RunCommand(AddResolveCommand, {"resolve", services.QueryFlag(), "Nobody"}).out, "{}\n");
}

}  // namespace
}  // namespace dateline::cli
