#include "gtest/gtest.h"
#include "tests/cli/fake_services.h"
#include "tests/testing/status_matchers.h"

namespace dateline::cli {
namespace {

using ::dateline::testing::IsOk;
using ::dateline::testing::StatusIs;
using ::testing::HasSubstr;

TEST(SearchCommand, WordsAndFlagsReachTheService) {
  FakeServices services;
  const CommandResult result =
      RunCommand(AddSearchCommand, {"search", services.QueryFlag(), "rice", "NOT \"long grain\"", "--country=VN",
                                    "--order=confidence", "--limit=7"});
  ASSERT_THAT(result.status, IsOk());
  EXPECT_EQ(services.query.last_search.ShortDebugString(),
            "query: \"rice NOT \\\"long grain\\\"\" filter { countries: \"VN\" } order_by: FACT_ORDER_CONFIDENCE "
            "page_size: 7 consistency { }");
}

TEST(SearchCommand, JsonlIsAHitALine) {
  FakeServices services;
  services.query.facts = {MeetingFact(), AgreementFact()};
  const CommandResult result = RunCommand(AddSearchCommand, {"search", services.QueryFlag(), "rice", "--format=jsonl"});
  EXPECT_EQ(std::count(result.out.begin(), result.out.end(), '\n'), 2);
}

TEST(SearchCommand, TextCountsTheFacts) {
  FakeServices services;
  services.query.facts = {AgreementFact()};
  EXPECT_THAT(RunCommand(AddSearchCommand, {"search", services.QueryFlag(), "rice", "--format=text"}).out,
              HasSubstr("\n1 fact\n"));
}

TEST(SearchCommand, WantsWords) {
  EXPECT_THAT(RunCommand(AddSearchCommand, {"search", "--query=x"}).status,
              StatusIs(absl::StatusCode::kUnimplemented, HasSubstr("words")));
}

}  // namespace
}  // namespace dateline::cli
