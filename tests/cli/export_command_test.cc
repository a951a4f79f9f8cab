#include "gtest/gtest.h"
#include "tests/cli/fake_services.h"
#include "tests/testing/status_matchers.h"

namespace dateline::cli {
namespace {

using ::dateline::testing::IsOk;
using ::dateline::testing::StatusIs;
using ::testing::HasSubstr;

TEST(ExportCommand, WritesEachFactOnceThoughTheStreamBreaks) {
  FakeServices services;
  std::string expected;
  for (int i = 0; i < 5; ++i) {
    services.query.facts.emplace_back().set_name(absl::StrCat("articles/a/facts/", i));
    absl::StrAppend(&expected, "{\"name\":\"articles/a/facts/", i, "\"}\n");
  }
  const CommandResult result = RunCommand(AddExportCommand, {"export", services.QueryFlag()});
  ASSERT_THAT(result.status, IsOk());
  EXPECT_EQ(result.out, expected);
  EXPECT_EQ(result.err, "exported 5 facts\n");
}

TEST(ExportCommand, SaysWhatIsWrong) {
  const CommandResult result = RunCommand(AddExportCommand, {"export", "--query=127.0.0.1:1"});
  EXPECT_THAT(result.status, StatusIs(absl::StatusCode::kUnavailable, HasSubstr("--query")));
}

}  // namespace
}  // namespace dateline::cli
