#include "gtest/gtest.h"
#include "tests/cli/fake_services.h"
#include "tests/testing/directories.h"
#include "tests/testing/status_matchers.h"

namespace dateline::cli {
namespace {

using ::dateline::testing::IsOk;
using ::dateline::testing::StatusIs;
using ::testing::HasSubstr;

const char kSample[] = DATELINE_SOURCE_DIRECTORY "/deploy/samples/lima-transport-strike.txt";

TEST(AnalyzeCommand, WritesConllu) {
  const CommandResult result = RunCommand(AddAnalyzeCommand, {"analyze", kSample});
  ASSERT_THAT(result.status, IsOk());
  EXPECT_THAT(result.out, HasSubstr("TokenRange="));
}

TEST(AnalyzeCommand, FindsTimesWithTheDateOfPublication) {
  const CommandResult result =
      RunCommand(AddAnalyzeCommand, {"analyze", "--format=json", "--published=2026-10-06", kSample});
  ASSERT_THAT(result.status, IsOk());
  EXPECT_THAT(result.out, HasSubstr("\"edtf\": \"2026-10-05\""));
}

TEST(AnalyzeCommand, NamesFileThatIsNotThere) {
  EXPECT_THAT(RunCommand(AddAnalyzeCommand, {"analyze", "absent.txt"}).status,
              StatusIs(absl::StatusCode::kNotFound, HasSubstr("absent.txt")));
}

}  // namespace
}  // namespace dateline::cli
