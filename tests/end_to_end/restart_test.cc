// Both services end when asked and go on where they were.
#include "gtest/gtest.h"
#include "tests/testing/directories.h"
#include "tests/testing/service_pair.h"

namespace dateline {
namespace {

using ::dateline::testing::CallContext;
using ::dateline::testing::ServicePair;

v1::IngestArticleResponse IngestBody(const ServicePair& pair, const std::string& body) {
  v1::IngestArticleRequest request;
  request.mutable_article()->set_body(body);
  v1::IngestArticleResponse response;
  const grpc::Status status = pair.Ingest()->IngestArticle(CallContext().get(), request, &response);
  EXPECT_TRUE(status.ok()) << status.error_message();
  return response;
}

// Facts at a state that includes `token`.
int FactCountAt(const ServicePair& pair, const std::string& token) {
  v1::ListFactsRequest request;
  request.set_page_size(1000);
  request.mutable_consistency()->set_at_least_as_fresh(token);
  v1::ListFactsResponse response;
  const grpc::Status status = pair.Query()->ListFacts(CallContext().get(), request, &response);
  EXPECT_TRUE(status.ok()) << status.error_message();
  return response.facts_size();
}

TEST(Restart, KeepsWhatWasThereAndTakesMore) {
  ServicePair pair(DATELINE_PROGRAM_DIRECTORY);
  pair.StartIngest();
  pair.StartQuery();
  const auto first =
      IngestBody(pair, "PARIS - President Anne Dubois met Prime Minister Karl Weber in Paris on Monday.");
  const int before = FactCountAt(pair, first.revision_token());
  EXPECT_EQ(before, first.facts_size());
  EXPECT_GT(before, 0);
  EXPECT_EQ(pair.query_process().Terminate(), 0);
  EXPECT_EQ(pair.ingest_process().Terminate(), 0);
  pair.StartIngest();
  pair.StartQuery();
  EXPECT_EQ(FactCountAt(pair, first.revision_token()), before);
  const auto second =
      IngestBody(pair, "OSLO - Foreign Minister Nils Berg visited Minister Eva Lind in Oslo on Friday.");
  EXPECT_EQ(FactCountAt(pair, second.revision_token()), before + second.facts_size());
}

TEST(Restart, IndexIsBuiltAgainFromTheFeed) {
  ServicePair pair(DATELINE_PROGRAM_DIRECTORY);
  pair.StartIngest();
  const auto written =
      IngestBody(pair, "PARIS - President Anne Dubois met Prime Minister Karl Weber in Paris on Monday.");
  pair.StartQuery();
  EXPECT_EQ(FactCountAt(pair, written.revision_token()), written.facts_size());
}

TEST(Restart, QueryWaitsForIngestToComeBack) {
  ServicePair pair(DATELINE_PROGRAM_DIRECTORY);
  pair.StartIngest();
  pair.StartQuery();
  pair.WaitUntilCaughtUp();
  pair.ingest_process().Kill();
  pair.StartIngest();
  const auto written =
      IngestBody(pair, "PARIS - President Anne Dubois met Prime Minister Karl Weber in Paris on Monday.");
  EXPECT_EQ(FactCountAt(pair, written.revision_token()), written.facts_size());
}

}  // namespace
}  // namespace dateline
