// The trace of a caller, in what both services log.
#include <sstream>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/directories.h"
#include "tests/testing/service_pair.h"

namespace dateline::testing {
namespace {

using ::testing::HasSubstr;

constexpr char kTrace[] = "0af7651916cd43dd8448eb211c80319c";

std::unique_ptr<grpc::ClientContext> TracedContext() {
  auto context = CallContext();
  context->AddMetadata("traceparent", absl::StrCat("00-", kTrace, "-b7ad6b7169203331-01"));
  return context;
}

// The first line of the log with `words`.
std::string LineWith(const std::string& log, const std::string& words) {
  std::istringstream lines(log);
  for (std::string line; std::getline(lines, line);) {
    if (absl::StrContains(line, words)) return line;
  }
  return "";
}

TEST(Traces, AreInTheLogsOfBothServices) {
  ServicePair pair(DATELINE_PROGRAM_DIRECTORY);
  pair.StartIngest();
  pair.StartQuery({}, {"--log-every-call"});
  v1::IngestArticleRequest article;
  article.mutable_article()->set_body("PARIS - President Anne Dubois met Prime Minister Karl Weber on Monday.");
  v1::IngestArticleResponse ingested;
  ASSERT_TRUE(pair.Ingest()->IngestArticle(TracedContext().get(), article, &ingested).ok());
  pair.WaitUntilCaughtUp();
  v1::ListFactsResponse facts;
  ASSERT_TRUE(pair.Query()->ListFacts(TracedContext().get(), {}, &facts).ok());
  EXPECT_EQ(pair.query_process().Terminate(), 0);
  EXPECT_EQ(pair.ingest_process().Terminate(), 0);
  const std::string trace = absl::StrCat("trace_id=", kTrace);
  EXPECT_THAT(LineWith(pair.ingest_process().Errors(), " write method=/dateline.v1.IngestService/IngestArticle"),
              HasSubstr(trace));
  EXPECT_THAT(LineWith(pair.query_process().Errors(), " call method=/dateline.v1.QueryService/ListFacts"),
              HasSubstr(trace));
}

}  // namespace
}  // namespace dateline::testing
