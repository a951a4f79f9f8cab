#include "ingest_service/ingest_server.h"

#include <fstream>

#include "absl/time/clock.h"
#include "dateline/v1/feed_service.grpc.pb.h"
#include "dateline/v1/ingest_service.grpc.pb.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/security/credentials.h"
#include "platform/encoding/sha256.h"
#include "platform/errors/errors.h"
#include "platform/rpc/status_conversion.h"
#include "tests/testing/line_reader.h"
#include "tests/testing/status_matchers.h"
#include "tests/testing/temporary_directory.h"

namespace dateline::ingest {
namespace {

using ::dateline::testing::IsOk;
using ::dateline::testing::ReadLines;
using ::dateline::testing::StatusIs;
using ::testing::AllOf;
using ::testing::ContainsRegex;
using ::testing::HasSubstr;

class IngestServerTest : public ::testing::Test {
 protected:
  IngestServerTest() {
    config_.server.listen_address = "127.0.0.1:0";
    config_.store = directory_.File("log");
    config_.worker_threads = 2;
    StartServer();
  }

  void StartServer() {
    auto server = IngestServer::Start(config_, ReadLines);
    ASSERT_THAT(server, IsOk());
    server_ = *std::move(server);
    channel_ = grpc::CreateChannel(server_->address(), grpc::InsecureChannelCredentials());
  }

  testing::TemporaryDirectory directory_;
  Config config_;
  std::unique_ptr<IngestServer> server_;
  std::shared_ptr<grpc::Channel> channel_;
};

TEST_F(IngestServerTest, KeepsArticlesOverARestart) {
  grpc::ClientContext ingest_context;
  v1::IngestArticleRequest ingest_request;
  ingest_request.mutable_article()->set_name("articles/a");
  ingest_request.mutable_article()->set_body("Sơn met Sokhonn.");
  v1::IngestArticleResponse ingest_response;
  ASSERT_TRUE(
      v1::IngestService::NewStub(channel_)->IngestArticle(&ingest_context, ingest_request, &ingest_response).ok());
  server_.reset();
  StartServer();
  grpc::ClientContext context;
  v1::GetArticleRequest request;
  request.set_name("articles/a");
  v1::GetArticleResponse response;
  ASSERT_TRUE(v1::IngestService::NewStub(channel_)->GetArticle(&context, request, &response).ok());
  EXPECT_EQ(response.article().body(), "Sơn met Sokhonn.");
}

TEST_F(IngestServerTest, RefusesAStoreThatAnotherHas) {
  EXPECT_THAT(IngestServer::Start(config_, ReadLines),
              StatusIs(absl::StatusCode::kFailedPrecondition, HasSubstr("in use by another process")));
}

TEST_F(IngestServerTest, RefusesAPortThatAnotherHas) {
  Config other = config_;
  other.store = directory_.File("other");
  other.server.listen_address = server_->address();
  EXPECT_THAT(IngestServer::Start(other, ReadLines),
              StatusIs(absl::StatusCode::kUnavailable, HasSubstr("another program has this port")));
}

TEST_F(IngestServerTest, EndsStreamsOfFollowersAtOnceWhenItEnds) {
  grpc::ClientContext context;
  const auto stream = v1::FeedService::NewStub(channel_)->StreamChanges(&context, {});
  v1::StreamChangesResponse response;
  ASSERT_TRUE(stream->Read(&response));
  server_.reset();
  while (stream->Read(&response)) {
  }
  const absl::Status status = rpc::FromGrpcStatus(stream->Finish());
  EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(errors::Reason(status), "SHUTTING_DOWN");
}

TEST_F(IngestServerTest, EndsStreamsInOrderWhenItEnds) {
  grpc::ClientContext context;
  const auto stream = v1::IngestService::NewStub(channel_)->StreamIngest(&context);
  v1::StreamIngestRequest request;
  request.mutable_article()->set_name("articles/a");
  request.mutable_article()->set_body("Sơn met Sokhonn.");
  ASSERT_TRUE(stream->Write(request));
  v1::StreamIngestResponse response;
  ASSERT_TRUE(stream->Read(&response));
  EXPECT_TRUE(response.has_ingested());
  const absl::Time begin = absl::Now();
  server_.reset();
  EXPECT_LT(absl::Now() - begin, config_.shutdown_grace);
  EXPECT_FALSE(stream->Read(&response));
  const absl::Status ended = rpc::FromGrpcStatus(stream->Finish());
  EXPECT_EQ(ended.code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(errors::Reason(ended), "SHUTTING_DOWN");
}

TEST_F(IngestServerTest, SaysInItsLogWhatWasWritten) {
  ::testing::internal::CaptureStderr();
  const auto stub = v1::IngestService::NewStub(channel_);
  {
    grpc::ClientContext context;
    const auto stream = stub->StreamIngest(&context);
    v1::StreamIngestRequest request;
    request.mutable_article()->set_name("articles/a");
    request.mutable_article()->set_body("Sơn met Sokhonn.");
    ASSERT_TRUE(stream->Write(request));
    stream->WritesDone();
    v1::StreamIngestResponse response;
    ASSERT_TRUE(stream->Read(&response));
    ASSERT_TRUE(stream->Finish().ok());
  }
  grpc::ClientContext context;
  v1::PurgeArticleRequest request;
  request.set_name("articles/a");
  v1::PurgeArticleResponse response;
  ASSERT_TRUE(stub->PurgeArticle(&context, request, &response).ok());
  server_.reset();  // every call has been logged then
  EXPECT_THAT(::testing::internal::GetCapturedStderr(),
              AllOf(ContainsRegex("write method=/dateline.v1.IngestService/StreamIngest .* resource=\"1 articles\""),
                    ContainsRegex("write method=/dateline.v1.IngestService/PurgeArticle .* resource=articles/a ")));
}

TEST_F(IngestServerTest, NamesTheCallerAsTheSender) {
  server_.reset();
  std::ofstream(directory_.File("tokens")) << encoding::Sha256Hex("s3cret") << " newsroom writer\n";
  std::ofstream(directory_.File("policy")) << R"({"allow_rules": [{"name": "all"}]})";
  config_.server.access = {directory_.File("tokens"), directory_.File("policy")};
  StartServer();
  grpc::ClientContext context;
  context.AddMetadata("authorization", "Bearer s3cret");
  v1::IngestArticleRequest request;
  request.mutable_article()->set_name("articles/a");
  request.mutable_article()->set_body("Sơn met Sokhonn.");
  v1::IngestArticleResponse response;
  ASSERT_TRUE(v1::IngestService::NewStub(channel_)->IngestArticle(&context, request, &response).ok());
  EXPECT_EQ(response.article().provenance().sender(), "newsroom");
}

}  // namespace
}  // namespace dateline::ingest
