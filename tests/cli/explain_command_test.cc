#include "gtest/gtest.h"
#include "tests/cli/fake_services.h"
#include "tests/testing/status_matchers.h"

namespace dateline::cli {
namespace {

using ::dateline::testing::IsOk;
using ::dateline::testing::StatusIs;
using ::testing::HasSubstr;

TEST(ExplainCommand, ShowsTheExplanation) {
  FakeServices services;
  services.query.facts = {MeetingFact()};
  const CommandResult text =
      RunCommand(AddExplainCommand, {"explain", "--format=text", services.QueryFlag(), "articles/a1/facts/f1"});
  ASSERT_THAT(text.status, IsOk());
  EXPECT_THAT(text.out, HasSubstr("EVENT consult (meet)"));
  const CommandResult json =
      RunCommand(AddExplainCommand, {"explain", "--format=jsonl", services.QueryFlag(), "articles/a1/facts/f1"});
  EXPECT_THAT(json.out, HasSubstr("{\"testimony\":{\"fact\":{\"name\":\"articles/a1/facts/f1\""));
}

TEST(ExplainCommand, SaysThatThereIsNoSuchFact) {
  FakeServices services;
  const CommandResult result = RunCommand(AddExplainCommand, {"explain", services.QueryFlag(), "articles/a/facts/b"});
  EXPECT_THAT(result.status, StatusIs(absl::StatusCode::kNotFound, HasSubstr("no fact of this name")));
}

}  // namespace
}  // namespace dateline::cli
