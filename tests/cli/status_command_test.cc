#include "gtest/gtest.h"
#include "tests/cli/fake_services.h"
#include "tests/testing/status_matchers.h"

namespace dateline::cli {
namespace {

using ::dateline::testing::IsOk;
using ::dateline::testing::StatusIs;
using ::testing::HasSubstr;

TEST(StatusCommand, ShowsBothServices) {
  FakeServices services;
  const CommandResult result =
      RunCommand(AddStatusCommand, {"status", "--format=jsonl", services.QueryFlag(), services.IngestFlag()});
  ASSERT_THAT(result.status, IsOk());
  EXPECT_EQ(result.out, "{\"feed\": {\"headOffset\":\"9\"}, \"index\": {\"appliedOffset\":\"7\"}}\n");
}

TEST(StatusCommand, ShowsTheOneThatAnswersAndNamesTheOther) {
  FakeServices services;
  const CommandResult result =
      RunCommand(AddStatusCommand, {"status", "--format=text", "--query=127.0.0.1:1", services.IngestFlag()});
  EXPECT_THAT(result.out, HasSubstr("changes  9"));
  EXPECT_THAT(result.status, StatusIs(absl::StatusCode::kUnavailable, HasSubstr("dateline-query at 127.0.0.1:1")));
}

}  // namespace
}  // namespace dateline::cli
