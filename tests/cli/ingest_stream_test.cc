#include "cli/ingest_stream.h"

#include "gtest/gtest.h"
#include "tests/cli/fake_services.h"
#include "tests/testing/status_matchers.h"

namespace dateline::cli {
namespace {

using ::dateline::testing::IsOk;
using ::dateline::testing::StatusIs;
using ::testing::HasSubstr;

// Sends `lines` of JSON to the fake and returns "ok" or the error for each.
struct SendResult {
  absl::Status status;
  std::vector<std::string> outcomes;
};

SendResult Send(const FakeServices& services, const std::string& lines, int max_in_flight = 2) {
  std::istringstream input(lines);
  auto source = ArticleSource::Open({"-"}, input);
  SendResult result;
  result.status = IngestAll(
      *source, {.program = "dateline-ingest", .option = "--ingest", .address = services.IngestFlag().substr(9)},
      max_in_flight, [&result](const IngestOutcome& outcome) {
        result.outcomes.push_back(outcome.result.ok() ? "ok" : std::string(outcome.result.status().message()));
      });
  return result;
}

TEST(IngestAll, ReportsInTheOrderOfTheSource) {
  FakeServices services;
  const SendResult result = Send(services, "{\"body\":\"a\"}\n{\"body\":\"bad\"}\nnonsense\n{\"body\":\"c\"}\n");
  EXPECT_THAT(result.status, IsOk());
  EXPECT_THAT(result.outcomes,
              ::testing::ElementsAre("ok", "article.body: bad [FIELD_INVALID]", "not a JSON object", "ok"));
}

TEST(IngestAll, SendsMoreArticlesThanMayBeInFlight) {
  FakeServices services;
  std::string lines;
  for (int i = 0; i < 100; ++i) lines += "{\"body\":\"" + std::to_string(i) + "\"}\n";
  const SendResult result = Send(services, lines, 1);
  EXPECT_THAT(result.status, IsOk());
  EXPECT_EQ(result.outcomes.size(), 100u);
  EXPECT_EQ(services.ingest.requests.size(), 100u);
}

TEST(IngestAll, StopsWhenTheCallBreaks) {
  FakeServices services;
  services.ingest.break_after = 3;
  std::string lines;
  for (int i = 0; i < 50; ++i) lines += "{\"body\":\"" + std::to_string(i) + "\"}\n";
  const SendResult result = Send(services, lines, 1);
  EXPECT_EQ(result.status.code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(result.outcomes.size(), 3u);
}

TEST(IngestAll, NamesServiceThatIsNotThere) {
  std::istringstream input("text");
  auto source = ArticleSource::Open({"-"}, input);
  EXPECT_THAT(IngestAll(*source, {.program = "dateline-ingest", .option = "--ingest", .address = "127.0.0.1:1"}, 1,
                        [](const IngestOutcome&) { FAIL(); }),
              StatusIs(absl::StatusCode::kUnavailable, HasSubstr("dateline-ingest at 127.0.0.1:1")));
}

TEST(RequestIdOf, FollowsFromTheContentAlone) {
  EXPECT_EQ(RequestIdOf(MeetingArticle()), RequestIdOf(MeetingArticle()));
  EXPECT_EQ(RequestIdOf(MeetingArticle()).size(), 32u);
}

TEST(RequestIdOf, DiffersWhenAnyFieldDoes) {
  v1::Article moved;  // the same letters in other fields
  moved.set_title("ab");
  v1::Article split;
  split.set_title("a");
  split.set_publisher("b");
  EXPECT_NE(RequestIdOf(moved), RequestIdOf(split));
  v1::Article dated = moved;
  dated.mutable_published()->set_year(2026);
  EXPECT_NE(RequestIdOf(moved), RequestIdOf(dated));
}

}  // namespace
}  // namespace dateline::cli
