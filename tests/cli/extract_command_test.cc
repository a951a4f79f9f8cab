#include "gtest/gtest.h"
#include "tests/cli/fake_services.h"
#include "tests/testing/directories.h"
#include "tests/testing/status_matchers.h"

namespace dateline::cli {
namespace {

using ::dateline::testing::IsOk;
using ::dateline::testing::StatusIs;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(ExtractCommand, WritesOneResponseALineInTheOrderGiven) {
  const std::string samples = std::string(DATELINE_SOURCE_DIRECTORY) + "/deploy/samples/";
  const CommandResult result = RunCommand(
      AddExtractCommand,
      {"extract", "--format=jsonl", samples + "lima-transport-strike.txt", samples + "brno-court-verdict.html"});
  ASSERT_THAT(result.status, IsOk());
  EXPECT_EQ(std::count(result.out.begin(), result.out.end(), '\n'), 2);
  EXPECT_LT(result.out.find("Lima"), result.out.find("Brno court jails"));
}

TEST(ExtractCommand, ShowsTheWholeArticleToPeople) {
  const std::string samples = std::string(DATELINE_SOURCE_DIRECTORY) + "/deploy/samples/";
  const CommandResult result =
      RunCommand(AddExtractCommand, {"extract", "--format=text", samples + "brno-court-verdict.html"});
  ASSERT_THAT(result.status, IsOk());
  EXPECT_THAT(result.out, HasSubstr("EVENT sanction (convict)"));
  EXPECT_THAT(result.out, HasSubstr("\nShe did not accept the argument"));
  EXPECT_THAT(result.out, Not(HasSubstr("<p>")));
}

TEST(ExtractCommand, WritesNoBodyForPrograms) {
  const std::string samples = std::string(DATELINE_SOURCE_DIRECTORY) + "/deploy/samples/";
  const CommandResult result =
      RunCommand(AddExtractCommand, {"extract", "--format=json", samples + "lima-transport-strike.txt"});
  ASSERT_THAT(result.status, IsOk());
  EXPECT_THAT(result.out, HasSubstr("Lima"));
  EXPECT_THAT(result.out, Not(HasSubstr("\"body\"")));
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
