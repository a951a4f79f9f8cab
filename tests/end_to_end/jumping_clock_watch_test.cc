// The machine's clock is set back and forth under a watch: it goes on to hear what happens.
#include <filesystem>
#include <fstream>
#include <string>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "tests/testing/directories.h"
#include "tests/testing/service_pair.h"
#include "tests/testing/skipped_test.h"
#include "tests/testing/temporary_directory.h"

namespace dateline {
namespace {

using ::dateline::testing::CallContext;
using ::dateline::testing::Environment;
using ::dateline::testing::ServicePair;

int Ingest(const ServicePair& pair, const std::string& name) {
  v1::IngestArticleRequest request;
  request.mutable_article()->set_name(name);
  request.mutable_article()->set_body(
      "PARIS - President Anne Dubois met Prime Minister Karl Weber in Paris on Monday.");
  v1::IngestArticleResponse response;
  grpc::Status status = pair.Ingest()->IngestArticle(CallContext().get(), request, &response);
  // A call that is on its way while the clock is set forward may be late by it.
  if (status.error_code() == grpc::StatusCode::DEADLINE_EXCEEDED) {
    status = pair.Ingest()->IngestArticle(CallContext().get(), request, &response);
  }
  EXPECT_TRUE(status.ok()) << status.error_message();
  return response.facts_size();
}

TEST(JumpingClockWatch, GoesOnToHearOfEvents) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  GTEST_SKIP() << "the sanitizers take the clock's functions themselves";
#endif
  if (!std::filesystem::exists(DATELINE_FAKETIME_LIBRARY)) return testing::SkipTest("libfaketime is not installed");
  const testing::TemporaryDirectory directory;
  // As faketime says it: "-2h".
  const auto set_clock = [&](const std::string& offset) {
    std::ofstream(directory.File("next")) << offset << "\n";
    std::filesystem::rename(directory.File("next"), directory.File("clock"));
  };
  set_clock("+0");
  const Environment fake_time = {{"LD_PRELOAD", DATELINE_FAKETIME_LIBRARY},
                                 {"FAKETIME_TIMESTAMP_FILE", directory.File("clock")},
                                 {"FAKETIME_NO_CACHE", "1"},
                                 {"FAKETIME_DONT_FAKE_MONOTONIC", "1"}};
  ServicePair pair(DATELINE_PROGRAM_DIRECTORY);
  pair.StartIngest(fake_time);
  pair.StartQuery(fake_time);
  pair.WaitUntilCaughtUp();
  const auto query = pair.Query();
  const auto context = CallContext();
  const auto stream = query->WatchFacts(context.get(), {});
  v1::WatchFactsResponse response;
  ASSERT_TRUE(stream->Read(&response));
  int article = 0;
  for (const char* const offset : {"+0", "-2h", "+3h", "-1d"}) {
    set_clock(offset);
    int missing = Ingest(pair, absl::StrCat("articles/", ++article));
    EXPECT_GT(missing, 0);
    while (missing > 0) {
      ASSERT_TRUE(stream->Read(&response)) << "at " << offset << ": " << stream->Finish().error_message();
      missing -= response.events_size();
    }
    EXPECT_EQ(missing, 0) << offset;
  }
  context->TryCancel();
  stream->Finish();
}

}  // namespace
}  // namespace dateline
