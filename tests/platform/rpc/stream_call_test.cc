#include "platform/rpc/stream_call.h"

#include <atomic>
#include <chrono>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/synchronization/notification.h"
#include "dateline/v1/query_service.grpc.pb.h"
#include "gmock/gmock.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/security/credentials.h"
#include "platform/errors/errors.h"
#include "platform/rpc/server_host.h"
#include "platform/rpc/status_conversion.h"

namespace dateline::rpc {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Key;
using ::testing::Pair;

constexpr char kMethod[] = "/dateline.v1.QueryService/ExportFacts";

// ExportFacts as it is told.
class AnyStreams final : public QueueService {
 public:
  explicit AnyStreams(std::function<void(StreamCall&)> answer)
      : method_{[this](grpc::ServerContext& context, grpc::ByteBuffer& request, auto& writer, auto& queue, void* tag) {
                  service_.RequestExportFacts(&context, &request, &writer, &queue, &queue, tag);
                },
                std::move(answer)} {
    method_.guarded = {kMethod, CallClass::kStream, /*writes=*/false, nullptr};
  }
  grpc::Service& service() override { return service_; }
  void SetGuard(CallGuard& guard) override {
    method_.guard = &guard;
    method_.guarded.metrics = guard.MetricsOf(kMethod);
  }
  void AwaitCalls(CallQueue& queue) override { StreamCall::Await(method_, queue); }

 private:
  v1::QueryService::WithRawMethod_ExportFacts<v1::QueryService::Service> service_;
  StreamCall::Method method_;
};

// Writes so many messages, each when the one before was taken.
class Writer final : public StreamWriter {
 public:
  Writer(StreamCall& call, int count) : call_(call), left_(count) {}

  void WriteOrFinish() {
    if (left_-- == 0) return call_.Finish(grpc::Status::OK);
    v1::ExportFactsResponse message;
    message.set_resume_token(std::to_string(left_));
    const grpc::Slice slice(message.SerializeAsString());
    call_.Write(grpc::ByteBuffer(&slice, 1));
  }
  void OnWriteDone(bool ok) override { ok ? WriteOrFinish() : call_.Finish(grpc::Status::CANCELLED); }
  void OnCancel() override {}

 private:
  StreamCall& call_;
  int left_;
};

// Writes nothing and finishes when its caller goes.
class Silent final : public StreamWriter {
 public:
  Silent(StreamCall& call, std::atomic<int>& alive) : call_(call), alive_(alive) { ++alive_; }
  ~Silent() override { --alive_; }
  void OnWriteDone(bool) override { ADD_FAILURE() << "nothing was written"; }
  void OnCancel() override { call_.Finish(grpc::Status::CANCELLED); }

 private:
  StreamCall& call_;
  std::atomic<int>& alive_;
};

void WriteThree(StreamCall& call) {
  const auto writer = std::make_shared<Writer>(call, 3);
  call.Begin(writer);
  writer->WriteOrFinish();
}

std::unique_ptr<ServerHost> Host(QueueService& service, int threads = 1, const CallLimits& limits = {}) {
  ServerOptions options;
  options.listen_address = "127.0.0.1:0";
  options.queue_threads = threads;
  options.guard.limits = limits;
  return *ServerHost::Start(options, {}, nullptr, {&service});
}

class Client {
 public:
  explicit Client(const ServerHost& host)
      : stub_(v1::QueryService::NewStub(grpc::CreateChannel(host.address(), grpc::InsecureChannelCredentials()))) {
    context_.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(30));
    reader_ = stub_->ExportFacts(&context_, {});
  }

  grpc::ClientContext& context() { return context_; }
  std::vector<std::string> ReadAll() {
    std::vector<std::string> tokens;
    for (v1::ExportFactsResponse message; reader_->Read(&message);) tokens.push_back(message.resume_token());
    return tokens;
  }
  grpc::Status Finish() { return reader_->Finish(); }

 private:
  std::unique_ptr<v1::QueryService::Stub> stub_;
  grpc::ClientContext context_;
  std::unique_ptr<grpc::ClientReader<v1::ExportFactsResponse>> reader_;
};

TEST(StreamCall, WritesInOrderAndEnds) {
  for (const int threads : {1, 3}) {
    AnyStreams service(WriteThree);
    const auto host = Host(service, threads);
    for (int i = 0; i < 20; ++i) {
      Client client(*host);
      EXPECT_THAT(client.ReadAll(), ElementsAre("2", "1", "0"));
      EXPECT_TRUE(client.Finish().ok());
    }
  }
}

TEST(StreamCall, HearsThatItsCallerHasGone) {
  std::atomic<int> alive = 0;
  AnyStreams service([&](StreamCall& call) { call.Begin(std::make_shared<Silent>(call, alive)); });
  {
    const auto host = Host(service);
    Client client(*host);
    while (alive == 0) std::this_thread::yield();
    client.context().TryCancel();
    EXPECT_EQ(client.Finish().error_code(), grpc::StatusCode::CANCELLED);
  }
  EXPECT_EQ(alive, 0);  // the host waits for calls that are not over
}

TEST(StreamCall, HearsOfACallerWhoWentBeforeItBegan) {
  std::atomic<int> alive = 0;
  absl::Notification has_come, has_gone;
  std::thread late;
  AnyStreams service([&](StreamCall& call) {
    late = std::thread([&] {
      has_gone.WaitForNotification();
      std::this_thread::sleep_for(std::chrono::milliseconds(50));  // until the queue has heard of it, most times
      call.Begin(std::make_shared<Silent>(call, alive));
    });
    has_come.Notify();
  });
  {
    const auto host = Host(service);
    Client client(*host);
    has_come.WaitForNotification();
    client.context().TryCancel();
    EXPECT_EQ(client.Finish().error_code(), grpc::StatusCode::CANCELLED);
    has_gone.Notify();
    late.join();
  }
  EXPECT_EQ(alive, 0);
}

TEST(StreamCall, IsRefusedWithWhatRetryingClientsObey) {
  std::atomic<int> alive = 0;
  AnyStreams service([&](StreamCall& call) { call.Begin(std::make_shared<Silent>(call, alive)); });
  CallLimits limits;
  limits.max_running_streams = 1;
  const auto host = Host(service, 1, limits);
  Client first(*host);
  while (alive == 0) std::this_thread::yield();
  Client second(*host);
  EXPECT_TRUE(second.ReadAll().empty());
  const grpc::Status refused = second.Finish();
  EXPECT_EQ(refused.error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
  EXPECT_EQ(errors::Reason(FromGrpcStatus(refused)), "OVERLOADED");
  EXPECT_THAT(second.context().GetServerTrailingMetadata(), Contains(Pair("grpc-retry-pushback-ms", "200")));
  EXPECT_THAT(second.context().GetServerTrailingMetadata(), Contains(Key("x-request-id")));
  first.context().TryCancel();
  first.Finish();
}

TEST(StreamCall, EndsWithTheErrorOfItsAnswer) {
  AnyStreams service([](StreamCall& call) { call.Finish({grpc::StatusCode::INVALID_ARGUMENT, "no"}); });
  const auto host = Host(service);
  Client client(*host);
  EXPECT_TRUE(client.ReadAll().empty());
  EXPECT_EQ(client.Finish().error_code(), grpc::StatusCode::INVALID_ARGUMENT);
}

}  // namespace
}  // namespace dateline::rpc
