#include "platform/rpc/health_service.h"

#include <chrono>
#include <future>
#include <memory>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/generic/generic_stub.h"
#include "grpcpp/security/credentials.h"
#include "platform/rpc/message_bytes.h"
#include "platform/rpc/server_host.h"

namespace dateline::rpc {
namespace {

using google::protobuf::Int32Value;
using google::protobuf::StringValue;

// HealthCheckResponse.ServingStatus.
constexpr int kServing = 1;
constexpr int kNotServing = 2;
constexpr int kServiceUnknown = 3;

class HealthServiceTest : public ::testing::Test {
 protected:
  HealthServiceTest() {
    ServerOptions options;
    options.listen_address = "127.0.0.1:0";
    options.health_names = {"dateline.v1.QueryService"};
    host_ = *ServerHost::Start(options, {});
    channel_ = grpc::CreateChannel(host_->address(), grpc::InsecureChannelCredentials());
  }

  // Of Check; of a call that failed the negative code.
  int Check(const std::string& service) {
    grpc::GenericStub stub(channel_);
    grpc::ClientContext context;
    context.set_deadline(Soon());
    const grpc::ByteBuffer request = RequestFor(service);
    grpc::ByteBuffer response;
    std::promise<grpc::Status> done;
    stub.UnaryCall(&context, "/grpc.health.v1.Health/Check", grpc::StubOptions(), &request, &response,
                   [&done](grpc::Status status) { done.set_value(std::move(status)); });
    const grpc::Status status = done.get_future().get();
    return status.ok() ? StatusIn(response) : -static_cast<int>(status.error_code());
  }

  static std::chrono::system_clock::time_point Soon() {
    return std::chrono::system_clock::now() + std::chrono::seconds(30);
  }
  static grpc::ByteBuffer RequestFor(const std::string& service) {
    StringValue request;
    request.set_value(service);
    return SerializeMessage(request);
  }
  static int StatusIn(const grpc::ByteBuffer& bytes) {
    Int32Value response;
    EXPECT_TRUE(ParseMessage(bytes, response).ok());
    return response.value();
  }

  std::unique_ptr<ServerHost> host_;
  std::shared_ptr<grpc::Channel> channel_;
};

// A Watch, status by status.
class Watcher {
 public:
  Watcher(std::shared_ptr<grpc::Channel> channel, const grpc::ByteBuffer& request) : stub_(std::move(channel)) {
    stream_ = stub_.PrepareCall(&context_, "/grpc.health.v1.Health/Watch", &queue_);
    stream_->StartCall(nullptr);
    Wait();
    stream_->Write(request, nullptr);
    Wait();
    stream_->WritesDone(nullptr);
    Wait();
  }
  ~Watcher() {
    context_.TryCancel();
    Finish();
  }

  // False: the stream has ended.
  bool Read(grpc::ByteBuffer& response) {
    stream_->Read(&response, nullptr);
    return Wait();
  }
  grpc::Status Finish() {
    if (has_finished_) return grpc::Status::OK;
    has_finished_ = true;
    grpc::Status status;
    stream_->Finish(&status, nullptr);
    Wait();
    return status;
  }

 private:
  bool Wait() {
    void* tag = nullptr;
    bool ok = false;
    queue_.Next(&tag, &ok);
    return ok;
  }
  grpc::GenericStub stub_;
  grpc::ClientContext context_;
  grpc::CompletionQueue queue_;
  std::unique_ptr<grpc::GenericClientAsyncReaderWriter> stream_;
  bool has_finished_ = false;
};

TEST_F(HealthServiceTest, SaysWhatItIsTold) {
  EXPECT_EQ(Check(""), kNotServing);
  host_->SetServing(true);
  EXPECT_EQ(Check(""), kServing);
  EXPECT_EQ(Check("dateline.v1.QueryService"), kServing);
  host_->SetServing(false);
  EXPECT_EQ(Check("dateline.v1.QueryService"), kNotServing);
}

TEST_F(HealthServiceTest, DoesNotKnowOtherServices) {
  EXPECT_EQ(Check("dateline.v1.Other"), -static_cast<int>(grpc::StatusCode::NOT_FOUND));
  Watcher watcher(channel_, RequestFor("dateline.v1.Other"));
  grpc::ByteBuffer response;
  ASSERT_TRUE(watcher.Read(response));
  EXPECT_EQ(StatusIn(response), kServiceUnknown);
}

TEST_F(HealthServiceTest, TellsWatchersOfEveryChangeAndOfTheEnd) {
  Watcher watcher(channel_, RequestFor(""));
  grpc::ByteBuffer response;
  ASSERT_TRUE(watcher.Read(response));
  EXPECT_EQ(StatusIn(response), kNotServing);
  host_->SetServing(true);
  ASSERT_TRUE(watcher.Read(response));
  EXPECT_EQ(StatusIn(response), kServing);
  host_->Shutdown(absl::Seconds(30));
  ASSERT_TRUE(watcher.Read(response));
  EXPECT_EQ(StatusIn(response), kNotServing);
  EXPECT_FALSE(watcher.Read(response));
  EXPECT_EQ(watcher.Finish().error_code(), grpc::StatusCode::UNAVAILABLE);
}

TEST_F(HealthServiceTest, RefusesMoreWatchersThanItHasThreadsFor) {
  std::vector<std::unique_ptr<Watcher>> watchers;
  grpc::ByteBuffer response;
  for (int i = 0; i < 100; ++i) {
    watchers.push_back(std::make_unique<Watcher>(channel_, RequestFor("")));
    ASSERT_TRUE(watchers.back()->Read(response));
  }
  Watcher one_more(channel_, RequestFor(""));
  EXPECT_FALSE(one_more.Read(response));
  EXPECT_EQ(one_more.Finish().error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
}

}  // namespace
}  // namespace dateline::rpc
