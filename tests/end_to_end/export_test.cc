// An export whose service is killed in the middle and started again: nothing is missing, nothing comes twice.
#include <set>
#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/directories.h"
#include "tests/testing/service_pair.h"

namespace dateline {
namespace {

using ::dateline::testing::CallContext;
using ::dateline::testing::ServicePair;

constexpr int kArticles = 120;
constexpr int kSentences = 20;

void Ingest(const ServicePair& pair, const std::string& name) {
  v1::IngestArticleRequest request;
  request.mutable_article()->set_name(name);
  std::string body = "PARIS - President Anne Dubois arrived in Paris on Monday.";
  for (int sentence = 0; sentence < kSentences; ++sentence) {
    absl::StrAppend(&body, " Dubois said that ", 100 + sentence, " soldiers would return to Vienna in May.");
  }
  request.mutable_article()->set_body(body);
  v1::IngestArticleResponse response;
  const grpc::Status status = pair.Ingest()->IngestArticle(CallContext().get(), request, &response);
  ASSERT_TRUE(status.ok()) << status.error_message();
}

// The next response behind `resume_token`, which becomes its own.
void ReadNext(const ServicePair& pair, std::string& resume_token, v1::ExportFactsResponse& response) {
  v1::ExportFactsRequest request;
  request.set_resume_token(resume_token);
  const auto query = pair.Query();
  const auto context = CallContext();
  const auto stream = query->ExportFacts(context.get(), request);
  ASSERT_TRUE(stream->Read(&response)) << stream->Finish().error_message();
  resume_token = response.resume_token();
  context->TryCancel();
  stream->Finish();
}

TEST(Export, GoesOnAfterTheServiceWasKilled) {
  ServicePair pair(DATELINE_PROGRAM_DIRECTORY);
  pair.StartIngest();
  pair.StartQuery();
  for (int i = 0; i < kArticles; ++i) Ingest(pair, absl::StrCat("articles/", i));
  pair.WaitUntilCaughtUp();
  v1::GetIndexStatusResponse index;
  ASSERT_TRUE(pair.Query()->GetIndexStatus(CallContext().get(), {}, &index).ok());
  std::set<std::string> names;
  std::string resume_token, revision_token;
  int responses = 0;
  do {
    v1::ExportFactsResponse response;
    ASSERT_NO_FATAL_FAILURE(ReadNext(pair, resume_token, response));
    for (const v1::Fact& fact : response.facts()) EXPECT_TRUE(names.insert(fact.name()).second) << fact.name();
    if (++responses == 1) revision_token = response.revision_token();
    EXPECT_EQ(response.revision_token(), revision_token);
    pair.query_process().Kill();
    pair.StartQuery();
    // What comes later is of another state.
    Ingest(pair, absl::StrCat("articles/later-", responses));
    pair.WaitUntilCaughtUp();
  } while (!resume_token.empty());
  EXPECT_GT(responses, 1);
  EXPECT_EQ(static_cast<int64_t>(names.size()), index.fact_count());
}

}  // namespace
}  // namespace dateline
