#include "gtest/gtest.h"
#include "tests/cli/fake_services.h"
#include "tests/testing/status_matchers.h"

namespace dateline::cli {
namespace {

using ::dateline::testing::IsOk;
using ::dateline::testing::StatusIs;
using ::testing::HasSubstr;

TEST(FactCommand, ShowsEvidenceInItsArticle) {
  FakeServices services;
  services.query.facts = {MeetingFact()};
  const CommandResult result = RunCommand(
      AddFactCommand, {"fact", "--format=text", services.QueryFlag(), services.IngestFlag(), "articles/a1/facts/f1"});
  ASSERT_THAT(result.status, IsOk());
  EXPECT_THAT(result.out, HasSubstr("The article says so in bytes 8 to 46"));
}

TEST(FactCommand, ExplainsMissingFactInOneLine) {
  FakeServices services;
  const absl::Status status =
      RunCommand(AddFactCommand, {"fact", services.QueryFlag(), services.IngestFlag(), "articles/a/facts/b"}).status;
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kNotFound, HasSubstr("no fact of this name")));
}

}  // namespace
}  // namespace dateline::cli
