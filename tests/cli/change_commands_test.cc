#include <fstream>

#include "gtest/gtest.h"
#include "tests/cli/fake_services.h"
#include "tests/testing/status_matchers.h"
#include "tests/testing/temporary_directory.h"

namespace dateline::cli {
namespace {

using ::dateline::testing::IsOk;
using ::dateline::testing::StatusIs;
using ::testing::HasSubstr;

TEST(CorrectCommand, SendsTheNewTextWithWhatIsKnownOfTheArticleAndShowsWhatChanged) {
  FakeServices services;
  const CommandResult result =
      RunCommand(AddCorrectCommand,
                 {"correct", "--format=text", services.IngestFlag(), "--reason=wrong figure", "articles/a1", "-"},
                 "The new text.");
  ASSERT_THAT(result.status, IsOk());
  EXPECT_EQ(services.ingest.correction.article().name(), "articles/a1");
  EXPECT_EQ(services.ingest.correction.article().body(), "The new text.");
  EXPECT_EQ(services.ingest.correction.article().publisher(), "Wire");
  EXPECT_EQ(services.ingest.correction.article().published().year(), 2026);
  EXPECT_EQ(services.ingest.correction.article().byline(), "Ann Lee");
  EXPECT_EQ(services.ingest.correction.article().media_type(), "text/plain");
  EXPECT_EQ(services.ingest.correction.reason(), "wrong figure");
  EXPECT_THAT(result.out, HasSubstr("articles/a1, revision 2, usable: 2 facts: 1 added, 1 retracted"));
}

TEST(CorrectCommand, LeavesTheMediaTypeOpenWhereTheFileIsOfAnotherForm) {
  FakeServices services;
  const testing::TemporaryDirectory directory;
  std::ofstream(directory.File("new.html")) << "<p>The new text.</p>";
  const CommandResult result =
      RunCommand(AddCorrectCommand, {"correct", services.IngestFlag(), "articles/a1", directory.File("new.html")}, "");
  ASSERT_THAT(result.status, IsOk());
  EXPECT_EQ(services.ingest.correction.article().media_type(), "");
}

TEST(CorrectCommand, RefusesMoreThanOneArticle) {
  FakeServices services;
  const CommandResult result = RunCommand(AddCorrectCommand, {"correct", services.IngestFlag(), "articles/a1", "-"},
                                          "{\"body\": \"One.\"}\n{\"body\": \"Two.\"}\n");
  EXPECT_THAT(result.status, StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("one article")));
}

TEST(RetractCommand, ShowsTheArticleAsItStands) {
  FakeServices services;
  const CommandResult result = RunCommand(AddRetractCommand, {"retract", "--format=json", services.IngestFlag(),
                                                              "--reason=not true", "--etag=e1", "articles/a1"});
  ASSERT_THAT(result.status, IsOk());
  EXPECT_THAT(result.out, HasSubstr("ARTICLE_STATUS_CANCELED"));
  EXPECT_THAT(result.out, HasSubstr("not true"));
  EXPECT_EQ(services.ingest.retraction_etag, "e1");
}

TEST(PurgeCommand, ShowsWhoHasConfirmed) {
  FakeServices services;
  const CommandResult result =
      RunCommand(AddPurgeCommand, {"purge", "--format=text", services.IngestFlag(), "--etag=e1", "articles/a1"});
  ASSERT_THAT(result.status, IsOk());
  EXPECT_THAT(result.out, HasSubstr("7 facts"));
  EXPECT_THAT(result.out, HasSubstr("confirmed by query-1"));
  EXPECT_THAT(result.out, HasSubstr("not yet by query-2"));
  EXPECT_EQ(services.ingest.purge_etag, "e1");
}

}  // namespace
}  // namespace dateline::cli
