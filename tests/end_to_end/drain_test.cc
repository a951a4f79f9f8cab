// A service that is told to end while it is busy.
#include <grpcpp/grpcpp.h>

#include <algorithm>
#include <atomic>
#include <sstream>
#include <thread>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "gmock/gmock.h"
#include "platform/errors/errors.h"
#include "platform/rpc/status_conversion.h"
#include "tests/testing/directories.h"
#include "tests/testing/service_pair.h"

namespace dateline::testing {
namespace {

using ::testing::AnyOf;
using ::testing::UnorderedElementsAreArray;

constexpr int kWriters = 8;
constexpr int kReaders = 8;

v1::Article ArticleNumber(int writer, int number) {
  v1::Article article;
  article.set_name(absl::StrCat("articles/", writer, "-", number));
  article.set_body("The foreign minister of Vietnam met the minister of Thailand in Hanoi on Tuesday.");
  return article;
}

// Ingests it and gives the names of its facts.
std::vector<std::string> IngestFactsOf(const ServicePair& pair, const v1::Article& article) {
  v1::IngestArticleRequest request;
  *request.mutable_article() = article;
  v1::IngestArticleResponse response;
  const grpc::Status status = pair.Ingest()->IngestArticle(CallContext().get(), request, &response);
  EXPECT_TRUE(status.ok()) << status.error_message();
  std::vector<std::string> names;
  for (const v1::Fact& fact : response.facts()) names.push_back(fact.name());
  return names;
}

// An article with a meeting on each day of the year.
v1::Article YearOfMeetings(int number) {
  v1::Article article;
  article.set_name(absl::StrCat("articles/year-", number));
  for (const char* month : {"January", "March", "May", "July", "August", "October", "December"}) {
    for (int day = 1; day <= 31; ++day) {
      absl::StrAppend(article.mutable_body(), "President Anne Dubois met Prime Minister Karl Weber in Paris on ", month,
                      " ", day, ", 2025. ");
    }
  }
  return article;
}

// Lines of the log that tell of such an event (" write "), and hold `words`.
int LinesLogged(const std::string& log, const std::string& event, const std::string& words) {
  int count = 0;
  std::istringstream lines(log);
  for (std::string line; std::getline(lines, line);) {
    if (absl::StrContains(line, event) && absl::StrContains(line, words)) ++count;
  }
  return count;
}

TEST(Drain, LosesNoCallThatWasAccepted) {
  ServicePair pair(DATELINE_PROGRAM_DIRECTORY);
  pair.StartIngest();
  std::atomic<int> answered = 0;
  std::vector<std::vector<std::string>> stored(kWriters);
  std::vector<std::thread> writers;
  for (int writer = 0; writer < kWriters; ++writer) {
    writers.emplace_back([&, writer] {
      const auto stub = pair.Ingest();
      for (int number = 0;; ++number) {
        v1::IngestArticleRequest request;
        *request.mutable_article() = ArticleNumber(writer, number);
        v1::IngestArticleResponse response;
        const grpc::Status status = stub->IngestArticle(CallContext().get(), request, &response);
        // It was not accepted: on a busy machine it waited for too long.
        if (status.error_code() == grpc::StatusCode::RESOURCE_EXHAUSTED) continue;
        if (!status.ok()) {
          EXPECT_THAT(status.error_code(), AnyOf(grpc::StatusCode::UNAVAILABLE, grpc::StatusCode::CANCELLED))
              << status.error_message();
          return;
        }
        stored[writer].push_back(request.article().name());
        ++answered;
      }
    });
  }
  while (answered < 20 * kWriters) absl::SleepFor(absl::Milliseconds(5));
  EXPECT_EQ(pair.ingest_process().Terminate(), 0);
  for (std::thread& writer : writers) writer.join();
  // What the service took in it has answered, and its answers have arrived.
  const std::string log = pair.ingest_process().Errors();
  EXPECT_EQ(LinesLogged(log, " write ", " code=OK "), answered);
  EXPECT_EQ(LinesLogged(log, " write ", "") - LinesLogged(log, " write ", " code=RESOURCE_EXHAUSTED "), answered);
  pair.StartIngest();
  const auto stub = pair.Ingest();
  for (const auto& names : stored) {
    for (const std::string& name : names) {
      v1::GetArticleRequest request;
      request.set_name(name);
      v1::GetArticleResponse response;
      EXPECT_TRUE(stub->GetArticle(CallContext().get(), request, &response).ok()) << name;
    }
  }
}

TEST(Drain, EndsTheFeedSoThatItCanBeResumed) {
  ServicePair pair(DATELINE_PROGRAM_DIRECTORY);
  pair.StartIngest();
  v1::IngestArticleRequest article;
  *article.mutable_article() = ArticleNumber(0, 0);
  v1::IngestArticleResponse ingested;
  ASSERT_TRUE(pair.Ingest()->IngestArticle(CallContext().get(), article, &ingested).ok());
  const auto feed = pair.Feed();
  const auto context = CallContext();
  const auto stream = feed->StreamChanges(context.get(), {});
  v1::StreamChangesResponse response;
  std::string cursor;
  int records = 0;
  ASSERT_TRUE(stream->Read(&response));
  cursor = response.cursor();
  records += response.records_size();
  std::thread terminator([&] { EXPECT_EQ(pair.ingest_process().Terminate(), 0); });
  while (stream->Read(&response)) {
    cursor = response.cursor();
    records += response.records_size();
  }
  terminator.join();
  const absl::Status ended = rpc::FromGrpcStatus(stream->Finish());
  EXPECT_EQ(ended.code(), absl::StatusCode::kUnavailable);
  EXPECT_GT(records, 0);
  EXPECT_EQ(errors::Reason(ended), "SHUTTING_DOWN");
  pair.StartIngest();
  v1::StreamChangesRequest resume;
  resume.set_cursor(cursor);
  const auto again = CallContext();
  const auto resumed = pair.Feed()->StreamChanges(again.get(), resume);
  ASSERT_TRUE(resumed->Read(&response));
  EXPECT_EQ(response.records_size(), 0);  // nothing twice
  again->TryCancel();
  while (resumed->Read(&response)) {
  }
  resumed->Finish();
}

TEST(Drain, EndsEachStreamOfArticles) {
  ServicePair pair(DATELINE_PROGRAM_DIRECTORY);
  pair.StartIngest();
  using Stream = grpc::ClientReaderWriter<v1::StreamIngestRequest, v1::StreamIngestResponse>;
  std::vector<std::unique_ptr<grpc::ClientContext>> contexts;
  std::vector<std::unique_ptr<Stream>> streams;
  v1::StreamIngestResponse response;
  for (int i = 0; i < 3; ++i) {
    contexts.push_back(CallContext());
    streams.push_back(pair.Ingest()->StreamIngest(contexts.back().get()));
    v1::StreamIngestRequest request;
    request.set_request_id(absl::StrCat("r-", i));
    *request.mutable_article() = ArticleNumber(i, 0);
    ASSERT_TRUE(streams.back()->Write(request));
    ASSERT_TRUE(streams.back()->Read(&response));
    EXPECT_TRUE(response.has_ingested());
  }
  // All of them are idle now.
  std::thread terminator([&] { EXPECT_EQ(pair.ingest_process().Terminate(), 0); });
  for (const auto& stream : streams) {
    EXPECT_FALSE(stream->Read(&response));
    const absl::Status ended = rpc::FromGrpcStatus(stream->Finish());
    EXPECT_EQ(ended.code(), absl::StatusCode::kUnavailable);
    EXPECT_EQ(errors::Reason(ended), "SHUTTING_DOWN");
  }
  terminator.join();
}

TEST(Drain, AnswersEveryReadThatWasAccepted) {
  ServicePair pair(DATELINE_PROGRAM_DIRECTORY);
  pair.StartIngest();
  IngestFactsOf(pair, YearOfMeetings(0));
  pair.StartQuery({}, {"--log-every-call"});
  pair.WaitUntilCaughtUp();
  std::atomic<int> answered = 0;
  std::vector<std::thread> readers;
  for (int reader = 0; reader < kReaders; ++reader) {
    readers.emplace_back([&] {
      const auto stub = pair.Query();
      for (;;) {
        v1::ListFactsResponse response;
        const grpc::Status status = stub->ListFacts(CallContext().get(), {}, &response);
        if (!status.ok()) {
          EXPECT_THAT(status.error_code(), AnyOf(grpc::StatusCode::UNAVAILABLE, grpc::StatusCode::CANCELLED))
              << status.error_message();
          return;
        }
        EXPECT_GT(response.facts_size(), 0);
        ++answered;
      }
    });
  }
  while (answered < 20 * kReaders) absl::SleepFor(absl::Milliseconds(5));
  EXPECT_EQ(pair.query_process().Terminate(), 0);
  for (std::thread& reader : readers) reader.join();
  EXPECT_EQ(LinesLogged(pair.query_process().Errors(), " method=/dateline.v1.QueryService/ListFacts ", " code=OK "),
            answered);
}

TEST(Drain, EndsAWatchSoThatItCanBeResumed) {
  ServicePair pair(DATELINE_PROGRAM_DIRECTORY);
  pair.StartIngest();
  pair.StartQuery();
  std::vector<std::string> expected;
  const auto ingest = [&](int writer) {
    for (int number = 0; number < 5; ++number) {
      v1::Article article = ArticleNumber(writer, number);
      article.set_body("PARIS - President Anne Dubois met Prime Minister Karl Weber on Monday.");
      for (const std::string& name : IngestFactsOf(pair, article)) expected.push_back(name);
    }
  };
  ingest(0);
  ASSERT_FALSE(expected.empty());
  pair.WaitUntilCaughtUp();
  v1::WatchFactsRequest request;
  request.set_include_present(true);
  v1::WatchFactsResponse response;
  std::vector<std::string> matched;
  const auto take = [&] {
    request.set_resume_token(response.resume_token());
    for (const v1::WatchEvent& event : response.events()) {
      if (event.kind() == v1::WATCH_EVENT_KIND_MATCH) matched.push_back(event.fact().name());
    }
  };
  const auto context = CallContext();
  const auto stream = pair.Query()->WatchFacts(context.get(), request);
  while (matched.empty() && stream->Read(&response)) take();
  std::thread terminator([&] { EXPECT_EQ(pair.query_process().Terminate(), 0); });
  ingest(1);
  while (stream->Read(&response)) take();
  terminator.join();
  const absl::Status ended = rpc::FromGrpcStatus(stream->Finish());
  EXPECT_EQ(ended.code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(errors::Reason(ended), "SHUTTING_DOWN");
  ingest(2);
  pair.StartQuery();
  pair.WaitUntilCaughtUp();
  const auto again = CallContext();
  const auto resumed = pair.Query()->WatchFacts(again.get(), request);
  while (matched.size() < expected.size() && resumed->Read(&response)) take();
  // Nothing is lost, and nothing comes twice.
  EXPECT_THAT(matched, UnorderedElementsAreArray(expected));
  again->TryCancel();
}

// Of what an export gives until it ends; `request` then says how to go on.
std::vector<std::string> Export(grpc::ClientReader<v1::ExportFactsResponse>& stream, v1::ExportFactsRequest& request) {
  std::vector<std::string> names;
  v1::ExportFactsResponse response;
  while (stream.Read(&response)) {
    for (const v1::Fact& fact : response.facts()) names.push_back(fact.name());
    request.set_resume_token(response.resume_token());
  }
  return names;
}

TEST(Drain, EndsAnExportSoThatItCanBeResumed) {
  constexpr size_t kSeveralMessages = 5000;
  ServicePair pair(DATELINE_PROGRAM_DIRECTORY);
  pair.StartIngest();
  std::vector<std::string> expected;
  for (int number = 0; expected.size() < kSeveralMessages; ++number) {
    const std::vector<std::string> names = IngestFactsOf(pair, YearOfMeetings(number));
    ASSERT_FALSE(names.empty());
    expected.insert(expected.end(), names.begin(), names.end());
  }
  pair.StartQuery();
  pair.WaitUntilCaughtUp();
  grpc::ChannelArguments arguments;
  arguments.SetInt(GRPC_ARG_HTTP2_BDP_PROBE, 0);  // takes in no more than it reads
  const auto stub = v1::QueryService::NewStub(
      grpc::CreateCustomChannel(pair.query_address(), grpc::InsecureChannelCredentials(), arguments));
  v1::ExportFactsRequest request;
  const auto context = CallContext();
  const auto stream = stub->ExportFacts(context.get(), request);
  stream->WaitForInitialMetadata();
  std::thread terminator([&] { EXPECT_EQ(pair.query_process().Terminate(), 0); });
  v1::GetIndexStatusResponse status;
  while (pair.Query()->GetIndexStatus(CallContext().get(), {}, &status).ok()) absl::SleepFor(absl::Milliseconds(5));
  std::vector<std::string> names = Export(*stream, request);
  terminator.join();
  const absl::Status ended = rpc::FromGrpcStatus(stream->Finish());
  EXPECT_EQ(errors::Reason(ended), "SHUTTING_DOWN") << names.size();
  EXPECT_FALSE(request.resume_token().empty());
  pair.StartQuery();
  pair.WaitUntilCaughtUp();
  const auto again = CallContext();
  const auto resumed = pair.Query()->ExportFacts(again.get(), request);
  const std::vector<std::string> rest = Export(*resumed, request);
  EXPECT_TRUE(resumed->Finish().ok());
  names.insert(names.end(), rest.begin(), rest.end());
  std::sort(names.begin(), names.end());
  std::sort(expected.begin(), expected.end());
  EXPECT_TRUE(names == expected) << names.size() << " facts, not " << expected.size();
}

}  // namespace
}  // namespace dateline::testing
