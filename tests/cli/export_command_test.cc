#include "absl/strings/str_join.h"
#include "gtest/gtest.h"
#include "tests/cli/fake_services.h"
#include "tests/testing/status_matchers.h"

namespace dateline::cli {
namespace {

using ::dateline::testing::IsOk;
using ::dateline::testing::StatusIs;
using ::testing::HasSubstr;

class ExportCommandTest : public ::testing::Test {
 protected:
  void AddFacts(int count) {
    for (int i = 0; i < count; ++i) {
      services_.query.facts.emplace_back().set_name(absl::StrCat("articles/a/facts/", i));
      lines_.push_back(absl::StrCat("{\"name\":\"articles/a/facts/", i, "\"}\n"));
    }
  }

  FakeServices services_;
  std::vector<std::string> lines_;
};

TEST_F(ExportCommandTest, WritesEachFactOnceThoughTheStreamBreaksAndBreaks) {
  AddFacts(7);
  services_.query.export_breaks = {2, 0, 1, 0, 1, 1};
  const CommandResult result = RunCommand(AddExportCommand, {"export", services_.QueryFlag()});
  ASSERT_THAT(result.status, IsOk());
  EXPECT_EQ(result.out, absl::StrJoin(lines_, ""));
  EXPECT_EQ(result.err, "exported 7 facts\n");
}

TEST_F(ExportCommandTest, WritesForPeopleToo) {
  services_.query.facts = {MeetingFact()};
  const CommandResult text = RunCommand(AddExportCommand, {"export", "--format=text", services_.QueryFlag()});
  EXPECT_THAT(text.out, HasSubstr("EVENT consult (meet)"));
  const CommandResult json = RunCommand(AddExportCommand, {"export", "--format=json", services_.QueryFlag()});
  EXPECT_THAT(json.out, HasSubstr("{\n \"name\": \"articles/a1/facts/f1\""));
}

TEST_F(ExportCommandTest, SaysHowToGoOnWhereItGivesUp) {
  AddFacts(4);
  services_.query.export_breaks = {1, 0, 0, 0, 0, 0};
  const CommandResult broken = RunCommand(AddExportCommand, {"export", services_.QueryFlag()});
  EXPECT_THAT(broken.status, StatusIs(absl::StatusCode::kUnavailable, HasSubstr("; go on with --resume=1")));
  EXPECT_EQ(broken.out, lines_[0]);
  const CommandResult rest = RunCommand(AddExportCommand, {"export", services_.QueryFlag(), "--resume=1"});
  ASSERT_THAT(rest.status, IsOk());
  EXPECT_EQ(rest.out, lines_[1] + lines_[2] + lines_[3]);
}

TEST_F(ExportCommandTest, EndsWhereItCannotWrite) {
  AddFacts(3);
  services_.query.export_breaks = {2, 0};
  EXPECT_THAT(RunOnFullDisk(AddExportCommand, {"export", services_.QueryFlag()}),
              StatusIs(absl::StatusCode::kResourceExhausted, HasSubstr("cannot be written")));
  EXPECT_EQ(services_.query.export_breaks.size(), 1u);  // it did not call again
}

TEST(ExportCommand, SaysWhatIsWrong) {
  const CommandResult result = RunCommand(AddExportCommand, {"export", "--query=127.0.0.1:1"});
  EXPECT_THAT(result.status, StatusIs(absl::StatusCode::kUnavailable, HasSubstr("--query")));
}

}  // namespace
}  // namespace dateline::cli
