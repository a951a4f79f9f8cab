#include "ingest_service/rpc/ingest_stream.h"

#include <atomic>
#include <chrono>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "platform/errors/errors.h"
#include "tests/testing/ingest_service_fixture.h"

namespace dateline::ingest_rpc {
namespace {

using ::dateline::testing::IsOk;

class IngestStreamTest : public testing::IngestServiceFixture {
 protected:
  static v1::StreamIngestRequest StreamRequest(const std::string& id, const std::string& body) {
    v1::StreamIngestRequest request;
    request.set_request_id("request-" + id);
    request.mutable_article()->set_name("articles/" + id);
    request.mutable_article()->set_body(body);
    return request;
  }
};

TEST_F(IngestStreamTest, AnswersEveryArticleInItsOrder) {
  grpc::ClientContext context;
  const auto stream = ingest_->StreamIngest(&context);
  constexpr int kArticles = 200;
  std::thread writer([&] {
    for (int i = 0; i < kArticles; ++i) {
      EXPECT_TRUE(stream->Write(StreamRequest(absl::StrCat(i), absl::StrCat("Body ", i))));
    }
    EXPECT_TRUE(stream->WritesDone());
  });
  v1::StreamIngestResponse response;
  for (int i = 0; i < kArticles; ++i) {
    ASSERT_TRUE(stream->Read(&response));
    EXPECT_EQ(response.index(), i);
    EXPECT_EQ(response.request_id(), absl::StrCat("request-", i));
    EXPECT_EQ(response.ingested().article().name(), absl::StrCat("articles/", i));
  }
  EXPECT_FALSE(stream->Read(&response));
  writer.join();
  EXPECT_TRUE(stream->Finish().ok());
}

TEST_F(IngestStreamTest, FailsABadArticleAlone) {
  grpc::ClientContext context;
  const auto stream = ingest_->StreamIngest(&context);
  ASSERT_TRUE(stream->Write(StreamRequest("a", "One.")));
  ASSERT_TRUE(stream->Write(StreamRequest("b", "bad \xff byte")));
  ASSERT_TRUE(stream->Write(StreamRequest("a2", "")));
  ASSERT_TRUE(stream->Write(StreamRequest("c", "Three.")));
  ASSERT_TRUE(stream->WritesDone());
  v1::StreamIngestResponse a, b, empty, c;
  ASSERT_TRUE(stream->Read(&a) && stream->Read(&b) && stream->Read(&empty) && stream->Read(&c));
  EXPECT_TRUE(a.has_ingested());
  EXPECT_EQ(b.failure().reason(), v1::ERROR_REASON_BODY_NOT_UTF8);
  EXPECT_EQ(b.failure().code(), 3);
  EXPECT_EQ(b.request_id(), "request-b");
  EXPECT_EQ(b.index(), 1);
  EXPECT_EQ(empty.failure().reason(), v1::ERROR_REASON_BODY_EMPTY);
  EXPECT_TRUE(c.has_ingested());
  EXPECT_TRUE(stream->Finish().ok());
}

TEST_F(IngestStreamTest, SaysWhichRequestNobodyWorksOn) {
  services_->workers().Shutdown();
  grpc::ClientContext context;
  const auto stream = ingest_->StreamIngest(&context);
  ASSERT_TRUE(stream->Write(StreamRequest("a", "One.")));
  ASSERT_TRUE(stream->WritesDone());
  v1::StreamIngestResponse response;
  ASSERT_TRUE(stream->Read(&response));
  EXPECT_EQ(response.failure().reason(), v1::ERROR_REASON_OVERLOADED);
  EXPECT_EQ(response.request_id(), "request-a");
  EXPECT_TRUE(stream->Finish().ok());
}

TEST_F(IngestStreamTest, EndsAtOnceWhenNothingIsSent) {
  grpc::ClientContext context;
  const auto stream = ingest_->StreamIngest(&context);
  ASSERT_TRUE(stream->WritesDone());
  v1::StreamIngestResponse response;
  EXPECT_FALSE(stream->Read(&response));
  EXPECT_TRUE(stream->Finish().ok());
}

TEST_F(IngestStreamTest, SurvivesAClientThatGoesAway) {
  for (int i = 0; i < 20; ++i) {
    grpc::ClientContext context;
    const auto stream = ingest_->StreamIngest(&context);
    for (int j = 0; j < 5; ++j) stream->Write(StreamRequest(absl::StrCat(i, "-", j), "Body."));
    context.TryCancel();
    EXPECT_EQ(stream->Finish().error_code(), grpc::StatusCode::CANCELLED);
  }
  EXPECT_THAT(Ingest(Request("after", "Still there.")), IsOk());
}

// Answers come in order, so as long as the first article is being read nothing is answered, and the stream may take no
// more than its bound. The reading of the first article lasts until the others are beyond the bound, or gives them up.
class BoundedStreamTest : public IngestStreamTest {
 protected:
  static constexpr int kBound = 4;

  void SetUp() override {
    limits_.max_stream_articles_in_flight = kBound;
    reader_ = [this](const v1::Article& article) {
      ++articles_read_;
      if (article.body() == "first") WaitForOthers();
      return testing::ReadLines(article);
    };
    IngestStreamTest::SetUp();
  }

  void WaitForOthers() {
    for (int i = 0; i < 500 && articles_read_ <= kBound; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    articles_read_with_the_first_ = articles_read_.load();
  }

  std::atomic<int> articles_read_ = 0;
  std::atomic<int> articles_read_with_the_first_ = 0;
};

TEST_F(BoundedStreamTest, TakesNoMoreThanItsBoundBeforeItAnswers) {
  grpc::ClientContext context;
  const auto stream = ingest_->StreamIngest(&context);
  constexpr int kArticles = 40;
  for (int i = 0; i < kArticles; ++i) {
    ASSERT_TRUE(stream->Write(StreamRequest(absl::StrCat(i), i == 0 ? "first" : "another")));
  }
  ASSERT_TRUE(stream->WritesDone());
  v1::StreamIngestResponse response;
  for (int i = 0; i < kArticles; ++i) ASSERT_TRUE(stream->Read(&response));
  EXPECT_TRUE(stream->Finish().ok());
  EXPECT_LE(articles_read_with_the_first_, kBound);
  EXPECT_EQ(articles_read_, kArticles);
}

// Streams whose articles take their time, more than the workers can do.
class BusyStreamTest : public IngestStreamTest {
 protected:
  static constexpr int kStreams = 4;
  static constexpr int kArticlesOfAStream = 100;

  void SetUp() override {
    limits_.max_stream_articles_in_flight = kArticlesOfAStream;
    reader_ = [this](const v1::Article& article) {
      if (article.body() == "of a stream") {
        ++articles_read_;
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
      } else {
        read_when_called_ = articles_read_.load();
      }
      return testing::ReadLines(article);
    };
    IngestStreamTest::SetUp();
  }

  std::atomic<int> articles_read_ = 0;
  std::atomic<int> read_when_called_ = 0;  // when the article of a call was
};

TEST_F(BusyStreamTest, LetsACallPass) {
  std::vector<std::thread> streams;
  for (int i = 0; i < kStreams; ++i) {
    streams.emplace_back([this, i] {
      grpc::ClientContext context;
      const auto stream = ingest_->StreamIngest(&context);
      for (int j = 0; j < kArticlesOfAStream; ++j) stream->Write(StreamRequest(absl::StrCat(i, "-", j), "of a stream"));
      stream->WritesDone();
      for (v1::StreamIngestResponse response; stream->Read(&response);) EXPECT_TRUE(response.has_ingested());
    });
  }
  while (articles_read_ < 20) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  EXPECT_THAT(Ingest(Request("call", "Of a call.")), IsOk());
  EXPECT_LT(read_when_called_, kStreams * kArticlesOfAStream / 2);
  for (std::thread& stream : streams) stream.join();
}

class SpentBudgetTest : public BoundedStreamTest {
 protected:
  void SetUp() override {
    limits_.max_stream_bytes_in_flight = 1;
    limits_.max_ingest_streams = 1;
    BoundedStreamTest::SetUp();
  }
};

TEST_F(SpentBudgetTest, LeavesEachStreamOneArticle) {
  grpc::ClientContext context;
  const auto stream = ingest_->StreamIngest(&context);
  for (const char* const body : {"first", "second", "third"}) ASSERT_TRUE(stream->Write(StreamRequest(body, body)));
  ASSERT_TRUE(stream->WritesDone());
  v1::StreamIngestResponse response;
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(stream->Read(&response));
  EXPECT_TRUE(stream->Finish().ok());
  EXPECT_EQ(articles_read_with_the_first_, 1);
  EXPECT_EQ(articles_read_, 3);
}

TEST_F(SpentBudgetTest, RefusesAStreamTooManyUntilAnotherEnds) {
  {
    grpc::ClientContext context, refused_context;
    const auto stream = ingest_->StreamIngest(&context);
    ASSERT_TRUE(stream->Write(StreamRequest("a", "Body.")));
    v1::StreamIngestResponse response;
    ASSERT_TRUE(stream->Read(&response));
    const auto refused = ingest_->StreamIngest(&refused_context);
    EXPECT_FALSE(refused->Read(&response));
    const absl::Status status = rpc::FromGrpcStatus(refused->Finish());
    EXPECT_EQ(status.code(), absl::StatusCode::kResourceExhausted);
    EXPECT_EQ(errors::Reason(status), "OVERLOADED");
    stream->WritesDone();
    EXPECT_TRUE(stream->Finish().ok());
  }
  absl::Status status;
  for (int i = 0; i < 500; ++i) {
    grpc::ClientContext context;
    const auto stream = ingest_->StreamIngest(&context);
    stream->WritesDone();
    status = rpc::FromGrpcStatus(stream->Finish());
    if (status.ok()) break;
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  EXPECT_THAT(status, IsOk());
}

}  // namespace
}  // namespace dateline::ingest_rpc
