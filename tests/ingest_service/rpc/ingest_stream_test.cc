#include "ingest_service/rpc/ingest_stream.h"

#include <atomic>
#include <thread>

#include "absl/strings/str_cat.h"
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

// A client that sends without reading: the service stops reading at its bound, so that a frozen client costs no more.
class BoundedStreamTest : public IngestStreamTest {
 protected:
  void SetUp() override {
    limits_.max_stream_articles_in_flight = 4;
    reader_ = [this](const v1::Article& article) {
      ++articles_read_;
      return testing::ReadLines(article);
    };
    IngestStreamTest::SetUp();
  }

  std::atomic<int> articles_read_ = 0;
};

TEST_F(BoundedStreamTest, ReadsNoMoreThanItsBoundAheadOfTheAnswersTaken) {
  grpc::ClientContext context;
  const auto stream = ingest_->StreamIngest(&context);
  // One article's answer fills the client's window, so that the service cannot write any more.
  const std::string lines = absl::StrCat(std::string(500000, 'x'), "\n");
  constexpr int kArticles = 40;
  std::thread writer([&] {
    for (int i = 0; i < kArticles; ++i) stream->Write(StreamRequest(absl::StrCat(i), absl::StrCat(lines, i)));
    stream->WritesDone();
  });
  v1::StreamIngestResponse response;
  for (int taken = 0; taken < kArticles; ++taken) {
    ASSERT_TRUE(stream->Read(&response));
    // What is in flight, and what gRPC may hold on its way: never all of it.
    EXPECT_LE(articles_read_, taken + 1 + 4 + 8) << taken;
  }
  writer.join();
  EXPECT_TRUE(stream->Finish().ok());
  EXPECT_EQ(articles_read_, kArticles);
}

}  // namespace
}  // namespace dateline::ingest_rpc
