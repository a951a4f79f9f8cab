#include "gtest/gtest.h"
#include "tests/cli/fake_services.h"
#include "tests/testing/status_matchers.h"

namespace dateline::cli {
namespace {

using ::dateline::testing::IsOk;
using ::dateline::testing::StatusIs;
using ::testing::HasSubstr;

TEST(IngestCommand, SumsUpOnTheErrorStream) {
  FakeServices services;
  const CommandResult result =
      RunCommand(AddIngestCommand, {"ingest", "--format=text", services.IngestFlag(), "-"}, "They met.");
  EXPECT_THAT(result.status, IsOk());
  EXPECT_EQ(result.out, "articles/a  2 facts\n");
  EXPECT_EQ(result.err, "1 articles ingested, 2 facts\n");
}

TEST(IngestCommand, NamesEachFailedArticleAndGoesOn) {
  FakeServices services;
  const CommandResult result = RunCommand(AddIngestCommand, {"ingest", "--format=text", services.IngestFlag(), "-"},
                                          "{\"body\":\"bad\"}\n{\"body\":\"good\"}\n");
  EXPECT_EQ(result.err, "dateline: -:1: article.body: bad [FIELD_INVALID]\n");
  EXPECT_THAT(result.status,
              StatusIs(absl::StatusCode::kFailedPrecondition, "1 articles ingested, 2 facts, 1 articles failed"));
}

TEST(IngestCommand, WritesOneJsonLineForEachArticle) {
  FakeServices services;
  const CommandResult result = RunCommand(AddIngestCommand, {"ingest", "--format=jsonl", services.IngestFlag(), "-"},
                                          "{\"body\":\"a\"}\n{\"body\":\"b\"}\n");
  const std::string line = "{\"article\":{\"name\":\"articles/a\"},\"facts\":[{},{}]}\n";
  EXPECT_EQ(result.out, line + line);
}

TEST(IngestCommand, SaysHowToGoOnWhenTheServiceGoesAway) {
  FakeServices services;
  services.ingest.break_after = 1;
  const CommandResult result =
      RunCommand(AddIngestCommand, {"ingest", "--format=text", "--in-flight=1", services.IngestFlag(), "-"},
                 "{\"body\":\"a\"}\n{\"body\":\"b\"}\n");
  EXPECT_THAT(result.status,
              StatusIs(absl::StatusCode::kUnavailable, HasSubstr("1 articles ingested, 2 facts until then")));
}

TEST(IngestCommand, NamesPathThatDoesNotExist) {
  EXPECT_THAT(RunCommand(AddIngestCommand, {"ingest", "--ingest=127.0.0.1:1", "absent.txt"}).status,
              StatusIs(absl::StatusCode::kNotFound, HasSubstr("absent.txt")));
}

}  // namespace
}  // namespace dateline::cli
