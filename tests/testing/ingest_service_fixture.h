// The RPC services of ingest in this process, with a client.
#ifndef DATELINE_TESTS_TESTING_INGEST_SERVICE_FIXTURE_H_
#define DATELINE_TESTS_TESTING_INGEST_SERVICE_FIXTURE_H_

#include <memory>
#include <string>

#include "dateline/v1/feed_service.grpc.pb.h"
#include "dateline/v1/ingest_service.grpc.pb.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/security/credentials.h"
#include "ingest_service/rpc/feed_service.h"
#include "ingest_service/rpc/ingest_service.h"
#include "platform/rpc/server_host.h"
#include "platform/rpc/status_conversion.h"
#include "tests/testing/line_reader.h"
#include "tests/testing/status_matchers.h"
#include "tests/testing/temporary_directory.h"

namespace dateline::testing {

// What serves, in the order in which it is made.
class IngestServices {
 public:
  IngestServices(const std::string& store_path, ingest_rpc::ArticleReader reader,
                 const ingest_rpc::IngestServiceLimits& limits, const ingest_rpc::FeedServiceLimits& feed_limits,
                 absl::Duration consumer_lease)
      : log_(*fact_log::FactLog::Open(store_path, {},
                                      [this](const fact_log::FeedHead& head) { watch_.Notify(head.offset); })),
        intake_(std::move(reader), *log_, {}),
        ingest_(intake_, *log_, workers_, workers_, limits, consumer_lease),
        feed_service_(feed_, *log_, watch_, workers_, feed_limits, consumer_lease) {
    rpc::ServerOptions options;
    options.listen_address = "127.0.0.1:0";
    auto host = rpc::ServerHost::Start(options, {{v1::IngestService::service_full_name(), &ingest_},
                                                 {v1::FeedService::service_full_name(), &feed_service_}});
    EXPECT_THAT(host, IsOk());
    host_ = *std::move(host);
  }

  ~IngestServices() {
    watch_.Drain();
    host_->Shutdown(absl::Seconds(5));
    workers_.Shutdown();
  }

  const std::string& address() const { return host_->address(); }
  fact_log::FactLog& log() { return *log_; }
  threading::WorkerPool& workers() { return workers_; }

 private:
  feed::HeadWatch watch_;
  std::unique_ptr<fact_log::FactLog> log_;
  threading::WorkerPool workers_{2, 100};
  ingest_rpc::ArticleIntake intake_;
  feed::Feed feed_{*log_};
  ingest_rpc::IngestService ingest_;
  ingest_rpc::FeedService feed_service_;
  std::unique_ptr<rpc::ServerHost> host_;
};

// A client of services that a test may set up otherwise. The reader is ReadLines.
class IngestServiceFixture : public ::testing::Test {
 protected:
  void SetUp() override {
    services_ =
        std::make_unique<IngestServices>(directory_.File("log"), reader_, limits_, feed_limits_, consumer_lease_);
    const auto channel = grpc::CreateChannel(services_->address(), grpc::InsecureChannelCredentials());
    ingest_ = v1::IngestService::NewStub(channel);
    feed_ = v1::FeedService::NewStub(channel);
  }

  static v1::IngestArticleRequest Request(const std::string& id, const std::string& body) {
    v1::IngestArticleRequest request;
    request.mutable_article()->set_name("articles/" + id);
    request.mutable_article()->set_body(body);
    return request;
  }

  absl::StatusOr<v1::IngestArticleResponse> Ingest(const v1::IngestArticleRequest& request) {
    grpc::ClientContext context;
    v1::IngestArticleResponse response;
    const grpc::Status status = ingest_->IngestArticle(&context, request, &response);
    if (!status.ok()) return rpc::FromGrpcStatus(status);
    return response;
  }

  TemporaryDirectory directory_;
  ingest_rpc::ArticleReader reader_ = ReadLines;
  ingest_rpc::IngestServiceLimits limits_;
  ingest_rpc::FeedServiceLimits feed_limits_;
  absl::Duration consumer_lease_ = absl::Minutes(10);
  std::unique_ptr<IngestServices> services_;
  std::unique_ptr<v1::IngestService::Stub> ingest_;
  std::unique_ptr<v1::FeedService::Stub> feed_;
};

}  // namespace dateline::testing

#endif  // DATELINE_TESTS_TESTING_INGEST_SERVICE_FIXTURE_H_
