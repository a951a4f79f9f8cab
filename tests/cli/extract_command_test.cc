#include "gtest/gtest.h"
#include "tests/cli/fake_services.h"
#include "tests/testing/status_matchers.h"

namespace dateline::cli {
namespace {

using ::dateline::testing::IsOk;
using ::dateline::testing::StatusIs;
using ::testing::HasSubstr;

TEST(ExtractCommand, WritesOneResponseALineInTheOrderGiven) {
  const std::string samples = std::string(DATELINE_SOURCE_DIRECTORY) + "/deploy/samples/";
  const CommandResult result = RunCommand(
      AddExtractCommand,
      {"extract", "--format=jsonl", samples + "lima-transport-strike.txt", samples + "brno-court-verdict.html"});
  ASSERT_THAT(result.status, IsOk());
  EXPECT_EQ(std::count(result.out.begin(), result.out.end(), '\n'), 2);
  EXPECT_LT(result.out.find("Lima"), result.out.find("Brno court jails"));
}

TEST(ExtractCommand, NamesFileThatIsNotThere) {
  EXPECT_THAT(RunCommand(AddExtractCommand, {"extract", "absent.txt"}).status,
              StatusIs(absl::StatusCode::kNotFound, HasSubstr("absent.txt")));
}

TEST(ExtractCommand, RefusesDateThatIsNone) {
  EXPECT_THAT(RunCommand(AddExtractCommand, {"extract", "--published=soon", "a.txt"}).status,
              StatusIs(absl::StatusCode::kUnimplemented, HasSubstr("'soon'")));
}

}  // namespace
}  // namespace dateline::cli
