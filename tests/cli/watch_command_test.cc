#include "gtest/gtest.h"
#include "tests/cli/fake_services.h"
#include "tests/testing/status_matchers.h"

namespace dateline::cli {
namespace {

using ::dateline::testing::IsOk;
using ::dateline::testing::StatusIs;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(WatchCommand, ShowsEventsAsTheyCome) {
  FakeServices services;
  services.query.facts = {MeetingFact()};
  const CommandResult text =
      RunCommand(AddWatchCommand, {"watch", "--format=text", "--max-events=3", "--words=rice", services.QueryFlag()});
  ASSERT_THAT(text.status, IsOk());
  EXPECT_THAT(text.out, HasSubstr("match, recorded\nEVENT consult (meet)"));
  EXPECT_THAT(text.out, HasSubstr("unmatch, canceled, 1970-01-01T00:00:07Z, \"not so\"\n  articles/a1/facts/f1\n"));
  EXPECT_THAT(text.out, HasSubstr("unmatch, purged\n  articles/a1\n\n--resume=t1\n"));
  EXPECT_THAT(text.out, Not(HasSubstr("--resume=t0")));
  const CommandResult json =
      RunCommand(AddWatchCommand, {"watch", "--max-events=2", "--resume=t", services.QueryFlag()});
  EXPECT_THAT(json.out, HasSubstr("{\"resumeToken\":\"t0\"}\n"));
  EXPECT_THAT(json.out, HasSubstr("\"resumeToken\":\"t1\""));
  EXPECT_EQ(services.query.last_watch.resume_token(), "t");
}

TEST(WatchCommand, GoesOnBehindWhatItGaveWhereTheStreamBreaks) {
  FakeServices services;
  services.query.facts = {MeetingFact()};
  services.query.watch_ends = {grpc::Status(grpc::StatusCode::UNAVAILABLE, "gone")};
  const CommandResult result =
      RunCommand(AddWatchCommand, {"watch", "--format=jsonl", "--max-events=6", services.QueryFlag()});
  ASSERT_THAT(result.status, IsOk());
  EXPECT_EQ(services.query.last_watch.resume_token(), "t1");
}

TEST(WatchCommand, SaysHowToGoOnWhereItGivesUp) {
  FakeServices services;
  services.query.facts = {MeetingFact()};
  services.query.watch_ends = {grpc::Status(grpc::StatusCode::DATA_LOSS, "damaged")};
  EXPECT_THAT(RunCommand(AddWatchCommand, {"watch", services.QueryFlag()}).status,
              StatusIs(absl::StatusCode::kDataLoss, HasSubstr("; go on with --resume=t1")));
}

TEST(WatchCommand, EndsWhereItCannotWrite) {
  FakeServices services;
  services.query.facts = {MeetingFact()};
  EXPECT_THAT(RunOnFullDisk(AddWatchCommand, {"watch", services.QueryFlag()}),
              StatusIs(absl::StatusCode::kResourceExhausted, HasSubstr("cannot be written")));
}

TEST(WatchCommand, SaysWhyItEnded) {
  FakeServices services;
  const CommandResult result = RunCommand(AddWatchCommand, {"watch", services.QueryFlag()});
  EXPECT_THAT(result.status, StatusIs(absl::StatusCode::kOutOfRange, HasSubstr("begin anew")));
  EXPECT_THAT(result.status, Not(StatusIs(absl::StatusCode::kOutOfRange, HasSubstr("--resume"))));
}

}  // namespace
}  // namespace dateline::cli
